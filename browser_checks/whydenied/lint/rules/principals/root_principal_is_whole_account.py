"""The root principal means the whole account.

":root" does not mean the root user. It hands the decision to the account: whoever an identity policy there
allows may do it.

Bad (resource):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::invoices/*"
    }

Good (resource):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::invoices/*"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Principal, Statement
from ...policy import Policy
from ...rule import PRINCIPAL, SUGGESTION, Problem, Rule
from ._forms import ROOT


def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """The root ARN of an account in an Allow; a key policy needs it, so there it is silent."""
    if (
        principal.kind == "AWS"
        and (found := ROOT.fullmatch(principal.value.text))
        and policy.service != "kms"
    ):
        yield Problem(
            principal.value,
            (
                f"This means everyone in account {found[1]} whom an identity policy there allows, not "
                "its root user only: name the role if only one should."
            ),
        )


RULE = Rule(
    "root-principal-is-whole-account",
    SUGGESTION,
    PRINCIPAL,
    check,
    types=frozenset({"resource"}),
    effect="Allow",
    section="cross-account-access",
)

"""The principal is of another account than the resource.

Across accounts both sides have to allow: this policy, and an identity policy in the other account. The one
alone gives nothing.

Bad (resource):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::999988887777:role/app"},
      "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
    }

Good (resource):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
      "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
    }

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Principal, Statement
from ...policy import Policy
from ...rule import PRINCIPAL, SUGGESTION, Problem, Rule
from ._forms import ACCOUNT, account


def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A role, user or session of another account than the resource's; said as a hint, since the other side is
    not shown."""
    if principal.kind != "AWS" or ":root" in principal.value.text:
        return
    theirs = account(principal.value.text)
    owners = {account(resource.text) for resource in statement.resources} - {None}
    if theirs is None or ACCOUNT.fullmatch(principal.value.text) or theirs in owners:
        return
    if not owners and policy.service not in _WITHOUT_ACCOUNT:
        return
    yield Problem(
        principal.value,
        f"The caller is of account {theirs}"
        + (f", the resource of {next(iter(owners))}" if owners else "")
        + ": if the resource is of another account, an identity policy over there has to allow the same too.",
    )


_WITHOUT_ACCOUNT = frozenset({"s3"})
"""Services whose ARNs carry no account, so that the resource may be of any."""


RULE = Rule(
    "cross-account-principal",
    SUGGESTION,
    PRINCIPAL,
    check,
    types=frozenset({"resource"}),
    effect="Allow",
    section="cross-account-access",
)

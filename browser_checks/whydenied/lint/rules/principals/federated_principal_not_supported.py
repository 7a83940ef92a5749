"""A federated principal stands outside a trust policy.

An identity provider only opens roles. What comes out is a session of the role, and that is the principal
which other policies can name.

Bad (resource):
    {
      "Effect": "Allow",
      "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/corp"},
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

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Principal, Statement
from ...policy import Policy
from ...rule import ERROR, PRINCIPAL, WARNING, Problem, Rule


def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A principal of the kind Federated in the policy of a resource."""
    if principal.kind == "Federated":
        yield Problem(
            principal.value,
            (
                f'"{principal.value.text}" is an identity provider, which only trust policies take: '
                f'name the role that its users assume, as {{"AWS": "arn:aws:iam::ACCOUNT:role/NAME"}}.'
            ),
            # S3's pages show a bucket policy with one of these.
            severity=None if principal.value.text.startswith("arn:") else WARNING,
        )


RULE = Rule(
    "federated-principal-not-supported", ERROR, PRINCIPAL, check, types=frozenset({"resource"}), placed=True
)

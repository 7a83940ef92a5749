"""The principal is the id of a role or user that was deleted.

## principal-is-role-id
The principal is the id of a role that was deleted.

IAM stores principals by their unique id and shows the id when the role is gone. A new role of the same name
has another id, and the policy does not reach it.

Bad (resource):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "AROAEXAMPLE7EXAMPLE3EX"},
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

## principal-is-user-id
The principal is the id of a user that was deleted.

IAM stores principals by their unique id and shows the id when the user is gone. A new user of the same name
has another id, and the policy does not reach it.

Bad (resource):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "AIDAEXAMPLE7EXAMPLE3EX"},
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::invoices/*"
    }

Good (resource):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:user/app"},
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::invoices/*"
    }

## *
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.kinds import WITH_PRINCIPAL
from ....policies.statements import Principal, Statement
from ...policy import Policy
from ...rule import PRINCIPAL, WARNING, Problem, Rule
from ._forms import ID


def _rule(what: str, prefix: str) -> Rule:
    def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
        """An id that begins as those of its kind do."""
        if principal.kind == "AWS" and (found := ID.fullmatch(principal.value.text)) and found[1] == prefix:
            yield Problem(
                principal.value,
                f"The principal {principal.value.text} is the id of a {what} that was deleted; a new "
                "one of the same name is somebody else to "
                f"AWS. Name the {what} by its ARN again.",
                suggestion=f"arn:aws:iam::ACCOUNT:{what}/NAME",
            )

    return Rule(f"principal-is-{what}-id", WARNING, PRINCIPAL, check, types=WITH_PRINCIPAL)


RULES = (_rule("role", "AROA"), _rule("user", "AIDA"))

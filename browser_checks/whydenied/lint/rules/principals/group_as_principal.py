"""A group is named as a principal.

A group is a way to attach policies, not somebody who calls. AWS refuses it as a principal.

Bad (resource):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:group/developers"},
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

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.kinds import WITH_PRINCIPAL
from ....policies.statements import Principal, Statement
from ...policy import Policy
from ...rule import ERROR, PRINCIPAL, Problem, Rule


def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """The ARN of an IAM group."""
    if ":group/" in principal.value.text and principal.kind in ("AWS", "*"):
        yield Problem(
            principal.value,
            f'"{principal.value.text}" is a group, and groups cannot be principals, so AWS refuses '
            "the policy: name the users or a role, or attach an identity "
            "policy to the group.",
        )


RULE = Rule("group-as-principal", ERROR, PRINCIPAL, check, types=WITH_PRINCIPAL, placed=True)

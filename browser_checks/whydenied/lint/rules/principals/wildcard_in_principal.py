"""A principal has a wildcard inside.

A star stands for everyone, and only alone. Inside an ARN it is taken literally, and the policy is refused or
matches nobody. Test aws:PrincipalArn with ArnLike instead.

Bad (resource):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:role/*"},
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::invoices/*"
    }

Good (resource):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "*"},
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::invoices/*",
      "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}}
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.kinds import WITH_PRINCIPAL
from ....policies.statements import Principal, Statement
from ...policy import Policy
from ...rule import ERROR, PRINCIPAL, Problem, Rule


def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A star or question mark beside other characters."""
    text = principal.value.text
    if (
        text == "*"
        or not ("*" in text or "?" in text)
        or principal.kind not in ("AWS", "Federated", "CanonicalUser")
    ):
        return
    yield Problem(
        principal.value,
        f'"{text}" holds a wildcard, which principals do not have: AWS refuses it or matches '
        'nobody. Use "Principal": "*" with a condition '
        '"ArnLike": {"aws:PrincipalArn": ...}, or name the principals.',
        suggestion=f'"ArnLike": {{"aws:PrincipalArn": "{text}"}}',
    )


RULE = Rule("wildcard-in-principal", ERROR, PRINCIPAL, check, types=WITH_PRINCIPAL, placed=True)

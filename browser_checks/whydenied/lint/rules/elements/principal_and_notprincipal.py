"""A statement has both Principal and NotPrincipal.

The one lists who is meant, the other everybody but those listed. AWS takes one of them in a statement, and refuses both.

Bad (resource):
    {"Effect": "Deny", "Principal": "*", "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:role/backup"}, "Action": "s3:DeleteObject",
     "Resource": "arn:aws:s3:::archive/*"}

Good (resource):
    {"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::archive/*",
     "Condition": {"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/backup"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule
from ._both import both


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A statement with the two elements, where a policy may name principals at all."""
    return both(statement, "Principal")


RULE = Rule(
    "principal-and-notprincipal", ERROR, STATEMENT, check, types=frozenset({"resource", "vpc-endpoint", "trust"}), needs=("NotPrincipal",)
)

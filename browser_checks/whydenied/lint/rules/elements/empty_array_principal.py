"""Principal lists nobody.

An Allow for nobody lets nobody in, and a Deny keeps nobody out.

Bad (resource):
    {
      "Effect": "Allow",
      "Principal": {"AWS": []},
      "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
    }

Good (resource):
    {"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::111122223333:role/shop"]}, "Action":
    "sqs:SendMessage",
     "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Object
from ....policies.statements import Statement, is_empty
from ...policy import Policy
from ...rule import ERROR, STATEMENT, SUGGESTION, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An empty list under a kind of principal; one in the place of the whole element is refused."""
    for name in ("Principal", "NotPrincipal"):
        value = statement.node.get(name)
        if isinstance(value, Object):
            for member in value.members:
                if is_empty(member.value):
                    yield Problem(
                        member.value,
                        (
                            f"{name} lists nobody under {member.name[:40]}: name who is meant, or "
                            "take the "
                            "entry out."
                        ),
                    )
        elif value is not None and is_empty(value):
            what = (
                f'{name} is an empty list, which AWS refuses: it takes "*" or an object such as '
                f'{{"AWS": "..."}}.'
            )
            yield Problem(value, what, severity=ERROR)


RULE = Rule("empty-array-principal", SUGGESTION, STATEMENT, check, needs=("Principal", "NotPrincipal"))

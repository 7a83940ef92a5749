"""One operator names the same key twice, in different upper and lower case.

Condition keys are the same whatever their case, so AWS's validation refuses the second one. Values that may
either hold go in one list.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:principalorgid":
     "o-f6g7h8i9j0"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5", "o-f6g7h8i9j0"]}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import CONDITIONS, ERROR, STATEMENT, Problem, Rule
from ._operators import blocks


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A key whose name in lower case stands under the same operator already."""
    for operator, block in blocks(statement):
        seen: dict[str, str] = {}
        for member in block.members:
            text = member.name
            first = seen.setdefault(text.lower(), text)
            if first != text:
                yield Problem(
                    member.key,
                    f'"{text}" and "{first}" under {operator.text} are the same key, since case does not '
                    "count, and AWS refuses a key "
                    "that stands twice: put the values of both in one list.",
                )


RULE = Rule("duplicate-condition-key-case", ERROR, STATEMENT, check, needs=(CONDITIONS,))

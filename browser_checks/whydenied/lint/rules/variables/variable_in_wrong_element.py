"""A policy variable stands where variables do not work.

IAM fills variables in in Resource and NotResource and in condition values. In an action, a principal, a Sid
or a condition key the text stays as it is and is refused or matches nothing.

Bad:
    {"Effect": "Allow", "Action": "s3:${aws:PrincipalTag/verb}", "Resource": "arn:aws:s3:::homes/*"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${aws:PrincipalTag/team}/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule
from ._places import MENTIONS, named, others, shown


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A variable in any other element."""
    for value in others(statement):
        if any(named(value.text)):
            yield Problem(
                value,
                f'"{shown(value.text)}" holds a policy variable, and variables work in Resource and in '
                "condition values only: AWS takes this one literally or "
                "refuses it. Write the name itself, or test it with a condition.",
            )


RULE = Rule("variable-in-wrong-element", ERROR, STATEMENT, check, mentions=MENTIONS)

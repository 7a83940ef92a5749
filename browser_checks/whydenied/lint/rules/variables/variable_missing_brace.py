"""A policy variable is not closed.

Without its closing brace ${ is plain text: AWS refuses it in some places and never matches it in others.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${aws:username/*"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${aws:PrincipalTag/team}/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule
from ._places import MENTIONS, faulty, shown

CODE = "variable-missing-brace"


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A ``${`` without a ``}`` behind it, or with another ``${`` before."""
    for value, _ in faulty(statement, CODE):
        yield Problem(
            value,
            (
                f'In "{shown(value.text)}" a variable that begins with ${{ is not closed, so it is no '
                f"variable: put a }} behind its name."
            ),
        )


RULE = Rule(CODE, ERROR, STATEMENT, check, mentions=MENTIONS)

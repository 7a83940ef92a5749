"""A policy variable has no name.

IAM cannot put anything in the place of ${}.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${}/*"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${aws:PrincipalTag/team}/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policies.policy import Policy
from ...policies.rule import ERROR, STATEMENT, Problem, Rule
from ...policies.statements import Statement
from ._places import VARIABLE, values


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Braces with nothing but blanks between them."""
    for value in values(statement):
        if any(not match[1].strip() for match in VARIABLE.finditer(value.text)):
            yield Problem(
                value,
                f'"{value.text}" holds ${{}} without a name, which stands for nothing: name the variable, for example ${{aws:PrincipalTag/team}}.',
            )


RULE = Rule("variable-empty", ERROR, STATEMENT, check)

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

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule
from ._places import MENTIONS, faulty, shown

CODE = "variable-empty"


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Braces with nothing but blanks, or a default alone, between them."""
    for value, variable in faulty(statement, CODE):
        yield Problem(
            value,
            f'In "{shown(value.text)}" the variable ${{{shown(variable.inner)}}} has no name, so it '
            "stands for nothing and AWS refuses the policy: name it, for "
            "example ${aws:PrincipalTag/team}.",
        )


RULE = Rule(CODE, ERROR, STATEMENT, check, mentions=MENTIONS)

"""A policy variable has a blank in its name.

IAM takes the blank for a part of the name, and there is no such variable. Only a default value, behind a comma, may have blanks around it.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${aws: PrincipalTag/team}/*"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${aws:PrincipalTag/team}/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policies import edits
from ...policies.policy import Policy
from ...policies.rule import ERROR, STATEMENT, Problem, Rule
from ...policies.statements import Statement
from ._places import VARIABLE, values


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A blank before the comma of the default, or anywhere when there is none."""
    for value in values(statement):
        for match in VARIABLE.finditer(value.text):
            name = match[1].split(",", 1)[0]
            if name.strip() and name.split() != [name]:
                close = value.text.replace(name, "".join(name.split()))
                yield Problem(
                    value,
                    f"The variable ${{{match[1]}}} has a blank in its name, so IAM does not know it: write ${{{''.join(match[1].split())}}}.",
                    edit=edits.replace(value, close),
                )
                break


RULE = Rule("variable-space", ERROR, STATEMENT, check)

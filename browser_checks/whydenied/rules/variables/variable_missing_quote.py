"""The default value of a policy variable is not in quotes.

A default stands behind a comma in single quotes: ${key, 'default'}. Without both quotes IAM refuses the policy.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${aws:PrincipalTag/team, 'none}/*"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${aws:PrincipalTag/team, 'none'}/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policies.policy import Policy
from ...policies.rule import ERROR, STATEMENT, Problem, Rule
from ...policies.statements import Statement
from ._places import VARIABLE, values


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """What stands behind the comma without a single quote at each end."""
    for value in values(statement):
        for match in VARIABLE.finditer(value.text):
            _, comma, default = match[1].partition(",")
            default = default.strip()
            if comma and not (len(default) > 1 and default[0] == default[-1] == "'"):
                yield Problem(
                    value,
                    f"The default of ${{{match[1]}}} needs a single quote on both sides, or AWS refuses the policy: write '{default.strip(chr(39))}'.",
                )
                break


RULE = Rule("variable-missing-quote", ERROR, STATEMENT, check)

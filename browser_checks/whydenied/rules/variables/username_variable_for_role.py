"""The variable ${aws:username} has no value for roles, so for a function.

Only IAM users have a user name. For the session of a role, which is what a Lambda function, an SSO user and most programs are, the variable is missing
and the statement matches nothing.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${aws:username}/*"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${aws:PrincipalTag/team}/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policies.policy import Policy
from ...policies.rule import STATEMENT, SUGGESTION, WARNING, Problem, Rule
from ...policies.statements import Statement
from ._places import names, values


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """The variable without a default, where the paste shows that a role is meant; elsewhere it is said as a suggestion."""
    if not statement.allows:
        return
    severity = None if "lambda" in policy.context else SUGGESTION
    for value in values(statement):
        if any(name.lower() == "aws:username" for name in names(value)) and "," not in value.text:
            yield Problem(
                value,
                f'In "{value.text}" the variable ${{aws:username}} has a value for IAM users only: for a role, and so for a Lambda function, the statement '
                "matches nothing. For roles use ${aws:PrincipalTag/...} or ${aws:userid}.",
                severity=severity,
            )


RULE = Rule("username-variable-for-role", WARNING, STATEMENT, check)

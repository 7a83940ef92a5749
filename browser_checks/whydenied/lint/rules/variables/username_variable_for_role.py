"""The variable ${aws:username} has no value for roles, so for a function.

Only IAM users have a user name. For the session of a role, which is what a Lambda function, an SSO user and
most programs are, the variable is missing and the statement matches nothing.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${aws:username}/*"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${aws:PrincipalTag/team}/*"}

Not this: With a value for when the variable has none, sessions of roles are thought of.
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/${aws:username, 'shared'}/*"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws import arn
from ....aws.kinds import WITHOUT_PRINCIPAL
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import STATEMENT, SUGGESTION, WARNING, Problem, Rule
from ._places import shown, values, variables

_NAME = "aws:username"


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """The variable without a default, but for what only IAM users have anyway: themselves, their keys and
    their MFA devices.

    Where the paste shows that a role is meant it is a warning, elsewhere a suggestion.
    """
    role = policy.type == "session" or any("lambda" in word for word in policy.context)
    for value in values(statement):
        if _of_user(value.text):
            continue
        if any(
            each.name.lower() == _NAME and not each.fault and "," not in each.inner
            for each in variables(value.text)
        ):
            yield Problem(
                value,
                f'In "{shown(value.text)}" the variable ${{aws:username}} has a value for IAM users '
                "only: for a role, and so for a Lambda function, the "
                "statement matches nothing. For roles there are ${aws:PrincipalTag/...} and ${aws:userid}.",
                severity=None if role else SUGGESTION,
            )


def _of_user(text: str) -> bool:
    parts = arn.fields(text)
    return (
        len(parts) == 6
        and parts[2] == "iam"
        and parts[5].startswith(("user/", "mfa/", "sms-mfa/", "u2f/", "*"))
    )


RULE = Rule(
    "username-variable-for-role", WARNING, STATEMENT, check, types=WITHOUT_PRINCIPAL, mentions=(_NAME,)
)

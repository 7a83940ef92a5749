"""lambda:SourceFunctionArn is compared with a version or alias.

The key holds the ARN of the function whose code calls, always without a version or alias, whichever of them
runs. A value with one is never equal.

Bad:
    {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::thumbnails/*",
     "Condition": {"ArnEquals": {"lambda:SourceFunctionArn":
     "arn:aws:lambda:eu-west-1:111122223333:function:resize:live"}}}

Good:
    {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::thumbnails/*",
     "Condition": {"ArnEquals": {"lambda:SourceFunctionArn":
     "arn:aws:lambda:eu-west-1:111122223333:function:resize"}}}

Source: https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import UNKNOWN
from ....policies.statements import Condition, Statement
from ...edits import replace
from ...policy import Policy
from ...rule import CONDITION, ERROR, Problem, Rule


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Values with a third part after function and name."""
    for value in condition.values:
        front, found, name = value.text.partition(":function:")
        if not found or ":" not in name or UNKNOWN in name.partition(":")[0]:
            continue
        bare, _, qualifier = name.partition(":")
        meant = f"{front}:function:{bare}"
        message = (
            f'"{value.text}" ends in the qualifier "{qualifier}", but lambda:SourceFunctionArn '
            "never carries a version or alias, so the value fits "
            f'no call: write "{meant}".'
        )
        yield Problem(value, message, meant, replace(value, meant) if UNKNOWN not in value.text else None)


RULE = Rule(
    "lambda-sourcefunctionarn-qualified",
    ERROR,
    CONDITION,
    check,
    section="execution-role-permissions",
    concerns=lambda _, key: key == "lambda:sourcefunctionarn",
)

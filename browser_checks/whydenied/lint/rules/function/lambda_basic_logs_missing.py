"""An execution role cannot write the logs of its function.

Lambda writes a function's output to CloudWatch Logs with the execution role. Without ``logs:PutLogEvents``
the function runs and its log stays empty, which hides every other error.

Bad:
    {
      "Effect": "Allow",
      "Action": "dynamodb:PutItem",
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
    }

Good:
    {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
     "Resource": "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/orders:*"}

Not this: What reads a bucket or a secret and nothing else may belong to anybody; without a sign of a
function the rule is silent, in programs too, which attach more elsewhere.
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}

Source: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.notations.voting import program
from ...policy import Policy
from ...rule import POLICY, SUGGESTION, WARNING, Problem, Rule
from ._grants import allows, is_lone_role, is_of_data, is_program, is_role_of_function, patterns


def check(policy: Policy) -> Iterator[Problem]:
    """A policy for a program without writing logs: a suggestion, since another policy may have it, unless it
    belongs to a function."""
    granted = policy.fact(patterns, policy)
    if (
        "logs" in policy.context
        or policy.is_in_program
        or not policy.fact(is_program, policy)
        or not ((policy.alone and is_lone_role(granted)) or is_role_of_function(policy))
        or allows(granted, "logs:PutLogEvents")
        or program(policy.chars, policy.root.start, strings=True)
    ):
        return
    statement = next(each for each in policy.statements if each.allows)
    half = any(
        pattern.startswith(("logs:createloggroup", "logs:createlogstream", "logs:createlog*"))
        for pattern in granted
    )
    message = (
        "The policy does not allow logs:PutLogEvents"
        + (", though it allows making log groups or streams" if half else "")
        + ": if it is all that a Lambda execution role has, the function leaves no log. Attach "
        "AWSLambdaBasicExecutionRole too, or allow "
        "logs:CreateLogStream and logs:PutLogEvents on the function's log group."
    )
    # A module of Terraform has the policies of a role in several files.
    in_terraform = "aws_iam_" in policy.chars or 'module "' in policy.chars
    proven = half or ("role" in policy.context and not in_terraform)
    yield Problem(statement.node, message, severity=None if proven else SUGGESTION)


RULE = Rule(
    "lambda-basic-logs-missing",
    WARNING,
    POLICY,
    check,
    types=frozenset({"identity"}),
    concerns_action=is_of_data,
    section="execution-role-permissions",
)

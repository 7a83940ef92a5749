"""Writing logs is allowed on a log group without its streams.

``logs:CreateLogStream`` and ``logs:PutLogEvents`` are checked on a stream of the group, whose ARN goes on
after the group's name. The group's ARN alone never fits; it takes ``:*`` at its end.

Bad:
    {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
     "Resource": "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/resize"}

Good:
    {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
     "Resource": "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/resize:*"}

Not this: A star at the end covers the streams of the group.
    {
      "Effect": "Allow",
      "Action": "logs:PutLogEvents",
      "Resource": "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/*"
    }

Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.coverage import arns_meet
from ....policies.nodes import UNKNOWN
from ....policies.statements import Statement
from ...edits import replace
from ...patterns import includes
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule

_ACTIONS = ("logs:PutLogEvents", "logs:CreateLogStream")
_COMPARED = 100  # ARNs


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Log groups without what follows their name, where no other resource of the statement reaches their
    streams."""
    groups = [
        item for item in statement.resources if ":log-group:" in item.text and item.text.startswith("arn:")
    ]
    if not groups or statement.not_action or statement.not_resource or len(groups) > _COMPARED:
        return
    action = next((name for name in _ACTIONS if includes(statement, name)), None)
    if action is None:
        return
    for item in groups:
        group = item.text.rstrip(":")
        streams = f"{group}:log-stream:?*"
        if not _is_group(group) or any(arns_meet(other.text, streams) for other in statement.resources):
            continue
        message = (
            f'{action.partition(":")[2]} is checked on a stream of the log group, and "{item.text}" '
            f'fits the group alone: write "{group}:*".'
        )
        yield Problem(
            item, message, f"{group}:*", replace(item, f"{group}:*") if UNKNOWN not in item.text else None
        )


def _is_group(text: str) -> bool:
    name = text.partition(":log-group:")[2]
    return bool(name) and ":" not in name


RULE = Rule(
    "lambda-logs-arn-missing-star",
    ERROR,
    STATEMENT,
    check,
    section="execution-role-permissions",
    mentions=(":log-group:",),
)

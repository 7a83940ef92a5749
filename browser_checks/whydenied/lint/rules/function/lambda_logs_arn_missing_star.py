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
from ....policies.references import NAME
from ....policies.statements import Statement
from ...edits import replace
from ...patterns import includes
from ...policy import Policy
from ...rule import ERROR, STATEMENT, WARNING, Problem, Rule
from ..resources._special import seen, shown

_ACTIONS = ("logs:PutLogEvents", "logs:CreateLogStream")
_COMPARED = 100  # ARNs
_A_NAME = "<name>"
"""Stands for the name of a group that a template refers to."""


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Log groups without what follows their name, where no other resource of the statement reaches their
    streams."""
    if len(statement.resources) > _COMPARED:
        return
    texts = [seen(item, policy).replace(NAME, _A_NAME) for item in statement.resources]
    groups = [
        (item, text)
        for item, text in zip(statement.resources, texts, strict=True)
        if ":log-group:" in text and text.startswith("arn:")
    ]
    if not groups or statement.not_action or statement.not_resource:
        return
    action = next((name for name in _ACTIONS if includes(statement, name)), None)
    if action is None:
        return
    for item, text in groups:
        group = text.rstrip(":")
        streams = f"{group}:log-stream:?*"
        if not _is_group(group) or any(arns_meet(other, streams) for other in texts):
            continue
        referred = _A_NAME in text
        # The ARN of a group without the star: so since version 3 of Terraform's provider.
        said = shown(item, policy)
        whole = (
            (f"{said}:*" if "${" in said else f"${{{said}}}:*") if referred else f"{item.text.rstrip(':')}:*"
        )
        yield Problem(
            item,
            f'{action.partition(":")[2]} is checked on a stream of the log group, and "{said}" '
            f'fits the group alone: write "{whole}".',
            whole,
            replace(item, whole) if referred or UNKNOWN not in text else None,
            severity=WARNING if referred else None,
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
    mentions=(":log-group:", "aws_cloudwatch_log_group."),
)

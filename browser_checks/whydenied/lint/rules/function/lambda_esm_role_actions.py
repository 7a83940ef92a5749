"""An execution role has some of the actions that an event source needs.

Lambda polls queues and streams with the function's execution role. With one action missing the event source
mapping cannot be made, or stops.

Bad:
    {
      "Effect": "Allow",
      "Action": ["sqs:ReceiveMessage", "sqs:DeleteMessage"],
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
    }

Good:
    {"Effect": "Allow", "Action": ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
     "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"}

Not this: A role that only sends polls nothing.
    {
      "Effect": "Allow",
      "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
    }

Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from ....aws import integrations
from ....policies.statements import Statement
from ....text.regex import lazy_regex
from ...patterns import among, naming
from ...policy import Policy
from ...rule import ERROR, POLICY, SUGGESTION, WARNING, Problem, Rule
from ._grants import allows, granting, is_role_of_function, missing, patterns

# What only a program does that reads a queue or stream.
_LATER = frozenset(
    {"kinesis:DescribeStreamSummary", "kinesis:ListShards", "kinesis:ListStreams", "dynamodb:ListStreams"}
)
"""Asked for by AWS's page, while pollers that were made before it do without."""
_READING = ("sqs:ReceiveMessage", "sqs:DeleteMessage", "kinesis:GetRecords", "dynamodb:GetRecords")


def check(policy: Policy) -> Iterator[Problem]:
    """Some of an event source's actions without the others: a suggestion, since other readers do with fewer,
    unless the role is a function's."""
    granted = policy.fact(patterns, policy)
    of_function = is_role_of_function(policy)
    polls = ("EventSourceArn" in policy.chars or "event_source_arn" in policy.chars) and _is_polled(policy)
    of_function = of_function or polls
    if (
        not (of_function or policy.alone)
        or "*" in granted
        or not any(pattern.startswith(("sqs:", "kinesis:", "dynamodb:")) for pattern in granted)
    ):
        return
    said: set[str] = set()
    for action in _READING:
        source = integrations.of(action)
        if source is None or source.name in said or not allows(granted, action):
            continue
        lacking = missing(granted, (*source.on, *source.anywhere))
        statement = next(granting(policy, action), None)
        if not lacking or statement is None or (action == "dynamodb:GetRecords" and _is_of_table(statement)):
            continue
        said.add(source.name)
        message = (
            f"The policy allows {action} without {_listed(lacking)}; an event source mapping polls "
            "with the execution role and needs "
            f"all of them for {source.name}."
        )
        # Who deletes without receiving polls nothing: a function may do that with its own code.
        # What is only named after functions may be a part of a role, as a connector's policy is.
        named = "lambda" in policy.context and "role" not in policy.context and not polls
        severity = None if of_function and not named and action != "sqs:DeleteMessage" else SUGGESTION
        if severity is None and _polls_itself(policy.chars):
            severity = SUGGESTION
        if severity is None and polls and "role" not in policy.context:
            severity = WARNING
        if severity is None and _LATER.issuperset(lacking):
            severity = WARNING
        yield Problem(
            naming(statement, action) or statement.node, message, f"Add {_listed(lacking)}", severity=severity
        )


def _polls_itself(chars: str) -> bool:
    """Whether a template shows functions and no source that they are called for: what they read, they read with their own
    code."""
    shown = "AWS::Lambda::Function" in chars or "aws_lambda_function" in chars
    return (
        shown
        and "EventSource" not in chars
        and "event_source" not in chars
        and "AWS::Serverless" not in chars
    )


def _is_polled(policy: Policy) -> bool:
    """Whether the policy names what an event source mapping beside it polls, and no managed policy that would
    allow the rest."""
    chars, root = policy.chars, policy.root
    if not _MAPPING.search(chars) or "QueueExecutionRole" in chars or "StreamExecutionRole" in chars:
        return False
    inside = chars[root.start : root.end]
    return any(
        re.search(rf"\b{re.escape(found[1])}\b", inside) is not None
        for found in islice(_MAPPING.finditer(chars), _MOST)
    )


_MOST = 50
_MAPPING = lazy_regex(
    r"(?:event_source_arn|EventSourceArn)[\s\"':=]{1,40}(?:[{!\s\"]{0,30}(?:Fn::)?GetAtt[\"':\s\[]{1,40})?([A-Za-z]\w{0,60}(?:\.[\w-]{1,60})?)(?:\.(?:arn|Arn|stream_arn|StreamArn)\b|[\s\"',]{1,20}(?:Stream)?Arn\b)"
)


def _is_of_table(statement: Statement) -> bool:
    """Whether a statement that reads a stream's records reads a table too, as the CDK's grants on tables do:
    what polls a stream has a statement for it."""
    texts = {item.text.lower() for item in statement.actions}
    return not texts.isdisjoint({"dynamodb:query", "dynamodb:scan", "dynamodb:batchgetitem"}) and not any(
        "/stream/" in item.text for item in statement.resources
    )


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


RULE = Rule(
    "lambda-esm-role-actions",
    ERROR,
    POLICY,
    check,
    types=frozenset({"identity"}),
    section="event-source-mapping",
    mentions=("sqs:", "kinesis:", "dynamodb:"),
    concerns_action=lambda action: among(action, {each.lower() for each in _READING}),
)

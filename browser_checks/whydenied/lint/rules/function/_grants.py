"""What an identity policy grants as a whole, as the rules about callers and execution roles ask it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ....aws.coverage import covers
from ....policies.nodes import UNKNOWN, Scalar, scalars
from ....policies.references import with_names
from ....policies.statements import Statement
from ....text.regex import lazy_regex
from ...patterns import arn, includes
from ...placed import placed_text
from ...policy import Policy

MOST = 2_000
"""Statements of a policy that is looked at as a whole; generated ones with more are left alone."""

_LOG_GROUP = ":log-group:/aws/lambda/"
# What people and deployment tools do, and no function does with its own role.
_MANAGING = (
    "*",
    "iam:",
    "lambda:create",
    "lambda:update",
    "lambda:*",
    "cloudformation:",
    "ec2:run",
    "s3:createbucket",
    "organizations:",
)


def patterns(policy: Policy) -> set[str]:
    """The action patterns that the policy allows, in lower case; a star where that cannot be told, so that
    nothing is called missing."""
    if len(policy.statements) > MOST or any(not each.known for each in scalars(policy.root.get("Statement"))):
        return {"*"}
    found: set[str] = set()
    for statement in policy.statements:
        allows = statement.effect == "Allow"
        if (allows and statement.not_action) or (statement.is_open and not statement.denies):
            found.add("*")
        elif allows:
            found.update(["*" if UNKNOWN in pattern else pattern for pattern in statement.patterns])
    return found


def allows(granted: Iterable[str], action: str) -> bool:
    """Whether one of the patterns of :func:`patterns` includes an action."""
    lower = action.lower()
    if lower in granted:
        return True
    for pattern in granted:  # noqa: SIM110 - any() takes twice as long
        if ("*" in pattern or "?" in pattern) and covers(pattern, lower):
            return True
    return False


def missing(granted: set[str], actions: Iterable[str]) -> list[str]:
    """Those of the actions that no pattern includes."""
    return [action for action in actions if not allows(granted, action)]


def granting(policy: Policy, action: str) -> Iterator[Statement]:
    """The statements that allow an action by name or pattern."""
    for statement in policy.statements[:MOST]:
        if statement.allows and not statement.not_action and includes(statement, action):
            yield statement


def resources(statements: Iterable[Statement]) -> list[Scalar]:
    """The resources of statements that list what they are about."""
    return [item for statement in statements if not statement.not_resource for item in statement.resources]


def functions(policy: Policy, statements: Iterable[Statement]) -> list[tuple[Scalar, str]]:
    """The resources of statements with their ARNs, of which references to a template's functions are the names; empty
    where it is open what one of them stands for."""
    found: list[tuple[Scalar, str]] = []
    for statement in statements:
        alone = all(pattern.startswith("lambda:") for pattern in statement.patterns)
        for item in resources([statement]):
            text = with_names(item, policy.chars)
            if text and alone and text.startswith("<") and ".Arn>" in text:
                text = f"arn:{UNKNOWN}:lambda:{UNKNOWN}:{UNKNOWN}:function:{text}"
            if text is None or text.startswith("<") or UNKNOWN in (text := placed_text(_in_any_place(text))):
                return []
            found.append((item, text))
    return found


def _in_any_place(text: str) -> str:
    """An ARN that leaves open what a reference stands for in its partition, Region and account."""
    head, found, resource = text.rpartition(":function:")
    return _REFERENCE.sub(UNKNOWN, head) + found + resource if found else text


_REFERENCE = lazy_regex(r"<[^<>:]{1,200}>")


def is_role_of_function(policy: Policy) -> bool:
    """Whether the policy is for an execution role: the paste says so, it writes logs of Lambda, or it asks
    which function calls."""
    if "lambda" in policy.context:
        return True
    return any(map(_is_of_function, policy.statements[:MOST])) and not is_managing(
        policy.fact(patterns, policy)
    )


def _is_of_function(statement: Statement) -> bool:
    """Whether a statement writes logs of Lambda, or asks which function calls."""
    if statement.allows:
        for item in statement.resources:
            if _LOG_GROUP in item.text:
                return True
    for condition in statement.conditions:  # noqa: SIM110 - any() takes twice as long, and this runs for most policies
        if condition.name == "lambda:sourcefunctionarn":
            return True
    return False


class _Sort(NamedTuple):
    """What a pattern of actions is for."""

    managing: bool
    """A person or tool that sets things up."""
    data: bool
    """A program that works with data, as far as one action or `sqs:*` tells."""
    program: bool
    """A program, which has it for data or beside, and makes nothing else."""
    serverless: bool
    """Most likely a function."""


@lru_cache(maxsize=4096)
def _sort(pattern: str) -> _Sort:
    named = pattern.startswith(_DATA)
    opened = pattern.endswith("*") and any(name.startswith(pattern.rstrip("*")) for name in _DATA)
    managing = pattern.startswith(_MANAGING)
    making = not named and pattern.partition(":")[2].startswith("create")
    return _Sort(
        managing=managing,
        data=named or opened,
        program=not (managing or making) and (named or pattern.startswith(_BESIDE)),
        serverless=pattern.startswith(_SERVERLESS),
    )


def is_managing(granted: Iterable[str]) -> bool:
    """Whether patterns of actions are those of a person or tool that sets things up."""
    return any(_sort(pattern).managing for pattern in granted)


def is_program(policy: Policy) -> bool:
    """Whether the actions that a policy allows are those of a function's code: it works with data, has what goes
    with that, and sets nothing up."""
    has_data = False
    for pattern in policy.fact(patterns, policy):
        sort = _sort(pattern)
        if not sort.program:
            return False
        has_data = has_data or sort.data
    return has_data


def is_of_data(pattern: str) -> bool:
    """Whether a pattern of actions makes a policy one of a function's code, unless others tell otherwise."""
    return _sort(pattern.lower()).data


def is_lone_role(granted: set[str]) -> bool:
    """Whether patterns of actions, with nothing else to tell whose they are, are most likely a function's: they
    work with tables, queues or streams, or write half of its logs. What only reads a bucket or a secret is
    anybody."""
    return any(_sort(pattern).serverless for pattern in granted)


_SERVERLESS = ("dynamodb:", "sqs:", "kinesis:", "logs:createlog")
# What only programs do, Lambda itself for them among it.
_DATA = (
    "dynamodb:getitem", "dynamodb:putitem", "dynamodb:updateitem", "dynamodb:deleteitem", "dynamodb:query", "dynamodb:scan", "dynamodb:batch",
    "dynamodb:conditioncheck", "dynamodb:partiql", "dynamodb:getrecords", "s3:getobject", "s3:putobject", "s3:deleteobject", "sqs:sendmessage",
    "sqs:receivemessage", "sqs:deletemessage", "sns:publish", "kinesis:getrecords", "kinesis:putrecord", "firehose:putrecord", "rds-data:",
    "secretsmanager:getsecretvalue", "ssm:getparameter", "states:startexecution", "states:startsync", "events:putevents", "ses:send", "bedrock:invoke",
    "cloudwatch:putmetricdata", "xray:put", "logs:createlog", "logs:putlogevents", "ec2:createnetworkinterface",
)  # fmt: skip
# What programs have beside that; alone it is for somebody else.
_BESIDE = (
    "dynamodb:", "s3:", "sqs:", "sns:", "kinesis:", "firehose:", "secretsmanager:", "states:", "ses:", "xray:", "logs:", "lambda:invoke", "kms:decrypt",
    "kms:encrypt", "kms:generatedatakey", "kms:describekey", "ec2:deletenetworkinterface", "ec2:detachnetworkinterface", "ec2:describenetworkinterfaces",
    "ec2:describesubnets", "ec2:describesecuritygroups", "ec2:describevpcs", "ec2:getsecuritygroupsforvpc", "ec2:assignprivateip", "ec2:unassignprivateip",
)  # fmt: skip


def function_parts(text: str) -> list[str] | None:
    """`["function", NAME]` of a function's ARN, with the qualifier as a third part; None for any other
    text."""
    named = arn(text)
    if named is None or named.service != "lambda" or UNKNOWN in text:
        return None
    parts = named.resource.split(":")
    return parts if parts[0] == "function" and len(parts) in (2, 3) and parts[1] else None

"""The actions to allow: those that were denied, as IAM spells them, and what belongs to them in one step."""

from __future__ import annotations

from ..aws.data import iam
from ..text.regex import lazy_regex

# Lambda@Edge's replication: the asterisk is part of the name that CloudFront asks for.
# Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
_STARRED = {
    "lambda:enablereplication": "lambda:EnableReplication*",
    "lambda:disablereplication": "lambda:DisableReplication*",
}
_ACTION = lazy_regex(r"[A-Za-z0-9-]{1,60}:[A-Za-z0-9]{1,120}")
# PartiQL and transactions: which of several actions it is depends on the statement that was sent.
# Sources: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html,
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
_PARTIQL = tuple(f"dynamodb:PartiQL{verb}" for verb in ("Select", "Insert", "Update", "Delete"))
_BY_CONTENT = {
    "dynamodb:executestatement": _PARTIQL,
    "dynamodb:batchexecutestatement": _PARTIQL,
    "dynamodb:executetransaction": _PARTIQL,
    "dynamodb:transactwriteitems": (
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:DeleteItem",
        "dynamodb:ConditionCheckItem",
    ),
}


def by_content(action: str | None) -> tuple[str, ...]:
    """The IAM actions of which a call is checked as one or several, by what was sent; empty for any other."""
    return _BY_CONTENT.get((action or "").lower(), ())


def denied(action: str | None) -> tuple[str, ...]:
    """The IAM actions behind what was denied: ``SNS:Publish`` is sns:Publish, ``s3:HeadObject`` is
    s3:GetObject; empty when none is known."""
    if starred := _STARRED.get((action or "").lower().rstrip("*")):
        return (starred,)
    if not action or not _ACTION.fullmatch(action):
        return ()
    if found := iam.action(action):
        return (f"{found.service}:{found.name}",)
    if by_content(action):
        return ()
    if checked := iam.api_actions(action):
        return checked
    service, _, name = action.partition(":")
    return (f"{service.lower()}:{name}",)


def service(action: str) -> str:
    """The service prefix of an action."""
    return action.partition(":")[0]

"""Denials out of structured pastes: CloudTrail records and decoded authorization messages.

Fields:
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..aws.operations import actions_for, called
from ..report import Span
from ..text.regex import lazy_regex
from . import codes

Slots = dict[str, str]
# The main message says more than the record's fields; where a record quotes it, the reader of messages has
# it.
_MESSAGE = lazy_regex(r"not authorized to perform:? ?[\w-]+:")
_ENCODED = lazy_regex(r"Encoded authorization failure message: ?([\w=+/-]{20,6000})")
# How far the values of one record may stand from its request id, in characters.
_RECORD = 20_000


def records(data: dict[str, Any], depth: int = 0) -> Iterator[dict[str, Any]]:
    """The CloudTrail records in one JSON object: itself, ``Records[]``, or the strings of lookup-events."""
    if "eventSource" in data and "eventName" in data:
        yield data
        return
    for key in ("Records", "Events", "events", "detail"):
        inner = data.get(key)
        for item in inner if isinstance(inner, list) else [inner]:
            if isinstance(item, dict) and depth < 3:
                text = item.get("CloudTrailEvent")
                if isinstance(text, str):
                    try:
                        item = json.loads(text)
                    except ValueError:
                        continue
                if isinstance(item, dict):
                    yield from records(item, depth + 1)


def is_record(data: object) -> bool:
    """Whether a JSON object holds CloudTrail records."""
    return isinstance(data, dict) and next(records(data), None) is not None


def refused(record: dict[str, Any]) -> Slots | None:
    """The slots of a record that tells of a refusal, or None for any other record."""
    code = str(record.get("errorCode") or "")
    if not code or not codes.refuses(code):
        return None
    identity = record.get("userIdentity")
    identity = identity if isinstance(identity, dict) else {}
    call = called(str(record.get("eventName") or ""), str(record.get("eventSource") or ""))
    slots = {
        "error_code": code,
        "operation": str(record.get("eventName") or ""),
        "service": str(record.get("eventSource") or ""),
        "principal": str(identity.get("arn") or identity.get("principalId") or ""),
        "request_id": str(record.get("requestID") or ""),
        "action": actions_for(call)[0] if call else "",
    }
    slots["resource"] = _requested(record.get("requestParameters"))
    resources = record.get("resources")
    if isinstance(resources, list) and resources and isinstance(resources[0], dict):
        slots["resource"] = str(resources[0].get("ARN") or resources[0].get("arn") or "")
    if encoded := _ENCODED.search(said(record)):
        slots["encoded_message"] = encoded[1]
    return {name: value for name, value in slots.items() if value}


def said(record: dict[str, Any]) -> str:
    """The words of the refusal that the record quotes; empty when it quotes none."""
    message = record.get("errorMessage")
    return message if isinstance(message, str) else ""


def quotes_message(record: dict[str, Any]) -> bool:
    """Whether the record quotes a whole main message."""
    return bool(_MESSAGE.search(said(record)))


def plain_kind(record: dict[str, Any]) -> str | None:
    """What kind of refusal a record without a main message tells of, in the words of
    :mod:`whydenied.errors.plain`."""
    if _ENCODED.search(said(record)):
        return "encoded"
    return (
        "s3"
        if record.get("eventSource") == "s3.amazonaws.com"
        and said(record).strip(". ").lower() == "access denied"
        else None
    )


def _requested(parameters: object) -> str:
    """The resource that the request names, where it names one."""
    if not isinstance(parameters, dict):
        return ""
    if bucket := parameters.get("bucketName"):
        return f"arn:aws:s3:::{bucket}" + (f"/{parameters['key']}" if parameters.get("key") else "")
    for name in ("functionName", "roleArn", "secretId", "keyId", "tableName", "queueUrl", "topicArn"):
        if value := parameters.get(name):
            return str(value)
    return ""


def decoded(data: dict[str, Any]) -> Slots | None:
    """The slots of a decoded authorization message (``allowed``, ``explicitDeny``, ``context``)."""
    inner = data.get("DecodedMessage")
    if isinstance(inner, str):
        try:
            data = json.loads(inner)
        except ValueError:
            return None
    context = data.get("context") if isinstance(data, dict) else None
    if not isinstance(context, dict) or data.get("allowed") is not False:
        return None
    caller = context.get("principal")
    slots = {
        "principal": str(caller.get("arn") or "") if isinstance(caller, dict) else "",
        "action": str(context.get("action") or ""),
        "resource": str(context.get("resource") or ""),
        "effect": "explicit" if data.get("explicitDeny") is True else "implicit",
    }
    return {name: value for name, value in slots.items() if value}


def simulated(data: dict[str, Any]) -> Iterator[tuple[Slots, str]]:
    """The slots of each denial in an answer of ``aws iam simulate-principal-policy``, with the result as text.

    Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
    """
    results = data.get("EvaluationResults")
    for result in results if isinstance(results, list) else ():
        effect = _SIMULATED.get(str(result.get("EvalDecision"))) if isinstance(result, dict) else None
        if effect is None:
            continue
        resource = str(result.get("EvalResourceName") or "")
        slots = {
            "action": str(result.get("EvalActionName") or ""),
            "resource": resource if resource != "*" else "",
            "effect": effect,
            "policy_type": next((kind for kind, *where in _LIMITS if _says_no(result, *where)), ""),
        }
        yield {name: value for name, value in slots.items() if value}, json.dumps(result)


_SIMULATED = {"implicitDeny": "implicit", "explicitDeny": "explicit"}
# What the answer says of an organization and of a boundary, which are told beside the decision.
_LIMITS = (
    ("scp", "OrganizationsDecisionDetail", "AllowedByOrganizations"),
    ("permissions-boundary", "PermissionsBoundaryDecisionDetail", "AllowedByPermissionsBoundary"),
)


def _says_no(result: dict[str, Any], detail: str, field: str) -> bool:
    found = result.get(detail)
    return isinstance(found, dict) and found.get(field) is False


def places(text: str, slots: Slots, start: int) -> dict[str, Span]:
    """Where the values of *slots* stand in the pasted *text* behind *start*, as far as they do word by
    word."""
    unique = slots.get("request_id")
    at = text.find(unique, start) if unique else start
    stop = max(at, start) + _RECORD
    found = {name: text.find(value, start, stop) for name, value in slots.items()}
    return {name: Span(at, at + len(slots[name])) for name, at in found.items() if at >= 0}

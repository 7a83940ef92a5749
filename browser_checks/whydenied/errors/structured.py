"""Denials out of structured pastes: CloudTrail records and decoded authorization messages.

Fields: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..report import Span
from . import codes
from .operations import actions_for, called

Slots = dict[str, str]


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


def refused(record: dict[str, Any]) -> Slots | None:
    """The slots of a record that tells of a refusal, or None for any other record."""
    code = str(record.get("errorCode") or "")
    if code.lower() not in codes.REFUSED and "denied" not in code.lower() and "unauthorized" not in code.lower():
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
    return {name: value for name, value in slots.items() if value}


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


def places(text: str, slots: Slots, start: int) -> dict[str, Span]:
    """Where the values of *slots* stand in the pasted *text*, as far as they do word by word."""
    found = {name: text.find(value, start) for name, value in slots.items()}
    return {name: (at, at + len(slots[name])) for name, at in found.items() if at >= 0}

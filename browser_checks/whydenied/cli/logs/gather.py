"""Reads records into a summary. A year of records holds few different denials: what differs in time, session and
ids alone is read once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ...check import check
from ...guide import Guide
from ...report import Denial
from .groups import MOST_RESOURCES, Row, RowKey, Summary, Times
from .records import Record

_CACHED = 50_000

# A record is looked at if its code or message has one of these words.
_WORDS = ("denied", "authori", "forbid", "permi", "policy", "credential", "token", "signature", "expired")
_RESOURCE = re.compile(r"\bon (?:the )?resource:? ?\S+", re.IGNORECASE)
_SESSION = re.compile(r"^(arn:[\w-]+:sts::\d+:assumed-role/.+?)/[^/]+$")


def promising(record: Record) -> bool:
    """Whether a record with an error may hold a denial."""
    said = f"{record.get('errorCode')} {record.get('errorMessage')}".lower()
    return any(word in said for word in _WORDS)


@dataclass(slots=True)
class _Read:
    """What one kind of record was read as; None as denial when it is none."""

    denial: Denial | None
    caller: str = ""
    key: RowKey = ()


class Gatherer:
    """Reads records into summaries. What differs only in time, session and ids is read once."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self._read: dict[str, _Read] = {}
        self._alike: dict[str, tuple[int, _Read]] = {}

    def gather(self, records: Iterable[Record], into: Summary) -> None:
        """Count the denials of *records*."""
        for record in records:
            if promising(record):
                self._count(record, into)

    def _count(self, record: Record, into: Summary) -> None:
        bare = _bare(record)
        read, known = self._reading(bare)
        if read.denial is None:
            return
        time = str(record.get("eventTime") or "")
        into.times.add(1, time, time)
        denial = read.denial
        row = into.row(read.caller, read.key, lambda: _row(denial))
        if row is None:
            into.more += 1
            return
        into.count(read.caller, row, Times(1, time, time))
        row.take(denial.resource if known else None)
        if known:
            row.keep(bare)

    def _reading(self, bare: Record) -> tuple[_Read, bool]:
        """How a record reads, and whether its resource was read: of many that differ in the resource alone only
        the first are."""
        text = json.dumps(bare, sort_keys=True)
        if found := self._read.get(text):
            return found, True
        message = _RESOURCE.sub("on resource", str(bare.get("errorMessage")))
        alike = json.dumps(
            [bare["userIdentity"], bare["eventSource"], bare["eventName"], bare["errorCode"], message]
        )
        number, first = self._alike.get(alike, (0, None))
        if first and number >= MOST_RESOURCES:
            return first, False
        read = self._checked(text, bare)
        if len(self._read) >= _CACHED:
            self._read.clear()
            self._alike.clear()
        self._read[text] = read
        self._alike[alike] = (number + 1, first or read)
        return read, True

    def _checked(self, text: str, bare: Record) -> _Read:
        denials = check(text, self._guide).denials
        if not denials:
            return _Read(None)
        denial = denials[0]
        key = (_action(denial), denial.policy_type, denial.effect, denial.policy_arn)
        return _Read(
            denial,
            _caller(denial, bare["userIdentity"]),
            (*key, None if denial.action else denial.error_code),
        )


def _row(denial: Denial) -> Row:
    return Row(
        _action(denial),
        denial.policy_type,
        denial.effect,
        denial.policy_arn,
        denial.error_code,
        denial.section,
    )


def _action(denial: Denial) -> str:
    service = (denial.service or "").removesuffix(".amazonaws.com")
    return denial.action or ":".join(filter(None, (service, denial.operation))) or "unknown"


def _caller(denial: Denial, identity: Record) -> str:
    """The role, user, account or service: policies are attached to a role, not to its sessions."""
    issuer = identity.get("sessionContext", {}).get("sessionIssuer", {}).get("arn")
    if isinstance(issuer, str):
        return issuer
    named = [
        denial.principal,
        *(identity.get(name) for name in ("arn", "invokedBy", "accountId", "principalId")),
    ]
    for name in named:
        if isinstance(name, str) and name:
            return _SESSION.sub(lambda found: found[1], name)
    return "unknown"


def _bare(record: Record) -> Record:
    """A record without what differs each time: times, ids, addresses, the name of the session."""
    identity = _object(record.get("userIdentity"))
    kept: Record = {
        name: identity[name]
        for name in ("type", "arn", "accountId", "userName", "invokedBy")
        if name in identity
    }
    if issuer := _object(_object(identity.get("sessionContext")).get("sessionIssuer")):
        kept["sessionContext"] = {
            "sessionIssuer": {name: issuer[name] for name in ("type", "arn", "userName") if name in issuer}
        }
    message = str(record.get("errorMessage") or "")
    arn = str(kept.get("arn") or "")
    if session := _SESSION.match(arn):
        kept["arn"] = f"{session[1]}/session"
        message = message.replace(arn, kept["arn"])
    bare: Record = {
        "eventVersion": "1.08",
        "userIdentity": kept,
        **{
            name: str(record.get(name) or "")
            for name in ("eventSource", "eventName", "awsRegion", "errorCode")
        },
        "errorMessage": message,
    }
    for name in ("recipientAccountId", "vpcEndpointId"):
        if value := record.get(name):
            bare[name] = value
    if not _RESOURCE.search(message):
        parameters = _object(record.get("requestParameters"))
        bare["requestParameters"] = {
            name: value for name, value in parameters.items() if isinstance(value, str) and len(value) <= 300
        }
        if isinstance(resources := record.get("resources"), list):
            bare["resources"] = resources[:5]
    return bare


def _object(value: Any) -> Record:
    return value if isinstance(value, dict) else {}

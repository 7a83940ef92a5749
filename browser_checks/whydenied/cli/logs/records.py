"""Records of CloudTrail from files as AWS delivers them, from answers of the AWS CLI, and from logs that hold
one JSON object a line: one after the other, in bounded memory."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

Record = dict[str, Any]

ENDINGS = (".json", ".jsonl", ".ndjson", ".log", ".gz")
"""Endings of the files of a folder that are read."""
_DIGEST = "CloudTrail-Digest"
_CHUNK = 1 << 20
_LARGEST = 64 << 20
"""Characters of one JSON value; what is longer is no record."""

# How AWS writes a file: no blanks, the version first in every record. A quotation mark in a string has a
# backslash before it, so the border between two records is in no string.
_DELIVERED = '{"Records":[{"eventVersion":'
_BORDER = '},{"eventVersion":'
_ERROR = '"errorCode":'
_NEXT_FILE = re.compile(r'\}\]\}\s*(?:\{"Records":\[\]\}\s*)*\{"Records":\[\{"eventVersion":')
_LIST = re.compile(r'\s*(?:\{\s*"(?:Records|Events|events|logEvents)"\s*:\s*)?\[')
_VALUE = re.compile(r"[{\[]")


class Reader:
    """The records with an error in a stream of text; ``count`` is the number of all records, ``unread`` of
    the places that are no JSON."""

    def __init__(self, stream: TextIO) -> None:
        self.count = 0
        self.unread = 0
        self._stream = stream

    def __iter__(self) -> Iterator[Record]:
        head = self._stream.read(_CHUNK)
        found = self._delivered(head) if head.startswith(_DELIVERED) else self._values(head)
        for record in found:
            if record.get("errorCode"):
                yield record

    def _delivered(self, head: str) -> Iterator[Record]:
        """Records of a file as AWS writes it: those without an error are counted and not parsed."""
        rest = head[len(_DELIVERED) :]
        pieces: list[str] = []
        while True:
            if '{"Records":[' in rest:  # several files in a row, as zcat prints them
                rest = _NEXT_FILE.sub(_BORDER, rest)
            *pieces, rest = rest.split(_BORDER)
            for piece in pieces:
                yield from self._piece(piece)
            further = self._stream.read(_CHUNK)
            if not further:
                break
            rest += further
        yield from self._piece(rest.rstrip().removesuffix("]}").removesuffix("}"))

    def _piece(self, piece: str) -> Iterator[Record]:
        self.count += 1
        if _ERROR in piece:
            try:
                yield json.loads(f'{{"eventVersion":{piece}}}')
            except ValueError:
                self.unread += 1

    def _values(self, text: str) -> Iterator[Record]:
        """Records of JSON values in a row, whatever is between them: lines, or a list of any size."""
        decoder = json.JSONDecoder()
        at = found.end() if (found := _LIST.match(text)) else 0
        while True:
            start = _VALUE.search(text, at)
            try:
                value, at = decoder.raw_decode(text, start.start()) if start else (None, len(text))
                if value is not None:
                    yield from self._counted(value)
                    continue
            except (ValueError, RecursionError):
                pass
            rest = text[start.start() :] if start else ""
            # As much again as is there: a long value is not decoded time and again.
            further = self._stream.read(max(_CHUNK, len(rest))) if len(rest) < _LARGEST else ""
            if further:
                text, at = rest + further, 0
            elif rest:
                # No JSON, or one that breaks off: go on in the next line.
                self.unread += 1
                text, at = rest, rest.find("\n") + 1 or len(rest)
            else:
                return

    def _counted(self, value: object) -> Iterator[Record]:
        for record in _records(value):
            self.count += 1
            yield record


def _records(value: object) -> Iterator[Record]:
    """The records in a JSON value: a record, a list of them, or what the AWS CLI, EventBridge and CloudWatch
    Logs put around one."""
    if isinstance(value, list):
        for each in value:
            yield from _records(each)
    elif isinstance(value, dict):
        if "eventName" in value and "eventSource" in value:
            yield value
        for name in ("Records", "Events", "events", "detail", "logEvents"):
            yield from _records(value.get(name))
        for name in ("CloudTrailEvent", "message", "@message"):
            if isinstance(text := value.get(name), str) and text.lstrip().startswith("{"):
                try:
                    yield from _records(json.loads(text))
                except ValueError:
                    continue


def files(names: Iterable[str]) -> Iterator[Path | None]:
    """The files that were named, those of folders in order; None for standard input. Raises OSError for a name
    that nothing has."""
    for name in names:
        path = Path(name)
        if name == "-":
            yield None
        elif path.is_dir():
            yield from (
                each
                for each in sorted(path.rglob("*"))
                if each.suffix in ENDINGS and _DIGEST not in each.parts
            )
        else:
            path.stat()
            yield path


def opened(path: Path | None) -> TextIO:
    """The text of a file, unpacked where it is packed, whatever its name says."""
    if path is None:
        return sys.stdin
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    opener = gzip.open if packed else open
    return opener(path, "rt", encoding="utf-8", errors="replace")

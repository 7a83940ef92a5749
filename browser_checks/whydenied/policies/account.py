"""A whole account in a paste: the details of its users, groups, roles and managed policies, with their places.

Nothing is read of a detail but its JSON, by the interpreter's own parser: an account has megabytes, and an error
asks about one caller. :mod:`~.details` has the layouts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..report import Span
from ..text.regex import lazy_regex
from ..text.text import Text
from .details import CONFIGURATION, Detail, of_item, of_page

LISTS = {"RoleDetailList": "role", "UserDetailList": "user", "GroupDetailList": "group", "Policies": "policy"}
"""The lists of an answer of GetAccountAuthorizationDetails, and the kind of what is in them."""
_ITEMS = ("configurationItems", "baseConfigurationItems", "Results")
_BEGIN = lazy_regex(
    r"^[ \t]*+[\[{]|\{\s{0,40}\"(?:UserDetailList|GroupDetailList|RoleDetailList|Policies|IsTruncated)\"\s{0,20}:",
    re.MULTILINE,
)
_KEY = lazy_regex(r'\s*+"([^"\\]{1,60})"\s*+:\s*+')
_BLANK = lazy_regex(r"\s*+")
_MOST_TRIES = 40
# Where prose begins again behind a page that was cut off.
_PROSE = lazy_regex(r"^[A-Za-z]", re.MULTILINE)
_DECODER = json.JSONDecoder(strict=False)


class Item(NamedTuple):
    """A value with its place in the text."""

    value: Any
    start: int
    end: int


class Accounts(NamedTuple):
    """The details in a text, and the parts of the text that hold them."""

    details: list[Detail]
    spans: list[Span]
    is_cut_off: bool = False
    """Whether a page ends before its last brace, so that details may be missing."""


NONE = Accounts([], [])


def accounts(text: Text) -> Accounts:
    """The details of all accounts in the text: pages that ``aws iam get-account-authorization-details`` prints,
    items of AWS Config, and the beginning of a page that was cut off."""
    chars = text.chars
    if 'DetailList"' not in chars and not ("AWS::IAM::" in chars and CONFIGURATION in chars):
        return NONE
    details: list[Detail] = []
    spans: list[Span] = []
    done = tries = 0
    is_cut_off = False
    while tries < _MOST_TRIES and (begin := _BEGIN.search(chars, done)):
        tries += 1
        start = begin.end() - 1 if begin[0][-1] in "[{" else begin.start()
        read = _of_list(text, start) if chars[start] == "[" else _of_object(text, start)
        if read.details:
            details += read.details
            spans.append(Span(start, read.end))
            is_cut_off |= read.is_cut_off or read.is_truncated
        done = max(read.end, begin.end())
    return Accounts(details, spans, is_cut_off) if spans else NONE


class _Read(NamedTuple):
    """The details in a value, and its end; its start where it cannot be read."""

    details: list[Detail]
    end: int
    is_cut_off: bool = False
    is_truncated: bool = False


def _of_list(text: Text, start: int) -> _Read:
    end, items = _list(text.chars, start)
    return _Read([detail for item in items for detail in _of_config(text, item)], end or start)


def _of_object(text: Text, start: int) -> _Read:
    chars = text.chars
    found: list[Detail] = []
    members: dict[str, Any] = {}
    at = start + 1
    while key := _KEY.match(chars, at):
        at, name = key.end(), key[1]
        end: int | None
        if (name in LISTS or name in _ITEMS) and chars.startswith("[", at):
            end, items = _list(chars, at)
            members[name] = None
            for item in items:
                found += _of_page(name, text, item) if name in LISTS else _of_config(text, item)
        else:
            members[name], end = _value(chars, at)
        if end is None:
            if not found or not _is_page(members):
                return _Read([], start)
            # A page that a terminal cut off: what came before the cut is whole.
            behind = _PROSE.search(chars, at)
            return _Read(found, behind.start() if behind else len(chars), is_cut_off=True)
        at = _blank(chars, end)
        if chars.startswith("}", at):
            if CONFIGURATION in members:
                found += _of_config(text, Item(members, start, at + 1))
            elif not _is_page(members) and not any(name in members for name in _ITEMS):
                found = []
            return _Read(found, at + 1, is_truncated=bool(members.get("IsTruncated")))
        if not chars.startswith(",", at):
            break
        at += 1
    return _Read([], start)


def _of_page(name: str, text: Text, item: Item) -> Iterator[Detail]:
    if isinstance(item.value, Mapping):
        yield of_page(LISTS[name], text, item.value, item.start)


def _is_page(members: Mapping[str, Any]) -> bool:
    return any(name in members for name in LISTS if name != "Policies")


def _list(chars: str, start: int) -> tuple[int | None, list[Item]]:
    """The items of the list at *start*, and its end; None for the end where it is cut off or has a fault."""
    items: list[Item] = []
    at = start + 1
    while True:
        at = _blank(chars, at)
        if chars.startswith("]", at):
            return at + 1, items
        value, end = _value(chars, at)
        if end is None:
            return None, items
        items.append(Item(value, at, end))
        at = _blank(chars, end)
        if chars.startswith(",", at):
            at += 1


def _value(chars: str, at: int) -> tuple[Any, int | None]:
    try:
        return _DECODER.raw_decode(chars, at)
    except (ValueError, RecursionError):
        return None, None


def _blank(chars: str, at: int) -> int:
    match = _BLANK.match(chars, at)
    return match.end() if match else at


def _of_config(text: Text, item: Item) -> Iterator[Detail]:
    """The detail in an item of AWS Config; a query's results are items in strings."""
    value = item.value
    if isinstance(value, str) and "AWS::IAM::" in value:
        value, _ = _value(value, 0)
    if isinstance(value, Mapping) and (detail := of_item(value, text, item.start)):
        yield detail

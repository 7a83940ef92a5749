"""Cutting the values out of a main message: principal, action, resource, whole in spite of wraps."""

from __future__ import annotations

import re

from ..aws.arn import is_cut_off
from ..aws.operations import is_known
from ..text.log_lines import holds_prefix, is_prefix
from ..text.regex import lazy_regex
from ..text.squeeze import Squeezed
from .region import Region

_ACTION = lazy_regex(r"[A-Za-z0-9][\w-]{1,40}:\s{0,2}\*?[A-Za-z][A-Za-z0-9]{1,70}\*?|[a-z0-9-]{2,40}:\*")
_BROKEN_ACTION = lazy_regex(
    r"([A-Za-z0-9-]{1,40}:?[A-Za-z0-9]{0,70})[ \t]{0,8}\n[ \t]{0,40}[A-Za-z0-9-]{0,40}:?[A-Za-z0-9]{1,70}"
)
_JOINED_ACTION = lazy_regex(r"[A-Za-z0-9][\w-]{1,40}:[A-Za-z][A-Za-z0-9]{1,70}\*?")
# How an action begins in the line behind "to perform:".
_SERVICE = lazy_regex(r"[a-z0-9-]{2,40}:(?!\s)")
_ARN = lazy_regex(r"arn:aws[\w+=,.@/:*<>{}$\u2588-]{10,300}")
_PLACEHOLDER = lazy_regex(r"<[A-Za-z_ -]{2,30}>")
_WRAP = lazy_regex(r"[^\S\n]*\n\s*")
# No ARN is longer; source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
_LONGEST = 2_048
_EDGES = " \t\n\"'`*_,;()"
# What may surround an action; a star at its end is its own, as in lambda:EnableReplication*.
_NO_ACTION = _EDGES.replace("*", "") + "[]{}<>."
# A resource in words, as IAM prints it: "role NAME", "instance profile NAME".
IN_WORDS = (
    r"(?:role|user|group|policy|policy path|instance profile|server certificate|mfa|oidc provider|saml provider|access key) "
    r"(?:arn:aws[\w+=,.@/:<>{}\[\]$*-]{10,400}|[\w+=,.@/<>{}\[\]$*-]{1,130})|account password policy"
)
_IN_WORDS = lazy_regex(IN_WORDS)
# What stands where an account or a Region was cut out of an ARN: dots, stars, a word in brackets, with blanks
# around.
_HOLE = lazy_regex(
    r":[ \t]{0,3}(?:[.\u2026*#_xX-](?:[ \t]{0,2}[.\u2026*#_xX-]){0,40}|[(\[<{][^()\[\]<>{}\n:]{1,40}[)\]>}])[ \t]{0,3}(?=:)"
)
_HOLED = lazy_regex(
    rf"arn:aws[\w-]{{0,12}}:[\w-]{{2,40}}(?:{_HOLE.pattern}|:[\w-]{{0,40}}){{1,2}}:(?:[^\s\"'`,;<>()]|<[^<>\n]{{1,40}}>){{1,1000}}"
)
_WORD = lazy_regex(r"[^\s\"'`,;<>()]*(?:<[^<>\n]{1,40}>[^\s\"'`,;<>()]*)*")
_QUOTED = lazy_regex(r"[\"']([^\"'\n]{1,1100}(?:\n[^\"'\n]{0,300}){0,6})[\"']")
# What may stand before "is not authorized" without being the principal.
_NO_PRINCIPAL = {"user", "you", "it", "role", "principal", "caller", "that", "which", "account", "session", "and", "...",
                 "i", "identity", "client", "who", "this", "operation", "lambda", "error", "exception", "failed"}  # fmt: skip


def action(squeezed: Squeezed, start: int, end: int) -> Region | None:
    """The action between *start* and *end* of the squeezed text."""
    chars = squeezed.text.chars
    begin = squeezed.place(start)
    stop = squeezed.end(end)
    raw = chars[begin:stop]
    joined = re.sub(r"[\s\"'\\]+", "", raw[:400]).strip(_NO_ACTION)  # a wrap's, or a quoted quotation's
    if "\n" in chars[squeezed.end(start) : begin] and not _SERVICE.match(joined):
        return None
    if len(raw) < 400:
        if joined.startswith("*") or joined.endswith("**"):
            joined = joined.strip("*" + _NO_ACTION)
        if _JOINED_ACTION.fullmatch(joined) and (
            " " not in raw.strip() or _is_one_word(squeezed, raw, joined, end)
        ):
            return _cut(chars, joined, begin, stop)
    while begin < len(chars) and chars[begin] in " \t\n\"'`*_[({":
        begin += 1
    broken = _BROKEN_ACTION.match(chars, begin)
    # What a window's edge broke: only the whole is an action that IAM has.
    if broken and is_known(joined := "".join(broken[0].split())) and not is_known(broken[1]):
        return Region(joined, broken.start(), broken.end())
    match = _ACTION.match(chars, begin) or _PLACEHOLDER.match(chars, begin)
    if not match or match[0].startswith("<"):
        return None
    return Region(re.sub(r"\s", "", match[0]), match.start(), match.end())


def principal(squeezed: Squeezed, anchor: int, border: int) -> Region | None:
    """The principal before ``is not authorized``: behind ``User:``, or the word just before."""
    chars, text = squeezed.chars, squeezed.text.chars
    verb = anchor
    for words in ("isexplicitly", "iscurrently", "is", "are"):
        if chars.endswith(words, max(border, anchor - len(words)), anchor):
            verb = anchor - len(words)
            break
    label = max(chars.rfind("user:", border, verb), chars.rfind("principal:", border, verb))
    if label >= 0:
        start = chars.index(":", label) + 1
        begin, stop = squeezed.place(start), squeezed.end(verb)
        if holds_prefix(text, begin, stop):
            return None
        value = _unwrapped(text[begin:stop]).strip(_EDGES.replace("*", "").replace("_", ""))
        value = _without_emphasis(value)
        opened = _behind_bracket(value, 0)
        value = value[opened : _unmatched(value, opened, len(value))]
        value = value.rstrip("\"'`.!") if value.startswith("arn:") else value
        if (
            0 < len(value) < 400
            and not _sentence(value)
            and value.strip(".")
            and any(c.isalnum() or c in "*\u2588" for c in value)
        ):
            return _cut(text, value, begin, stop)
        return None
    if verb <= border:
        return None
    stop = squeezed.end(verb)
    begin = stop
    while (
        begin > 0 and not text[begin - 1].isspace() and text[begin - 1] not in "\"'`,;" and stop - begin < 400
    ):
        begin -= 1
    if not text.startswith("arn:", begin):
        begin = broken_arn(squeezed, max(border, verb - 300), verb) or begin
    value = _unwrapped(text[begin:stop]).strip(_EDGES)
    known = value.startswith("arn:") or bool(re.fullmatch(r"[\w+=.@/:$<>{}*\u2588-]{2,150}", value))
    if (
        not known
        or value.lower().strip(".:") in _NO_PRINCIPAL
        or not any(char.isalnum() or char == "\u2588" for char in value)
    ):
        return None
    begins = verb == anchor and (text[squeezed.place(anchor)].isupper() or text[stop - 1] in ".!?)")
    if begins and not value.startswith("arn:"):
        return None  # a sentence begins here, and the word before it is of another one
    if value.endswith((":", "=")) or begin < squeezed.place(border) or is_prefix(text, stop):
        return None
    return _cut(text, value, begin, stop)


def broken_arn(squeezed: Squeezed, border: int, end: int) -> int | None:
    """Where an ARN begins that ends before *end* and that line ends, and nothing else, break."""
    start = squeezed.chars.rfind("arn:aws", border, end)
    if start < 0 or not _ARN.fullmatch(squeezed.chars, start, end):
        return None
    begin, stop = squeezed.region(start, end)
    broken = all("\n" in blank for blank in re.findall(r"\s+", squeezed.text.chars[begin:stop]))
    return begin if broken else None


def resource(squeezed: Squeezed, start: int, end: int | None, limit: int) -> Region | None:
    """The resource behind ``on resource:``; *end* is where the next clause starts, if there is one."""
    text = squeezed.text.chars
    begin = squeezed.place(start)
    while begin < len(text) and text[begin] in " \t\n":
        begin += 1
    begin = _behind_bracket(text, begin)
    # Quotes are squeezed away, so the region may begin on the quote's inside.
    if begin and text[begin - 1] in "\"'" and (quoted := _QUOTED.match(text, begin - 1)):
        value = _unwrapped(quoted[1])
        return Region(value, quoted.start(1), quoted.end(1)) if value else None
    if end is not None and not holds_prefix(text, begin, squeezed.end(end)):
        stop = _unmatched(text, begin, squeezed.end(end))
        value = _clean(_unwrapped(text[begin:stop]))
        if value and _one_resource(value):
            return _cut(text, value, begin, stop)
    if begin >= len(text):
        return None
    match = (
        _holed(text, begin)
        or _IN_WORDS.match(text, begin)
        or _BRACKETED.match(text, begin)
        or _WORD.match(text, begin)
    )
    if not match or not match[0] or text.startswith(("(truncated", " (truncated"), match.end()):
        return None
    stop = _unmatched(text, begin, _wrapped_end(text, match.start(), match.end(), squeezed.end(limit)))
    value = _clean(_unwrapped(text[begin:stop]))
    value = _without_colon(value)
    if value.startswith("arn:") and value.count(":") < 3:
        return None  # broken off before it names anything
    return _cut(text, value, begin, stop) if value and value != "." and len(value) <= _LONGEST else None


def _holed(text: str, begin: int) -> re.Match[str] | None:
    """An ARN with a hole that a blank or a bracket makes, which would end it."""
    match = _HOLED.match(text, begin)
    return match if match and _HOLE.search(text, begin, match.end()) else None


_BRACKETED = lazy_regex(r"\[[\w .:/*-]{1,80}\]|<[\w .:/*-]{1,80}>")


def _without_colon(value: str) -> str:
    """A whole ARN without the colon of the sentence that goes on; the ARNs of log groups end in one of their
    own."""
    whole = value.endswith(":") and value.startswith("arn:") and value.count(":") > 5 and ":log-" not in value
    return value.rstrip(":") if whole else value


def arn(squeezed: Squeezed, start: int, limit: int) -> Region | None:
    """The ARN that begins at *start* of the squeezed text, wraps joined, without what follows it."""
    text = squeezed.text.chars
    begin = squeezed.place(start)
    # A wrap may stand within "arn:" already.
    match = _WORD.match(text, squeezed.end(min(start + len("arn:"), limit)))
    if not match:
        return None
    stop = _unmatched(text, begin, _wrapped_end(text, begin, match.end(), squeezed.end(limit)))
    value = _clean(_unwrapped(text[begin:stop])).rstrip(".:")
    return _cut(text, value, begin, stop) if value else None


def _wrapped_end(text: str, begin: int, stop: int, limit: int) -> int:
    """The end of a name that a window's edge breaks: it goes on in the next line when the line is full, or
    the ARN is not whole."""
    for _ in range(8):
        if stop >= limit or text[stop] != "\n" or not (full_line(text, stop) or is_cut_off(text[begin:stop])):
            return stop
        start = stop + 1
        while start < limit and text[start] in " \t":
            start += 1
        word = _WORD.match(text, start)
        if (
            _NEXT_RECORD.match(text, start)
            or not word
            or not re.fullmatch(r"[\w+=,.@/:*<>{}$\u2588-]+", word[0])
            or _NO_REST.match(word[0])
            or word[0].endswith(":")
        ):
            return stop
        stop = word.end()
    return stop


def full_line(text: str, stop: int) -> bool:
    """Whether the line that ends at *stop* is as long as the one before it, as hard wrapping makes them."""
    line = text.rfind("\n", 0, stop) + 1
    before = text.rfind("\n", 0, max(line - 1, 0)) + 1
    return line > 0 and stop - line >= 20 and line - 1 - before == stop - line


# What never is the rest of a broken name: a log line's time, a word of the sentence, the name of an
# exception.
_NO_REST = lazy_regex(
    r"\d{4}-\d\d-\d\d|\d\d:\d\d|(?:because|with|is|on|and|please|at|in|when|the|status|ClientError|Traceback|[a-z.]{1,60}Exception)$",
    re.IGNORECASE,
)
# How a log's next record begins with its time in words or slashes, or with the container that wrote it.
_NEXT_RECORD = lazy_regex(
    r"\d{4}/\d\d/\d\d[ /]|[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d|[\w./-]{1,80}[ \t]{1,40}\|"
)


def _clean(value: str) -> str:
    value = _without_emphasis(value.strip())
    value = value.strip("\"'` ,;│")
    if value.endswith("**") and value[0] not in "*_" and value.rstrip("*")[-1] not in ":/":
        value = value.rstrip("*")
    return value if value.endswith("...") else value.rstrip(".)!" if "(" not in value else ".!")


def _without_emphasis(value: str) -> str:
    """``**name**`` without its Markdown emphasis; a masked ``****`` stays."""
    for mark in ("**", "__", "`"):
        inner = value[len(mark) : -len(mark)]
        if value.startswith(mark) and value.endswith(mark) and inner.strip("*_`"):
            return inner
    return value


def _unwrapped(raw: str) -> str:
    return _WRAP.sub("", raw.strip())


def _is_one_word(squeezed: Squeezed, raw: str, joined: str, end: int) -> bool:
    """Whether a blank inside an action is what a wrap left: line ends only, the clause's word, or IAM's own
    list of names."""
    if all("\n" in blank for blank in re.findall(r"\s+", raw.strip())) or _repeated(squeezed, joined, end):
        return True
    return is_known(joined) and not is_known("".join(raw.split()[:1]))


def _repeated(squeezed: Squeezed, joined: str, end: int) -> bool:
    """Whether the clause repeats the action, which proves that a blank inside the first one is a wrap."""
    return f"allowsthe{joined.lower()}action" in squeezed.chars[end : end + 700]


def _one_resource(value: str) -> bool:
    """Whether *value* is one name: an S3 key and redacted text may hold blanks, a sentence or a quoted list
    may not."""
    if '"' in value or "'" in value or len(value) > 1_100:
        return False
    value = _HOLE.sub(":", value) if value.startswith("arn:") else value
    if " " not in value:
        return value.startswith("arn:") or not value.endswith(":")
    spaced = (
        value.startswith(("arn:", "<", "{"))
        and value.count(" ") < 12
        and ". " not in value
        and " - " not in value
    )
    return spaced or bool(_IN_WORDS.fullmatch(value))


def within_brackets(text: str, begin: int, end: int) -> tuple[int, int]:
    """The region without the brackets around an ARN, as some messages print one: ``{arn:...}``,
    ``<arn:...>``."""
    begin = _behind_bracket(text, begin)
    return begin, _unmatched(text, begin, end)


def _behind_bracket(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] in _OPENING and text.startswith("arn:", at + 1) else at


_OPENING = ("(", "[", "{", "<")


def _unmatched(text: str, begin: int, stop: int) -> int:
    """Where the first bracket closes that was not opened inside the region: it belongs to what surrounds the
    value."""
    depth = {")": 0, "]": 0, "}": 0, ">": 0}
    pairs = {"(": ")", "[": "]", "{": "}", "<": ">"}
    for at in range(begin, stop):
        char = text[at]
        if char in pairs:
            depth[pairs[char]] += 1
        elif char in depth:
            depth[char] -= 1
            if depth[char] < 0:
                return at
    return stop


def _sentence(value: str) -> bool:
    if value.startswith("arn:"):
        value = _HOLE.sub(":", value)
    return value.count(" ") > 6 or ". " in value or ("{" in value and ":" in value and '"' in value)


def _cut(text: str, value: str, begin: int, stop: int) -> Region:
    """The value with its exact place: the region less what surrounds the value."""
    first, last = value[0], value[-1]
    start = text.find(first, begin, stop)
    end = text.rfind(last, begin, stop) + 1
    return Region(value, start if start >= 0 else begin, end if end > 0 else stop)

"""Find and mask secrets before anything else reads the paste, so that none reaches a screen, a log or a
report.

Prefixes: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from ..report import Secret, Span
from ..report.words import SecretKind
from . import credentials
from .credentials import contains, entropy
from .regex import lazy_regex
from .text import Text
from .undo import undo
from .words import Words

_KEY_BEGINS = ("AKIA", "ASIA", "ABIA", "ACCA")
_KEY_ID = lazy_regex(rf"(?<![A-Za-z0-9])(?:{'|'.join(_KEY_BEGINS)})[A-Z0-9]{{16}}(?![A-Za-z0-9])")
# A value after a name such as `secret_access_key`; quotes and backslashes between them as in JSON inside
# JSON.
_NAMED = lazy_regex(
    r"(?i)(secret[ _-]?access[ _-]?key|secret[ _-]?key|aws[ _-]?secret|session[ _-]?token|security[_-]?token|x-amz-signature|signature)"
    r"(?:[ ]?\[[^\]\n]{0,30}\])?(?:&quot;|&#34;|[\"'\\\s]){0,8}(?:=>|:=|[:=,>|\u2502]|&gt;|\s)(?:&quot;|&#34;|[\"'\\\s]){0,8}(?:[|>][+-]?\s{1,40})?"
    r"((?:[A-Za-z0-9/+=_%-]|\\{1,7}/){16,4000}(?:(?:\r?\n[ \t]{0,8}[A-Za-z0-9/+=]{60,200}(?![^\s\"'])){1,40}(?:\r?\n[ \t]{0,8}[A-Za-z0-9/+=]{1,200}(?![^\s\"']))?)?)"
)
_ENTROPIC = lazy_regex(r"(?<![A-Za-z0-9/+_-])(?:[A-Za-z0-9+]|\\{0,7}/|%2[BbFf]){40}(?![A-Za-z0-9/+=_-])")
_TOKEN_BEGINS = ("IQoJb3JpZ2lu", "FwoGZXIvYXdz", "FQoGZXIvYXdz", "AgoJb3JpZ2lu")
_TOKEN = lazy_regex(rf"(?<![A-Za-z0-9/+=])(?:{'|'.join(_TOKEN_BEGINS)})[A-Za-z0-9/+=%]{{80,4000}}")
_BEDROCK = lazy_regex(
    r"(?<![A-Za-z0-9])ABSK[A-Za-z0-9+/]{109,269}={0,2}|bedrock-api-key-[A-Za-z0-9+/=]{40,2000}"
)
_JWT = lazy_regex(r"(?<![\w-])eyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{0,2000}")
_PEM = lazy_regex(
    r"-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:[A-Za-z0-9+/=\s\\]|(?:Proc-Type|DEK-Info|Version|Comment|Hash): [^\n]{0,80}\n){0,8000}(?:-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----)?"
    r"|PuTTY-User-Key-File-\d:[\s\S]{0,600}?Private-Lines: \d{1,3}\s(?:[A-Za-z0-9+/=]{1,64}\s){1,200}"
)
# Replaces one character of a secret. Redactions that readers make themselves are shorter than the shortest
# secret.
BLOT = "\u2588"
_BLOTS = lazy_regex(BLOT + "{16,}")
_HEX = lazy_regex(r"[0-9a-fA-F]+")
_NAMES: Mapping[str, SecretKind] = {
    "secret": "secret-access-key",
    "aws": "secret-access-key",
    "session": "session-token",
    "security": "session-token",
}
# Secrets recognized by their form, and their first characters.
_BY_FORM: tuple[tuple[SecretKind, re.Pattern[str], tuple[str, ...]], ...] = (
    ("session-token", _TOKEN, _TOKEN_BEGINS),
    ("bedrock-api-key", _BEDROCK, ("ABSK", "bedrock-api-key-")),
    ("web-token", _JWT, ("eyJ",)),
    ("private-key", _PEM, ("-----BEGIN", "PuTTY-User-Key-File")),
)
# Words of which every name in _NAMED contains one.
_NAMING = ("secret", "token", "signature")
# How many characters of such a name may stand before the word.
_BEFORE_WORD = 10
_HINTS = (
    *_NAMING,
    "passw",
    "passphrase",
    "pwd",
    "api_key",
    "apikey",
    "api-key",
    "authorization",
    "private key",
    "://",
    "accesskey=",
    "accountkey=",
    "\x1b[",
)
# A text without one of these, in lower case, holds no secret but one that _BEGINS knows.
_ASKING = Words(
    (
        *_HINTS,
        *("key=", "sig=", "encryptionkey", "encryption_key", "encryption-key"),
        *('auth"', "auth\\", "_auth", "-u ", "-u=", "-user ", "-user="),
    )
)
_BEGINS = Words(
    (
        *_KEY_BEGINS,
        *_TOKEN_BEGINS,
        *("ABSK", "bedrock-api-key-", "eyJ"),
        *(word for begins, _ in credentials.TOKENS for word in begins),
    )
)
_SEEN = lazy_regex(r"[^\r\n]")
# A line's end inside a word; and one before a line that holds nothing but the rest of a word.
_WRAP = lazy_regex(r"(?<=[A-Za-z0-9/+=_-])[ \t]*\r?\n[ \t]*(?=[A-Za-z0-9/+=_-])")
_FOLD = lazy_regex(
    r"(?<=[A-Za-z0-9/+=_-])[ \t]*\r?\n[ \t]*(?=[A-Za-z0-9/+_.-]{1,200}={0,2}[ \t\"',;|]{0,40}(?:\r?\n|$))"
)
_COLOUR = lazy_regex(r"\x1b?\[[0-9;]{0,20}m")
_SAYS = lazy_regex(r"[A-Za-z0-9]")
_DIGIT = lazy_regex(r"\d")
# Distance in characters from a key id within which a bare 40-character word is taken for its secret.
_NEAR = 300


def may_begin(paste: str) -> bool:
    """Whether the paste contains what a key or a token begins with, as far as that is known."""
    return _BEGINS.any_in(paste)


def find(
    paste: str, number: int = 0, whole: Sequence[Span] = (), *, begins: bool | None = None
) -> tuple[Secret, ...]:
    """The secrets of the paste in order, without overlaps; the paste's *number* is told with them. Examples
    from documentation are left out.

    Searched are the paste as it is, and, where a word in it hints at a secret, the paste with colours,
    frames and wraps undone, but for the parts that are *whole*. *begins* is what :func:`may_begin` says, where
    that is known already.
    """
    if begins is None:
        begins = may_begin(paste)
    lower = paste.lower()
    # A letter that is two small ones, and what stands together where a part is left out, may make a word.
    if not (begins or whole or _ASKING.any_in(lower) or len(lower) != len(paste)):
        return ()
    found = [*_all(paste, begins=begins)]
    rest = Text(paste).without(whole)
    if rest.chars.strip() and (found or begins or contains(rest.chars.lower(), _HINTS)):
        found += _damaged(paste, rest)
    found.sort(key=lambda secret: (secret.span[0], -secret.span[1]))
    kept: list[Secret] = []
    for secret in found:
        last = kept[-1] if kept else None
        if last is None or secret.span[0] >= last.span[1]:
            kept.append(Secret(secret.kind, secret.span, number))
        elif secret.span[1] > last.span[1]:
            kept[-1] = Secret(last.kind, Span(last.span[0], secret.span[1]), number)
    return tuple(kept)


def _damaged(paste: str, rest: Text) -> Iterator[Secret]:
    """Secrets of a part of the paste that show only when colours, frames and wraps are undone."""
    cleaned = undo(rest)
    folded = cleaned.replaced(_FOLD, lambda _: "")
    joined = cleaned.replaced(_WRAP, lambda _: "")
    views: list[tuple[Text, Callable[[str], Iterator[Secret]]]] = [
        (text, _all) for text in (cleaned, folded) if text.chars != rest.chars
    ]
    if joined.chars != folded.chars:
        views.append((joined, _sure))
    for text, search in views:
        for secret in search(text.chars):
            # A column of the prefixes themselves, say, is no key once it is joined.
            if text is joined and not _DIGIT.search(text.chars, *secret.span):
                continue
            yield from (Secret(secret.kind, span) for span in _regions(text, paste, *secret.span))


def _regions(text: Text, paste: str, start: int, end: int) -> Iterator[Span]:
    """The parts of the paste that a region of a derived text comes from: one where only wraps, frames and
    colours lie between."""
    begin, stop = text.span(start, start + 1)
    for at in range(start + 1, end):
        here = text.span(at, at + 1)
        between = paste[stop : here.start]
        if here.start < begin or _SAYS.search(_COLOUR.sub("", between)):
            yield Span(begin, stop)
            begin = here.start
        stop = max(here.end, begin)
    yield Span(begin, stop)


def mentions_key(paste: str) -> bool:
    """Whether the paste contains an access key id, including examples from documentation."""
    return contains(paste, _KEY_BEGINS) and bool(_KEY_ID.search(paste))


def blotted(paste: str, found: tuple[Secret, ...]) -> str:
    """*paste* with a blot for each character of a secret: no value read from it can contain one, and offsets
    stay valid."""
    if not found:
        return paste
    out, done = [], 0
    for secret in found:
        start, end = secret.span
        # Line ends stay, so that lines keep their numbers.
        out += [paste[done:start], _SEEN.sub(BLOT, paste[start:end])]
        done = end
    return "".join([*out, paste[done:]])


def masked(value: str) -> str:
    """Shorten each run of blots in a value to one length, so that the length of the secret is hidden, too."""
    return _BLOTS.sub(BLOT * 4, value)


def _all(paste: str, *, begins: bool = True) -> Iterator[Secret]:
    """Every secret of a text; *begins* is whether it contains what a key or a token begins with, as far as
    that is known."""
    yield from _with_names(paste)
    if begins:
        yield from (Secret("service-token", Span(*span)) for span in credentials.tokens(paste))
    yield from (Secret("password", Span(*span)) for span in credentials.passwords(paste))
    for kind, pattern, words in _BY_FORM:
        for match in pattern.finditer(paste) if contains(paste, words) else ():
            yield Secret(kind, Span(*match.span()))


def _sure(paste: str) -> Iterator[Secret]:
    """The secrets whose end does not depend on what follows them."""
    yield from (Secret("service-token", Span(*span)) for span in credentials.tokens(paste, fixed=True))
    yield from _with_names(paste)


def _with_names(paste: str) -> Iterator[Secret]:
    """AWS's keys, and secrets with names of AWS's."""
    keys = [match.span() for match in _KEY_ID.finditer(paste)] if contains(paste, _KEY_BEGINS) else []
    for start, end in keys:
        if not paste[start:end].endswith("EXAMPLE"):
            yield Secret("access-key-id", Span(start, end))
    lower = paste.lower()
    for match in _named(paste, lower):
        value, name = _unescaped(match[2]), match[1].lower()
        if value.endswith(("EXAMPLEKEY", "EXAMPLE")) or (value.isalpha() and len(value) < 40):
            continue
        kind: SecretKind = next(
            (kind for start, kind in _NAMES.items() if name.startswith(start)), "signature"
        )
        if kind == "signature" and not (len(value) == 64 and _HEX.fullmatch(value)):
            continue
        if kind == "secret-access-key" and (len(value) != 40 or _HEX.fullmatch(value)):
            continue
        if kind == "session-token" and len(value) < 40 and entropy(value) < 3.5:
            continue
        yield Secret(kind, Span(*match.span(2)))
    for match in _ENTROPIC.finditer(paste) if keys else ():
        near = any(start - _NEAR < match.start() < end + _NEAR for start, end in keys)
        value = _unescaped(match[0])
        if near and not _HEX.fullmatch(value) and not value.endswith("EXAMPLEKEY") and entropy(value) >= 4.25:
            yield Secret("secret-access-key", Span(*match.span()))


def _named(paste: str, lower: str) -> Iterator[re.Match[str]]:
    """The values with names; tried only where a naming word stands, since a paste may have megabytes."""
    if len(lower) != len(paste):  # a letter that is two small ones
        yield from _NAMED.finditer(paste) if contains(lower, _NAMING) else ()
        return
    places = sorted(start for word in _NAMING for start in _places(lower, word))
    done = 0
    for place in places:
        for start in range(max(done, place - _BEFORE_WORD), place + 1):
            if match := _NAMED.match(paste, start):
                yield match
                done = match.end()
                break


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _unescaped(value: str) -> str:
    """Undo the escapes of JSON and URLs in a value."""
    if "%" not in value and "\\" not in value:
        return value
    from urllib.parse import unquote  # imported for possible secrets only

    return unquote(value.replace("\\", ""))

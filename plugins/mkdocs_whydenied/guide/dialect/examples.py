"""The example errors of a guide's page, and the form each gives: what stays the same when it happens to a reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token

from whydenied.errors.forms import LEAST, literal

_MOST = 1500
# A generated form needs more literal text than one that an author chose: "Permission denied" is in every log.
_LEAST = 2 * LEAST
_REFUSED = re.compile(r"authorized to perform:? ")
_SIGNS = (
    "authorized to perform",
    "not authorized",
    "An error occurred (",
    "AccessDenied",
    "Access Denied",
    "Access denied",
    "access denied",
    "ermission denied",
    "Exception:",
    "Error:",
    "error:",
)
_CODE = re.compile(r"\s*+(?:[{\[<$#]|aws |(?:\w++ )*+--)")
_EXCEPTION = re.compile(r"\w{3,60}(?:Exception|Error|Fault|Denied): ")
_PLACEHOLDER = re.compile(r"\{\{(.{1,200}?)\}\}", re.DOTALL)
# What belongs to whoever wrote the example: ARNs, account numbers, <placeholders>, and values in braces.
_OWN = re.compile(
    r"\{?arn:[\w-]{1,20}:[^\s\"'`,;()]{1,300}|(?<!\d)\d{12}(?!\d)|<[\w \\-]{1,60}>|\{\{.{1,200}?\}\}|https?://[^\s\"'`]{1,300}"
)
_SLOT = "{value}"


def in_fence(content: str, before: str) -> bool:
    """Whether a fence shows an error message; *before* is the text of the paragraph above it."""
    if len(content) > _MOST or _CODE.match(content):
        return False
    said = before.lower()
    announced = ("error" in said or "message" in said) and ("following" in said or "example" in said or said.endswith(":"))
    return any(sign in content for sign in _SIGNS) or (announced and len(content.split()) >= 4 and " --" not in content)


def in_heading(text: str) -> str | None:
    """The message that a heading quotes: what stands after "Error:"."""
    first, colon, message = text.partition(":")
    return message.strip() if colon and first.strip().lower() in ("error", "error message") and _says_much(message) else None


def in_text(children: Sequence[Token]) -> Iterator[str]:
    """The messages that a text quotes: code of several words after "error" or "message", and emphasis after a bold "Error:"."""
    said = ""
    for at, token in enumerate(children):
        if token.type == "code_inline" and _quotes_error(token.content, said):
            yield token.content
        if token.type == "em_open" and (_follows_error(children[:at]) or at == 0):
            message = _inside(children, at)
            if at or _EXCEPTION.match(message):
                yield message
        if token.type in ("text", "code_inline"):
            said += token.content


def _quotes_error(content: str, said: str) -> bool:
    words = said.lower()[-200:]
    about = "error" in words or "message" in words or any(sign in content for sign in _SIGNS)
    return about and len(content.split()) >= 5 and not _CODE.match(content) and " --" not in content


def _follows_error(children: Sequence[Token]) -> bool:
    said = [each for each in children if each.type in ("text", "softbreak", "hardbreak", "strong_open", "strong_close")]
    words = "".join(each.content for each in said).strip()
    return words in ("Error:", "Error message:", "Error")


def _inside(children: Sequence[Token], at: int) -> str:
    parts: list[str] = []
    for token in children[at + 1 :]:
        if token.type == "em_close":
            break
        parts.append(" " if token.type in ("softbreak", "hardbreak") else token.content)
    return "".join(parts).strip()


def _says_much(message: str) -> bool:
    return len(message.split()) >= 3 and bool(forms(message))


def sample(message: str) -> str:
    """The message as a reader would paste it: placeholders as plain words."""
    return _PLACEHOLDER.sub(r"\1", message).strip()


def forms(message: str) -> tuple[str, ...]:
    """The forms of a message, the fullest first: a refusal's verb and action; of another message the whole with slots for what belongs to
    one account, and its beginning, which a log that cuts its lines still has. None when too little is left to be looked for.
    """
    words = " ".join(message.split())
    refused = _REFUSED.search(words)
    if not refused:
        whole = _slotted(words)
        pieces = whole.split(" ")
        return _long([whole, " ".join(pieces[: len(pieces) * 4 // 5]).removesuffix(_SLOT).rstrip()])
    action, resource, _ = words[refused.end() :].partition(" on resource")
    action = re.split(r" (?:because|with) |[.\"'](?: |$)", action, maxsplit=1)[0].strip()
    # The words after the action keep s3:Get from being found in s3:GetObject.
    return _long([_slotted(f"{refused[0]}{action}") + (resource and " on resource")])


def _long(made: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for form in made if literal(form) >= _LEAST))


def _slotted(text: str) -> str:
    slotted = _OWN.sub(lambda match: _SLOT + ("." if match[0].endswith(".") else ""), text)
    # Two slots in a row would have no literal between them to tell where one ends.
    while _SLOT + _SLOT in slotted:
        slotted = slotted.replace(_SLOT + _SLOT, _SLOT)
    return slotted.strip()


def name_of(message: str) -> str | None:
    """The name under which the checker looks for the section of such a refusal; None for another message."""
    words = " ".join(message.split()).lower()
    refused = _REFUSED.search(words)
    if not refused:
        return None
    action = words[refused.end() :]
    if action.startswith("iam:passrole"):
        return "passrole"
    return None if action.startswith(("iam:", "sts:", "kms:")) else "no-permissions"

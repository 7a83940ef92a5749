"""What happens to an error between a reader's screen and the clipboard, and between AWS's example and a
reader's own account."""

from __future__ import annotations

import html
import json
import re
import textwrap
from collections.abc import Callable

# AWS's examples on the left, a reader's own values on the right.
_ACCOUNT = re.compile(r"(?<!\d)\d{12}(?!\d)")
_REGION = re.compile(r"\b(?:us|eu|ap)-(?:east|west|central|south)-\d\b")
_USER = re.compile(r"(:user/|:assumed-role/)[\w.-]+")
_PLACEHOLDER = re.compile(r"\{\{(.+?)\}\}|<(?![?/]|[A-Z])([\w -]+)>")
_RESOURCE = re.compile(r"(on resource: )(?!arn:)[\w.-]+")
_LAST = re.compile(r"(arn:aws:[a-z0-9-]+:[^\s\"]*[/:])[\w.*{}-]+(?=[\s\".]|$)")


def _own_account(text: str) -> str:
    return _ACCOUNT.sub("987654321098", text)


def _own_region(text: str) -> str:
    return _REGION.sub("ap-south-1", text)


def _own_names(text: str) -> str:
    return _LAST.sub(
        r"\g<1>Payroll-2041", _RESOURCE.sub(r"\g<1>payroll-2041", _USER.sub(r"\g<1>Ada.Byron", text))
    )


def _own_placeholders(text: str) -> str:
    return _PLACEHOLDER.sub("payroll-77", text)


def _own_everything(text: str) -> str:
    return _own_account(_own_region(_own_names(_own_placeholders(text))))


def _wrapped(text: str, width: int, before: str = "") -> str:
    return "\n".join(
        before + line for line in textwrap.wrap(" ".join(text.split()), width, break_on_hyphens=False)
    )


def _hard(text: str, width: int) -> str:
    line = " ".join(text.split())
    return "\n".join(line[at : at + width] for at in range(0, len(line), width))


def _cut(text: str, part: float) -> str:
    return text[: int(len(text) * part)]


KINDS: dict[str, Callable[[str], str]] = {
    "verbatim": str,
    "wrapped at 60": lambda text: _wrapped(text, 60),
    "wrapped at 80, quoted as mail": lambda text: _wrapped(text, 80, "> "),
    "wrapped at 100, indented": lambda text: _wrapped(text, 100, "    "),
    "cut into lines of 72": lambda text: _hard(text, 72),
    "in quotes": lambda text: f'"{text}"',
    "in smart quotes": lambda text: f"\u201c{text}\u201d",
    "in a log": lambda text: f"2026-11-24T10:00:01.123Z ERROR [worker-3] deploy - {text}",
    "Error: in front": lambda text: f"Error: {text}",
    "text behind": lambda text: (
        f"{text}\n\nHas anyone seen this? It worked yesterday, and nothing was changed."
    ),
    "text around": lambda text: f"Since this morning I get\n{text}\nwhen I press the button.",
    "own account": _own_account,
    "own region": _own_region,
    "own names": _own_names,
    "own placeholders": _own_placeholders,
    "own everything, wrapped": lambda text: _wrapped(_own_everything(text), 90),
    "cut to nine tenths": lambda text: _cut(text, 0.9),
    "cut to three quarters": lambda text: _cut(text, 0.75),
    "cut by dots": lambda text: _cut(text, 0.85) + "...",
    "backslashes": lambda text: re.sub(r"([-().\[\]_*#<>])", r"\\\1", text),
    "html": html.escape,
    "json": lambda text: json.dumps({"errorMessage": text, "errorType": "Failed"}),
    "one line": lambda text: " ".join(text.split()),
    "code fence": lambda text: f"```\n{text}\n```",
}

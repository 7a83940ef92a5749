"""What terminals, loggers, browsers and people do to a message must not change what is read from it."""

from __future__ import annotations

import html
import json
import textwrap
from collections.abc import Callable

import pytest

from whydenied import Guide, check
from whydenied.reading.squeeze import squeezed

CORE = (
    "An error occurred (AccessDeniedException) when calling the UpdateFunctionCode operation: User: "
    "arn:aws:sts::111122223333:assumed-role/deploy/ci-2041 is not authorized to perform: lambda:UpdateFunctionCode on resource: "
    "arn:aws:lambda:eu-west-1:111122223333:function:orders"
)
MESSAGES = [
    CORE,
    CORE + " because no identity-based policy allows the lambda:UpdateFunctionCode action",
    CORE + " with an explicit deny in a service control policy: "
    "arn:aws:organizations::999988887777:policy/o-ab12cd34ef/service_control_policy/p-0a1b2c3d",
    CORE + " with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/teams/NoDeploy",
]
SLOTS = ("principal", "action", "resource", "effect", "policy_type", "policy_arn", "error_code")


def cut(text: str, width: int, before: str = "") -> str:
    return "\n".join(before + text[at : at + width] for at in range(0, len(text), width))


def words(text: str, width: int, before: str = "") -> str:
    return "\n".join(before + line for line in textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False))


def table(text: str) -> str:
    pieces = [text[at : at + 44] for at in range(0, len(text), 44)]
    rows = [("CREATE_FAILED", "AWS::Lambda::Function"), *[("", "")] * (len(pieces) - 1)]
    return "\n".join(f"| {status:<14}| {kind:<22}| {piece:<44} |" for (status, kind), piece in zip(rows, pieces, strict=True))


DAMAGE: dict[str, Callable[[str], str]] = {
    "cut at 64": lambda text: cut(text, 64),
    "cut at 100": lambda text: cut(text, 100),
    "cut behind a bar": lambda text: cut(text, 74, "\u2502 "),
    "wrapped at 60": lambda text: words(text, 60),
    "wrapped and quoted": lambda text: words(text, 80, "> "),
    "wrapped and indented": lambda text: words(text, 70, " " * 17),
    "windows lines": lambda text: words(text, 70).replace("\n", "\r\n"),
    "json": lambda text: json.dumps({"message": text}),
    "json in json": lambda text: json.dumps({"a": json.dumps({"message": text})}),
    "json in json in json": lambda text: json.dumps([json.dumps({"a": json.dumps({"errorMessage": text})})]),
    "python repr": lambda text: repr({"Error": {"Message": text}}),
    "rust": lambda text: 'ServiceError { message: Some("' + text.replace('"', '\\"') + '") }',
    "entities": html.escape,
    "entities twice": lambda text: html.escape(html.escape(text)),
    "colours": lambda text: "\x1b[31m" + text.replace(" on resource", " \x1b[1mon resource") + "\x1b[0m",
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "zero-width spaces": lambda text: text.replace(":", ":\u200b"),
    "smart quotes": lambda text: f"\u201c{text}\u201d",
    "fenced": lambda text: f"```\n{text}\n```",
    "in a log": lambda text: (
        f"2026-11-24T10:00:00Z INFO start\n2026-11-24T10:00:01Z ERROR {text}\n2026-11-24T10:00:02Z INFO retry in 3 s\n"
    ),
    "before a stack": lambda text: f"{text}\n    at throwDefaultError (/var/runtime/index.js:12:5)\n    at run (app.js:3:1)",
    "in parentheses": lambda text: f"({text})",
    "before a sentence": lambda text: f"{text}\nPlease contact your administrator.\n",
    "source code": lambda text: f'"{text[:90]}" +\n    "{text[90:]}"',
    "a table": table,
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("message", MESSAGES, ids=["bare", "implicit", "scp", "explicit"])
def test_damage_changes_nothing(message: str, damage: str) -> None:
    (whole,) = check(message, Guide.empty()).denials
    paste = DAMAGE[damage](message)
    (found,) = check(paste, Guide.empty()).denials
    assert {slot: getattr(found, slot) for slot in SLOTS} == {slot: getattr(whole, slot) for slot in SLOTS}
    for slot in ("principal", "action", "resource", "policy_arn"):
        if getattr(found, slot):
            start, end = found.spans[slot]
            ends = squeezed(getattr(found, slot))
            shown = squeezed(paste[start:end])
            assert (shown[:2], shown[-1]) == (ends[:2], ends[-1])


def test_a_log_of_two_hundred_lines_with_two_errors_gives_two() -> None:
    lines = [f"2026-11-24T10:{n // 60:02}:{n % 60:02}Z INFO request {n} handled in {n % 17} ms" for n in range(200)]
    lines[40] = f"2026-11-24T10:00:40Z ERROR {MESSAGES[1]}"
    lines[90] = f"2026-11-24T10:01:30Z ERROR {MESSAGES[1]}"
    lines[150] = "2026-11-24T10:02:30Z ERROR " + MESSAGES[0].replace("UpdateFunctionCode", "PublishVersion")
    first, second = check("\n".join(lines), Guide.empty()).denials
    assert (first.action, first.count) == ("lambda:UpdateFunctionCode", 2)
    assert (second.action, second.count) == ("lambda:PublishVersion", 1)


def test_the_guide_s_own_samples_survive_a_mail(guide: Guide) -> None:
    """Quoted and wrapped as mail programs do it, every sample still leads home."""
    lost = [
        (section.id, sample[:60])
        for section in guide.sections
        for sample in section.samples
        if "{" not in sample and check(words(" ".join(sample.split()), 76, "> "), guide).section != section.id
    ]
    assert lost == []

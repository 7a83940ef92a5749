"""Ways to damage a paste that leave the reason in it, each by its kind: what is read must stay the same."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator

from whydenied import Guide, Report, check
from whydenied.errors.forms import forms_of
from whydenied.report import Denial
from whydenied.text.paste import Paste
from whydenied.text.squeeze import Squeezed

Mutation = tuple[str, str]
"""The kind, and the damaged text."""

_WIDTHS = (60, 72, 80, 100, 120)
_FRAME = re.compile(
    r"(?:[\w.]+: )?An? (?:client )?error (?:occurred )?\([\w.]+\) (?:occurred )?when calling the \w+ operation(?: \([^)]*\))?: |"
    r"operation error [\w ]+: \w+, https response error StatusCode: \d+, RequestID: [\w-]+, (?:HostID: [^,]*, )?(?:api error )?\w+: "
)
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_LOG = "2026-02-03T10:00:00Z INFO step done"
_MARKS: dict[str, Callable[[int], str]] = {
    "#": lambda at: "# ",
    "//": lambda at: "// ",
    "*": lambda at: " * ",
    ";": lambda at: "; ",
    "--": lambda at: "-- ",
    ">": lambda at: "> ",
    "+": lambda at: "+ ",
    "│": lambda at: "│ ",
    "numbers": lambda at: f"{at + 1}: ",
    "grep": lambda at: f"run.log:{at + 1}:",
    "stream": lambda at: "stderr: ",
    "container": lambda at: "web-1  | ",
}
_LITERALS = {
    "+": ('" +\n  "', '"'),
    ".": ("' .\n  '", "'"),
    "newline": ('"\n    "', '"'),
    "&": ('" & _\n  "', '"'),
    "||": ("' ||\n  '", "'"),
    "<>": ('" <>\n  "', '"'),
}


def mutations(text: str, report: Report, guide: Guide) -> Iterator[Mutation]:
    """Every damage to *text*, of which *report* tells one denial."""
    denial = report.denials[0]
    plain = "\n" not in text and "{" not in text and "<" not in text
    for name, mark in _MARKS.items():
        yield "prefixed lines", "\n".join(mark(at) + line for at, line in enumerate(text.split("\n")))
        if plain and len(text) > 70:
            yield (
                "wrapped and prefixed lines",
                "\n".join(mark(at) + line for at, line in enumerate(_wrapped(text, 70))),
            )
        del name
    if plain and len(text) > _WIDTHS[0]:
        for width in _WIDTHS:
            yield "wrapped between words", "\n".join(_wrapped(text, width))
            yield "wrapped anywhere", "\n".join(text[at : at + width] for at in range(0, len(text), width))
        for join, quote in _LITERALS.values():
            if quote not in text:
                yield (
                    "in literals",
                    quote
                    + join.join(textwrap.wrap(text, 60, drop_whitespace=False, break_on_hyphens=False))
                    + quote,
                )
    yield "after a head", f"{_LOG}\n{text}\n{_LOG}"
    if _UUID.search(text):
        for other in ("***", "xxxx-xxxx", ""):
            yield "without ids", _UUID.sub(other, text)
    if _has_reason(denial):
        frame = _FRAME.search(text)
        # A form or a section that needs the frame has its reason there.
        if (
            frame
            and frame.end() <= _reason_start(text, denial, guide)
            and not (denial.section or "").endswith("-tags")
        ):
            yield "without the frame", text[: frame.start()] + text[frame.end() :]
            yield "without the head", text[frame.end() :]
        if "on resource: arn:" in text:
            yield "without the word resource", text.replace("on resource: arn:", "on arn:")
        own = not (denial.section or "").endswith("cross-account-access")  # which is told by the account
        if (
            own
            and denial.resource
            and denial.resource.startswith("arn:")
            and (account := re.search(r":(\d{12}):", denial.resource))
        ):
            for hole in ("********", "(account)", " . . . ", "<account>"):
                yield "holes in ARNs", text.replace(account[1], hole)
    end = _reason_end(text, denial, guide)
    if end is not None and plain:
        yield from (
            ("cut behind the reason", text[: end + word.end()]) for word in re.finditer(r"\S+", text[end:])
        )


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _has_reason(denial: Denial) -> bool:
    """Whether the message itself says what was denied, whatever stands around it."""
    return bool(
        denial.form
        or (
            denial.principal
            and denial.action
            and "action" in denial.spans
            and denial.spans["action"] != denial.spans.get("operation")
        )
    )


def _reason_start(text: str, denial: Denial, guide: Guide) -> int:
    """Where that begins which leads to the section."""
    if denial.form:
        squeezed = Squeezed(Paste.of(text).cleaned)
        return min(
            (
                squeezed.text.span(*squeezed.region(hit.start, hit.end))[0]
                for hit in forms_of(guide).find(squeezed)
            ),
            default=0,
        )
    return denial.spans["principal"][0]


def _reason_end(text: str, denial: Denial, guide: Guide) -> int | None:
    """Where everything has been said that leads to the section; None where nothing in the text tells."""
    if denial.form:
        squeezed = Squeezed(Paste.of(text).cleaned)
        ends = [
            squeezed.text.span(*squeezed.region(hit.start, hit.end))[1]
            for hit in forms_of(guide).find(squeezed)
        ]
        return max(ends, default=None)
    ends = [
        denial.spans[name][1]
        for name in ("effect", "resource", "action", "error_code", "policy_arn", "service")
        if name in denial.spans
    ]
    return max(ends) if ends and _has_reason(denial) else None


def single(text: str, guide: Guide) -> Report | None:
    """The report on a text that tells of one denial and holds no policy; None for any other."""
    report = check(text, guide)
    return (
        report
        if len(report.denials) == 1 and not report.policies and report.section and report.kind == "error"
        else None
    )

"""The denials in a stream of output, found while it passes, in bounded memory: of each denial one sentence and
one change are kept, of everything else nothing."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

from ..check import check
from ..guide import Guide
from ..report import SURE, Denial, Report

_PIECE = 64_000
"""Characters that are read at once."""
_CARRIED = 8_000
"""Characters that are read again with what follows, so that a message across the border is whole."""
_MOST = 50
"""Different denials of which a sentence is kept."""
_EXPLAINED = 5
"""Denials of a piece for which a change is worked out."""

# A piece without any of these words, and without all words of a form of the guide that has none of them, holds
# no denial; it passes tens of times faster.
_WORDS = (
    *(
        "deny",
        "denied",
        "authoriz",
        "authoris",
        "permit",
        "permis",
        "forbid",
        "allow",
        "access",
        "credential",
    ),
    *(
        "token",
        "signature",
        "expired",
        "invalid",
        "assume",
        "role",
        "polic",
        "secur",
        "key",
        "unable",
        "cannot",
    ),
    *("can't", "fail", "error", "exception", "require", "must", "400", "401", "403"),
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_SLOT = re.compile(r"\{[^{}]*\}")
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])|\r(?!\n)")


@dataclass(slots=True)
class Seen:
    """One denial, as it is told at the end."""

    summary: str
    fix: str
    section: str
    title: str
    count: int = 0


@dataclass
class Denials:
    """What was denied, over all streams, in the order in which it came."""

    guide: Guide
    seen: dict[tuple[str | None, ...], Seen] = field(default_factory=dict)
    more: int = 0
    """Denials beyond those of which a sentence is kept."""
    lock: Lock = field(default_factory=Lock)
    """Both streams come in at once."""

    def read(self, text: str, end: int) -> int:
        """Take in the denials of *text* that start before *end*; return the end of the last of them."""
        if not self.promising(text):
            return 0
        with self.lock:
            return self._read(text, end)

    def promising(self, text: str) -> bool:
        """Whether the text may hold a denial."""
        if _telling(text):
            return True
        words = set(_WORD.findall(text))
        return any(form <= words for form in self._silent_forms)

    @cached_property
    def _silent_forms(self) -> list[set[str]]:
        """The words of each form of the guide that has no word of a denial in it."""
        forms = (_SLOT.sub(" ", form.text) for section in self.guide.sections for form in section.forms)
        return [words for form in forms if not _telling(form) and (words := set(_WORD.findall(form)))]

    def _read(self, text: str, end: int) -> int:
        report = check(text, self.guide)
        last = 0
        for number, denial in enumerate(report.denials):
            spans = denial.spans.values()
            if min((span.start for span in spans), default=0) < end:
                last = max([last, *(span.end for span in spans)])
                self._count(denial, number, text, report)
        if not report.denials and not report.policies and report.section and report.summary:
            self._take((report.section,), _said(report, ""), 1)
        return last

    def _count(self, denial: Denial, number: int, text: str, report: Report) -> None:
        key = (
            denial.principal,
            denial.action,
            denial.resource,
            denial.effect,
            denial.policy_type,
            *_bare(denial),
        )
        if key in self.seen or not denial.summary or len(self.seen) >= _MOST:
            self._take(key, None, denial.count)
            return
        if number != report.chosen and number < _EXPLAINED:
            report = check(text, self.guide, chosen=number)
        self._take(key, _said(report, denial.summary, denial.section, number), denial.count)

    def _take(self, key: tuple[str | None, ...], said: Seen | None, count: int) -> None:
        if said and key not in self.seen:
            self.seen[key] = said
        if key in self.seen:
            self.seen[key].count += count
        else:
            self.more += count


def _telling(text: str) -> bool:
    lower = text.lower()
    return any(word in lower for word in _WORDS)


def _bare(denial: Denial) -> tuple[str | None, ...]:
    """What tells denials apart whose message names no action."""
    return () if denial.action else (denial.error_code, denial.operation)


def _said(report: Report, summary: str, section: str | None = None, number: int | None = None) -> Seen:
    """What to tell; the change of a policy that merely stood in the output is none."""
    section = section or report.section
    lead = next((each for each in report.sections if each.id == section), None)
    fix = ""
    if number in (None, report.chosen) and not report.policies and report.fixes:
        fix = report.fixes[0].title
    if lead and lead.score < SURE:
        section = lead = None
    return Seen(_plain(summary or report.summary), _plain(fix), section or "", lead.title if lead else "")


def _plain(text: str) -> str:
    """On one line, without characters that a terminal would obey."""
    return "".join(each if each.isprintable() else " " for each in text)


class Stream:
    """One stream of output: its bytes as they come."""

    def __init__(self, denials: Denials) -> None:
        self._denials = denials
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    def feed(self, data: bytes) -> None:
        """Take in some bytes."""
        self._rest += self._decoder.decode(data)
        while len(self._rest) >= _PIECE:
            piece, further = self._rest[:_PIECE], self._rest[_PIECE:]
            end = piece.find("\n", _PIECE - _CARRIED) + 1 or _PIECE - _CARRIED
            before = _ESCAPES.sub("", piece[:end])
            text = before + _ESCAPES.sub("", piece[end:])
            last = self._denials.read(text, len(before))
            # The end of a message that was read is not to be read again as a message of its own.
            after = text.find("\n", last) + 1 or last
            self._rest = text[max(len(before), after if last > len(before) else 0) :] + further

    def close(self) -> None:
        """Read what is left."""
        text = _ESCAPES.sub("", self._rest)
        self._rest = ""
        self._denials.read(text, len(text) + 1)

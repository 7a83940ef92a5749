"""Any text at all gives a report, and every span cuts out of the paste what it names."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from whydenied import Guide, Report, check
from whydenied.reading.squeeze import squeezed
from whydenied.reading.undo import undo

FORMS = [json.loads(line)["text"] for line in (Path(__file__).parent.parent / "cases/messages.jsonl").read_text("utf-8").splitlines()]
GUIDE = Guide.empty()
DAMAGE = st.sampled_from(["\n", "\\n", '\\"', "&quot;", "\u200b", "\x1b[31m", "\u2502 ", "\r\n", "\ud800", "{", "}", "\\\\", " ", "| "])


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A real form with damage at any place."""
    text = draw(st.sampled_from(FORMS))
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(DAMAGE) + text[at + draw(st.integers(0, 3)) :]
    return text


def well_formed(report: Report, paste: str) -> None:
    json.dumps(report.to_json()).encode("utf-8")
    for denial in report.denials:
        for name, (start, end) in denial.spans.items():
            assert 0 <= start < end <= len(paste), name
    for secret in report.secrets:
        assert 0 <= secret.span[0] < secret.span[1] <= len(paste)


@given(st.text(max_size=2_000))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_a_report(text: str) -> None:
    well_formed(check(text, GUIDE), text)


@given(damaged())
@settings(max_examples=250, deadline=None)
def test_any_damage_gives_a_report(text: str) -> None:
    well_formed(check(text, GUIDE), text)


@given(st.sampled_from(FORMS), st.integers(24, 120))
@settings(max_examples=120, deadline=None)
def test_hard_wraps_hide_nothing(text: str, width: int) -> None:
    """A main message cut at any width says what the whole one says."""
    if "\n" in text or " is not authorized to perform" not in text or "{" in text or '"' in text or "&" in text:
        return
    wrapped = "\n".join(text[at : at + width] for at in range(0, len(text), width))
    whole, cut = check(text, GUIDE).denials[0], check(wrapped, GUIDE).denials[0]
    assert (cut.effect, cut.policy_type) == (whole.effect, whole.policy_type)
    if whole.effect:
        assert squeezed(cut.action or "") == squeezed(whole.action or "")


@given(damaged())
@settings(max_examples=100, deadline=None)
def test_undone_text_leads_back(text: str) -> None:
    undone = undo(text)
    for at in range(0, len(undone.chars), 7):
        start, end = undone.span(at, at + 1)
        assert 0 <= start < end <= len(text)

"""Denials, explained: the sections that answer each, what follows from it, and the sentences about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..call import inference
from ..call.call import Call, call_of
from ..call.layers import layers
from ..call.names import own_names
from ..errors import codes
from ..errors.reading import Reading
from ..errors.repeated import merged
from ..guide import Gist, Guide, Section
from ..policies.document import Document
from ..report import MOST_EXPLAINED, Denial, Span
from ..values import dataclass
from . import sections, wording


@dataclass(frozen=True, slots=True)
class Case:
    """The denials of a paste, each once, and the one that the answer is about."""

    readings: tuple[Reading, ...]
    leads: tuple[list[tuple[Section, str]], ...]
    """The sections that answer the denials before equal ones were merged, best first."""
    chosen: int | None
    """The denial that the reader asked for, from 0; None when the reader asked for none, or for one that is
    not explained."""
    calls: tuple[Call, ...] = ()
    """The calls of the denials that are explained."""

    @property
    def about(self) -> Reading | None:
        """The denial that changes and request are about."""
        return self.readings[self.chosen or 0] if self.readings else None

    @property
    def call(self) -> Call | None:
        """The call of that denial."""
        return self.calls[self.chosen or 0] if self.calls else None

    def with_denial(self, number: int, denial: Denial) -> Case:
        """The same with another denial in the place of one."""
        changed = replace(self.readings[number], denial=denial)
        return replace(self, readings=(*self.readings[:number], changed, *self.readings[number + 1 :]))


_NOTHING = Case((), (), None)


def explain(
    readings: Sequence[Reading], guide: Guide, chosen: int | None = None, documents: Sequence[Document] = ()
) -> Case:
    """The case of the denials of a paste; of a long log the first :data:`~whydenied.report.MOST_EXPLAINED`
    are put into sentences."""
    if not readings:
        return _NOTHING
    leads = tuple(sections.leads(guide, sections.choices(reading, guide)) for reading in readings)
    found = merged([_with_section(reading, led) for reading, led in zip(readings, leads, strict=True)])
    calls = tuple(call_of(reading, documents) for reading in found[:MOST_EXPLAINED])
    told = [
        _in_sentences(_with_call(reading, call), guide) for reading, call in zip(found, calls, strict=False)
    ]
    number = chosen if chosen is not None and 0 <= chosen < len(told) else None
    return Case((*told, *found[MOST_EXPLAINED:]), leads, number, calls)


def _with_call(reading: Reading, call: Call) -> Reading:
    """The reading with what the call needs and what is known of the request."""
    return replace(reading, denial=replace(reading.denial, needs=call.needs, facts=call.facts))


def _with_section(reading: Reading, led: Sequence[tuple[Section, str]]) -> Reading:
    """The reading with its section and with what follows from the denial without being printed in it."""
    denial, section = reading.denial, led[0][0].id if led else None
    by_form = reading.form if reading.form and reading.form.section == section else None
    return replace(
        reading,
        denial=replace(
            denial,
            section=section,
            form=by_form.text if by_form else None,
            names=own_names(denial, reading.around),
            why=tuple(inference.reasons(denial, reading.around, reading.call, three_way=reading.three_way)),
        ),
    )


def gist_of(reading: Reading, guide: Guide) -> Gist | None:
    """The gist of the section that explains this message; a section that is only the nearest explains others."""
    denial = reading.denial
    section = guide.by_id.get(denial.section) if denial.section else None
    # S3's two words have a section of their own, which is about nothing else.
    explained = denial.form or reading.code_section or section is guide.find("s3-access-denied")
    return section.gist if section and explained and not reading.says_no_more else None


def _in_sentences(reading: Reading, guide: Guide) -> Reading:
    """The reading with what a person is told of its denial."""
    denial = reading.denial
    section = guide.by_id.get(denial.section) if denial.section else None
    # An action that only the operation tells was denied if the code says so; any other code means another
    # fault.
    other = section is not None and section in (guide.find("not-access"), guide.find("credentials"))
    bare = not denial.principal and (not denial.action or not codes.refuses(denial.error_code) or other)
    places: dict[str, Span] = {}
    gist = gist_of(reading, guide) if bare else None
    if bare and reading.says_no_more:
        summary = "AWS denied this; the message says no more."
    elif section and bare:
        summary = gist.cause if gist else f"The guide knows this message: {section.title}."
    else:
        sentence = wording.denial(denial)
        summary, places = sentence.text, sentence.spans
    path = sections.linked(guide, layers(denial), denial) if denial.policy_type else ()
    return replace(
        reading,
        denial=replace(
            denial, summary=summary, summary_spans=places, advice=tuple(wording.advice(denial)), path=path
        ),
    )

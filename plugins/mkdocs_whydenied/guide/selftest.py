"""The guide tests itself: every sample must lead to the section it stands in, every form say enough to be
looked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whydenied import Guide, check
from whydenied.errors.forms import LEAST, literal

from .markdown import Page


def misled(guide: Guide, pages: Iterable[tuple[str, str, int, Page]]) -> Iterator[str]:
    """A sentence for each sample that leads elsewhere, and each form too short; *pages* are (file name, URL,
    lines before the Markdown, page).

    Samples of a published guide are passed by: such guides quote one message in several places, and nobody
    here can change that.
    """
    for name, url, before, page in pages:
        for section in () if page.published else page.sections:
            for form in section.forms:
                if literal(form.text) < LEAST:
                    yield (
                        f"{name}:{before + form.line}: this form is never looked for: it has fewer "
                        f"than {LEAST} "
                        "characters beside its slots"
                    )
            for sample in section.samples:
                report = check(sample.text, guide)
                if report.section != section.id and not (
                    report.sections and report.sections[0].url == f"{url}#{section.id}"
                ):
                    where = f"to {report.section}" if report.section else "nowhere"
                    why = f" ({report.sections[0].why})" if report.sections else ""
                    yield (
                        f"{name}:{before + sample.line}: the sample in section {section.id} leads "
                        f"{where}{why}"
                    )

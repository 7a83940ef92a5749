"""The findings as JUnit XML, which CI systems show as tests: a suite a file, a case for each denial and
finding, or one that passes.

Source: https://github.com/testmoapp/junitxml
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..question import Answer
from .shown import visible

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(answers: Sequence[Answer]) -> str:
    """One document. A suggestion is a case that passes, with the sentence as its output."""
    from xml.etree.ElementTree import Element, indent, tostring

    suites = Element("testsuites", name="whydenied")
    for answer in answers:
        suites.append(_suite(answer))
    for count in ("tests", "failures"):
        suites.set(count, str(sum(int(suite.get(count, 0)) for suite in suites)))
    indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suites, "unicode")


def _suite(answer: Answer) -> Element:
    from xml.etree.ElementTree import Element

    suite = Element("testsuite", name=_clean(answer.file.name or "stdin"))
    suite.extend(_cases(answer))
    if not len(suite):
        suite.append(_case(answer.file.name, "no findings"))
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("*/failure"))))
    return suite


def _cases(answer: Answer) -> Iterator[Element]:
    from xml.etree.ElementTree import SubElement

    for number, denial in enumerate(answer.report.denials, 1):
        case = _case(answer.file.name, f"denial {number}")
        said = _clean(denial.summary or answer.report.summary)
        SubElement(case, "failure", type="denied", message=said).text = said
        yield case
    for file, finding in answer.findings:
        at = f" at line {finding.line}, column {finding.column}" if finding.line else ""
        case = _case(file.name, f"{finding.code}{at}")
        said = _clean("\n".join(filter(None, [finding.message, finding.suggestion])))
        if finding.severity == "suggestion":
            SubElement(case, "system-out").text = said
        else:
            told = SubElement(case, "failure", type=finding.severity, message=_clean(finding.message))
            told.text = said
        yield case


def _case(file: str | None, name: str) -> Element:
    from xml.etree.ElementTree import Element

    return Element("testcase", classname=_clean(file or "stdin"), name=name)


def _clean(text: str) -> str:
    """With controls written out, and without the characters that no XML holds."""
    return _NOT_XML.sub("\ufffd", visible(text))

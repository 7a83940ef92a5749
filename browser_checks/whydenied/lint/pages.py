"""A rule's page: its module's docstring, taken apart. For the terminal, the documentation and the tests;
docstrings do not travel to the browser.

The docstring of a table of rules has a part for each under its code, ``## passrole-star-resource``; a part
under a pattern of codes, ``## passrole-*``, belongs to the pages of all that fit it.

``Not this:`` says when the rule is silent, with a policy that looks like a bad one.
"""

from __future__ import annotations

import json
import re
import sys
from fnmatch import fnmatchcase

from ..text.regex import lazy_regex
from ..values import dataclass
from .rule import Rule

_BLOCK = lazy_regex(r"^(Bad|Good)(?: \(([a-z-]+)\))?:\n((?:(?:    [^\n]*)?\n)+)", re.MULTILINE)
_SILENT = lazy_regex(
    r"^Not this(?: \(([a-z-]+)\))?: ((?:[^\s][^\n]*\n)+)((?:(?:    [^\n]*)?\n)+)", re.MULTILINE
)
_PART = lazy_regex(r"^## (\S+)\n", re.MULTILINE)
_MANY = lazy_regex(r'"([^"\n]*?)\{(\d+)\.\.(\d+)\}([^"\n]*)"')
_SOURCE = lazy_regex(r"^Source:\s+(.+?)\s*\Z", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """A policy that shows the rule: whether it is the bad or the good one, of which type, and its text."""

    bad: bool
    type: str
    text: str

    @property
    def policy(self) -> str:
        """The text as a whole policy: a statement gets the policy around it, ``"name-{001..100}"`` stands for
        a hundred strings."""
        text = _MANY.sub(_written_out, self.text)
        try:
            data = json.loads(text)
        except ValueError:
            return text
        if isinstance(data, dict) and not {"Statement", "Version", "Id", "PolicyVersion"} & set(data):
            return json.dumps({"Version": "2012-10-17", "Statement": [data]}, indent=2)
        return text


def _written_out(match: re.Match[str]) -> str:
    before, first, last, after = match.groups()
    return ", ".join(
        f'"{before}{number:0{len(first)}}{after}"' for number in range(int(first), int(last) + 1)
    )


@dataclass(frozen=True, slots=True)
class Silence:
    """A case in which the rule says nothing: the reason, in a sentence, and a policy that looks like a bad
    one."""

    why: str
    example: Example


@dataclass(frozen=True, slots=True)
class Page:
    """What a rule is about, why it matters, its examples, when it is silent, and where the fact stands."""

    title: str
    why: str
    examples: tuple[Example, ...]
    silences: tuple[Silence, ...]
    source: str


def page(rule: Rule) -> Page:
    """The page of a rule. Raises ValueError when Python runs without docstrings."""
    docstring = sys.modules[rule.check.__module__].__doc__
    if not docstring:
        raise ValueError("the rules' pages are not part of this build: Python runs with -OO.")
    text = _of_code(docstring, rule.code)
    title, _, rest = text.partition("\n\n")
    examples = tuple(
        Example(kind == "Bad", policy_type or "identity", _dedented(block))
        for kind, policy_type, block in _BLOCK.findall(rest)
    )
    silences = tuple(
        Silence(" ".join(reason.split()), Example(False, policy_type or "identity", _dedented(block)))
        for policy_type, reason, block in _SILENT.findall(rest)
    )
    source = _SOURCE.search(rest)
    why = _SOURCE.sub("", _SILENT.sub("", _BLOCK.sub("", rest))).strip()
    where = " ".join(source[1].split()) if source else ""
    return Page(" ".join(title.split()), why, examples, silences, where)


def _of_code(docstring: str, code: str) -> str:
    """The parts of a table's docstring that are about *code*, or all of the docstring of a single rule."""
    _, *parts = _PART.split(docstring)
    if not parts:
        return docstring
    return (
        "\n\n".join(
            text.strip("\n")
            for pattern, text in zip(parts[::2], parts[1::2], strict=True)
            if fnmatchcase(code, pattern)
        )
        + "\n"
    )


def _dedented(block: str) -> str:
    return "\n".join(line[4:] for line in block.rstrip().splitlines())

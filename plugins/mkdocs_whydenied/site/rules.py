"""The reference of the linter's rules as Markdown pages, written from the rules themselves: a table of all,
and a page for each subject."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from whydenied.aws.kinds import KINDS
from whydenied.lint.pages import Example, Page, page
from whydenied.lint.rule import Rule
from whydenied.lint.rules import all_rules

# What a severity means stands at its constant in whydenied.lint.rule; here is how a reader is told.
_SEVERITIES = {
    "error": "AWS rejects the policy, or it cannot do what it says",
    "security": "it allows more than it seems to say",
    "warning": "it very probably does not do what was meant",
    "suggestion": "it could be plainer, or lacks something in a context the paste does not show",
}
# An example without a name of its kind is an identity-based policy.
_TYPES: dict[str, str] = {kind.type: "" if kind.type == "identity" else kind.noun for kind in KINDS}
# A pasted message should find its section before a rule that speaks of the same things.
_HEAD = """---
search:
  boost: 0.2
---
"""


def rule_pages(folder: str) -> Mapping[str, str]:
    """The pages by their place under docs: ``rules/index.md`` and ``rules/<subject>.md`` for *folder*
    ``rules``."""
    subjects: dict[str, list[Rule]] = defaultdict(list)
    for rule in all_rules():
        subjects[_subject(rule)].append(rule)
    pages = {
        f"{folder}/{name}.md": _HEAD + "\n".join(_subject_page(name, rules))
        for name, rules in subjects.items()
    }
    return {f"{folder}/index.md": _HEAD + "\n".join(_table(subjects)), **pages}


def _subject(rule: Rule) -> str:
    return rule.check.__module__.split(".")[-2].replace("_", "-")


def _title(subject: str) -> str:
    return subject.replace("-", " ").capitalize()


def _table(subjects: Mapping[str, Sequence[Rule]]) -> Iterator[str]:
    count = sum(map(len, subjects.values()))
    yield from (
        "# Rules of the policy checker",
        "",
        f"{count} checks read every policy that is pasted. None of them needs an account or a network.",
        "",
    )
    yield from (
        "| severity | means |",
        "|---|---|",
        *(f"| {name} | {meaning} |" for name, meaning in _SEVERITIES.items()),
        "",
    )
    for subject, rules in subjects.items():
        yield from (f"## {_title(subject)}", "", "| code | severity | what it finds |", "|---|---|---|")
        yield from (
            f"| [{rule.code}]({subject}.md#{rule.code}) | {rule.severity} | {page(rule).title} |"
            for rule in rules
        )
        yield ""


def _subject_page(subject: str, rules: Sequence[Rule]) -> Iterator[str]:
    about = (sys.modules[rules[0].check.__module__.rpartition(".")[0]].__doc__ or "").strip()
    yield from (f"# {_title(subject)}", "", about, "")
    for rule in rules:
        yield from _rule(rule, page(rule))


def _rule(rule: Rule, found: Page) -> Iterator[str]:
    yield from (f"## {rule.code}", "", f"**{found.title}** Severity: {rule.severity}.", "", found.why, "")
    for example in found.examples:
        yield from _example(example)
    for silence in found.silences:
        kind = _TYPES[silence.example.type]
        where = f" (in a {kind})" if kind else ""
        yield from (f"Not this{where}: {silence.why}", "", "```json", silence.example.text, "```", "")
    yield from (f"Source: <{found.source}>", "")


def _example(example: Example) -> Iterator[str]:
    kind = _TYPES[example.type]
    what = "This is found" if example.bad else "Write instead"
    yield from (f"{what}{f', in a {kind}' if kind else ''}:", "", "```json", example.text, "```", "")

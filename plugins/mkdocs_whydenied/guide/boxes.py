"""Forms and samples as readers see them: a section has one box of forms, and of its many samples the first
stand open."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

OPEN = 2
"""So many samples of a section stand open; the others are folded where they stand, unless it is a single
one."""

_SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass
class _Block:
    """What stands in place of the lines from *start* to *end* of the page."""

    start: int
    end: int
    html: str


@dataclass
class Blocks:
    """The blocks of a page that are written anew; *texts* are the words around them."""

    texts: Mapping[str, str]
    _blocks: list[_Block] = field(default_factory=list)
    _forms: dict[str, tuple[list[str], _Block]] = field(default_factory=dict)
    _samples: dict[str, int] = field(default_factory=dict)
    _run: list[_Block] = field(default_factory=list)

    def put(self, start: int, end: int, html: str) -> _Block:
        """Put *html* in place of these lines."""
        block = _Block(start, end, html)
        self._blocks.append(block)
        return block

    def add(self, word: str, content: str, start: int, end: int, section: str) -> None:
        """Add a fence of *section*, a ``form`` or a ``sample``."""
        if word == "form":
            self._put_forms(form_lines(content), start, end, section)
            return
        block = self.put(start, end, sample_html(content))
        self._samples[section] = self._samples.get(section, 0) + 1
        if self._samples[section] > OPEN:
            self._run.append(block)

    def _put_forms(self, lines: list[str], start: int, end: int, section: str) -> None:
        # The box stands where the last fence stands, which the author put among the rarer messages.
        if section in self._forms:
            earlier, box = self._forms[section]
            lines, box.html = [*earlier, *lines], ""
        self._forms[section] = lines, self.put(start, end, forms_html(lines, self.texts))

    def apart(self) -> None:
        """Something of the author's own stands here: samples before it are not folded with those after it."""
        run, self._run = self._run, []
        if len(run) < 2:
            return
        words = escape(self.texts["samples"].format(count=len(run)))
        inside = "".join(block.html for block in run)
        for block in run:
            block.html = ""
        run[0].html = f'<details class="whydenied-samples"><summary>{words}</summary>{inside}</details>'

    def settled(self) -> Sequence[tuple[int, int, str]]:
        """First line, end and HTML of each block, in the order of the page."""
        self.apart()
        return [(block.start, block.end, block.html) for block in self._blocks]


def form_html(form: str) -> str:
    """A form as HTML, its slots as variables."""
    return _SLOT.sub(r"<var>\1</var>", escape(form, quote=False))


def form_lines(content: str) -> list[str]:
    """The forms of one fence."""
    return [line.strip() for line in content.splitlines() if line.strip()]


def forms_html(lines: Sequence[str], texts: Mapping[str, str]) -> str:
    """The box of the messages that lead to a section."""
    items = "".join(f"<li><code>{form_html(line)}</code></li>" for line in lines)
    return (
        "<details "
        f'class="whydenied-forms"><summary>{escape(texts["forms"].format(count=len(lines)))}</summary><ul>{items}</ul></details>'
    )


def sample_html(content: str) -> str:
    """A sample in one line of HTML: neither a blank line nor a fence inside it can end the block early."""
    text = escape(content.rstrip("\n"), quote=False).replace("\n", "&#10;")
    return f'<div class="whydenied-sample"><pre><code>{text}</code></pre></div>'

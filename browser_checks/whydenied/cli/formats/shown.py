"""Pasted values as they may be shown: nothing in them acts on the terminal, the page or the comment that shows
them."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

# Controls but for tab and line end, marks of direction and other signs without a width, private characters.
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_ASCII = re.compile(r"[\n\t -~]*")
# Words that hold a sign of Markdown or HTML, or that hosts make a link of.
_WORD_LIKE = re.compile(r"(?i)(?<!\S)(?=\S*[<>&*_\[\]!@#|~\\:/{}$\"=^+]|\S*www\.)\S+")


def visible(text: str) -> str:
    r"""*text* with each control and mark of direction written out, ``\u001b`` or ``\u202e``; tab and line end
    stay."""
    if _ASCII.fullmatch(text):
        return text
    return "".join(
        char
        if char in "\n\t" or unicodedata.category(char) not in _UNSEEN
        else (f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}")
        for char in text
    )


def in_json(data: Any, indent: int | None = None) -> str:
    """*data* as JSON that shows what it holds: values are the same, but no control and no mark of direction
    stands in it as it is."""
    text = json.dumps(data, indent=indent, ensure_ascii=False)
    return text if _ASCII.fullmatch(text) else "".join(map(_as_escape, text))


def _as_escape(char: str) -> str:
    unseen = char != "\n" and unicodedata.category(char) in _UNSEEN
    return json.dumps(char)[1:-1] if unseen else char


def code(value: str, *, cell: bool = False) -> str:
    """A code span of Markdown that holds *value*, whatever is in it, on one line; *cell* for one in a
    table."""
    line = re.sub(r"\s+", " ", visible(value)).strip()
    if cell:
        line = line.replace("|", "\\|")  # a bar ends a cell even inside code
    fence = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    pad = " " if line[:1] == "`" or line[-1:] == "`" or not line else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def fenced(text: str, language: str) -> list[str]:
    """The lines of a fence that holds *text*, whatever is in it."""
    shown = visible(text)
    fence = "`" * max(3, max(map(len, re.findall("`+", shown)), default=0) + 1)
    return [f"{fence}{language}", *shown.split("\n"), fence]


def prose(sentence: str) -> str:
    """A sentence for Markdown: its own code spans stay, every word in which Markdown or HTML could see a sign
    becomes code, and nothing begins a block."""
    line = re.sub(r"\s+", " ", visible(sentence)).strip()
    parts = re.split(r"(`[^`]+`)", line)
    shown = [
        part if at % 2 else _WORD_LIKE.sub(_quoted, part.replace("`", "'")) for at, part in enumerate(parts)
    ]
    return _BLOCK.sub(r"\\\g<0>", "".join(shown))


_BLOCK = re.compile(r"^(?:[-+*#>=]|\d{1,9}(?=[.)]))")
_ENDS = re.compile(r"[.,;:!?)\u201d\u2019]+$")
_STARTS = re.compile(r"^[(\u201c\u2018]+")
# What every sentence of ours may hold as it is.
_PLAIN = re.compile(r"[A-Za-z0-9'\u2019/-]*")


def _quoted(word: re.Match[str]) -> str:
    """The word in code, without the marks of the sentence around it."""
    text = word[0]
    first = _STARTS.match(text)
    begin = first.end() if first else 0
    last = _ENDS.search(text, begin)
    end = last.start() if last else len(text)
    inside = text[begin:end]
    if _PLAIN.fullmatch(inside):
        return text
    return f"{text[:begin]}`{inside}`{text[end:]}"

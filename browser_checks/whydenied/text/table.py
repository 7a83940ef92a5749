"""Rewrite tables drawn with bars column by column, because a wrapped message continues in the cell below."""

from __future__ import annotations

import re
from itertools import groupby, pairwise

from .regex import lazy_regex
from .text import Text

_ROW = lazy_regex(r"^[ \t]{0,40}\|[^\n]{0,2000}\|[ \t]{0,200}$", re.MULTILINE)

Piece = tuple[int, int, int]


def by_column(text: Text) -> Text:
    """*text* with every table of at least two rows and two columns written column after column."""
    rows = [(match.start(), match.end()) for match in _ROW.finditer(text.chars)]
    blocks = [block for block in _blocks(text.chars, rows) if len(block) > 1]
    if not blocks:
        return text
    out: list[str] = []
    pieces: list[Piece] = []
    here = done = 0

    def copy(start: int, end: int) -> None:
        nonlocal here
        if end > start:
            pieces.append((here, start, -1))
            out.append(text.chars[start:end])
            here += end - start

    for block in blocks:
        copy(done, block[0][0])
        cells = [_cells(text.chars, start, end) for start, end in block]
        last = block[-1][1]
        for column in range(len(cells[0])):
            for row in cells:
                copy(*row[column])
                pieces.append(
                    (here, last - 1, last)
                )  # line ends between cells map to the last bar of the table
                out.append("\n")
                here += 1
        done = last
    copy(done, len(text.chars))
    return Text("".join(out), text, pieces)


def _blocks(chars: str, rows: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Group adjacent rows with the same number of bars, at least three."""
    keyed: list[tuple[tuple[int, int], tuple[int, int]]] = []
    run, before, bars_before = 0, -2, 0
    for start, end in rows:
        bars = chars.count("|", start, end)
        if start != before + 1 or bars != bars_before:
            run += 1
        keyed.append(((run, bars), (start, end)))
        before, bars_before = end, bars
    return [
        [row for _, row in group] for key, group in groupby(keyed, key=lambda item: item[0]) if key[1] >= 3
    ]


def _cells(chars: str, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of a row: regions between bars, without surrounding blanks."""
    bars = [at for at in range(start, end) if chars[at] == "|"]
    cells = []
    for left, right in pairwise(bars):
        first, last = left + 1, right
        while first < last and chars[first] in " \t":
            first += 1
        while last > first and chars[last - 1] in " \t":
            last -= 1
        cells.append((first, last))
    return cells

"""Draws architecture.svg from the imports: `python -m tests.architecture.picture`.

A row for each room, those that know most above; a column for each room, in the same order. A cell is filled
where a module of the row's room imports one of the column's, darker where many do: all of them right of the
diagonal as long as each room knows only those below it. Exact numbers would change the picture with every
other commit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from .imports import ORDER, PLUGIN_ORDER, ROOT, graph, plugin_graph, plugin_room, room

PICTURE = ROOT / "architecture.svg"
COMMAND = "python -m tests.architecture.picture"

CELL, LABEL, GAP, HEAD, MARGIN = 30, 124, 52, 112, 20
MANY = 10
# The package itself, which only shows `check` and `Guide` to the world, and what `python -m whydenied` runs
# are no rooms to explain.
NOT_SHOWN = frozenset({"", "__main__"})
_STYLE = """
  .ground { fill: #ffffff } text { fill: #1f2328; font: 14px ui-sans-serif, system-ui, sans-serif } .soft { fill: #59636e; font-size: 12px }
  .title { font-weight: 600; font-size: 16px } .room { fill: none; stroke: #818b98 } .many { fill: #0969da } .few { fill: #80ccff } .wrong { fill: #cf222e }
  .line { stroke: #d1d9e0 } .column { text-anchor: start; font-size: 12px }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117 } text { fill: #f0f6fc } .soft { fill: #9198a1 } .room { stroke: #656c76 } .many { fill: #58a6ff }
    .few { fill: #1f4e8c } .wrong { fill: #f85149 } .line { stroke: #3d444d }
  }"""


def picture() -> str:
    """The picture as SVG."""
    parts = [
        ("browser_checks/whydenied: the checker", rooms_of(graph(), room, reversed(ORDER))),
        (
            "plugins/mkdocs_whydenied: the plugin",
            rooms_of(plugin_graph(), plugin_room, reversed(PLUGIN_ORDER)),
        ),
    ]
    drawn: list[str] = []
    top = MARGIN
    for title, rooms in parts:
        drawn += matrix(title, rooms, top)
        top += HEAD + len(rooms.names) * CELL + GAP
    width = 2 * MARGIN + LABEL + max(len(rooms.names) for _, rooms in parts) * CELL + HEAD
    height = top - GAP + MARGIN
    lines = "\n".join(f"  {line}" for line in drawn)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img">\n'
        f"  <title>Which room imports from which</title>\n  <style>{_STYLE}\n  </style>\n"
        f'  <rect class="ground" width="{width}" height="{height}"/>\n{lines}\n</svg>\n'
    )


@dataclass(frozen=True)
class Rooms:
    """The rooms from those that know most to those that know nobody, and how many pairs of modules import
    from one to another."""

    names: list[str]
    imports: Mapping[tuple[str, str], int]


def rooms_of(imports: Mapping[str, set[str]], room_of: Callable[[str], str], order: Iterable[str]) -> Rooms:
    """The imports between modules as imports between rooms."""
    between = Counter(
        (room_of(module), room_of(other)) for module, others in imports.items() for other in others
    )
    return Rooms([name for name in order if name not in NOT_SHOWN], between)


def matrix(title: str, rooms: Rooms, top: int) -> Iterator[str]:
    """The elements of one matrix; what goes against the order is drawn in red."""
    left, first = MARGIN + LABEL, top + HEAD
    yield f'<text class="title" x="{MARGIN}" y="{top + 16}">{escape(title)}</text>'
    yield (
        f'<text class="soft" x="{MARGIN}" y="{top + 36}">a room on the left imports one above: '
        f"light, or dark in {MANY} pairs of modules and more</text>"
    )
    for at, name in enumerate(rooms.names):
        x, y = left + at * CELL, first + at * CELL
        middle = x + CELL // 2 + 4
        yield (
            f'<text class="column" transform="translate({middle} {first - 8}) '
            f'rotate(-45)">{escape(name)}</text>'
        )
        yield (
            f'<line class="line" x1="{MARGIN}" y1="{y + CELL}" '
            f'x2="{left + len(rooms.names) * CELL}" y2="{y + CELL}"/>'
        )
        yield f'<text x="{MARGIN}" y="{y + CELL // 2 + 5}">{escape(name)}</text>'
        yield f'<rect class="room" x="{x + 3}" y="{y + 3}" width="{CELL - 6}" height="{CELL - 6}" rx="4"/>'
        yield from _row(rooms, at, left, y)


def _row(rooms: Rooms, at: int, left: int, y: int) -> Iterator[str]:
    for column, other in enumerate(rooms.names):
        count = rooms.imports.get((rooms.names[at], other), 0)
        if count and column != at:
            kind = "wrong" if column < at else "many" if count >= MANY else "few"
            yield (
                f'<rect class="{kind}" x="{left + column * CELL + 3}" y="{y + 3}" width="{CELL - 6}" '
                f'height="{CELL - 6}" rx="4"/>'
            )


def write(path: Path = PICTURE) -> None:
    """Write the picture."""
    path.write_text(picture(), "utf-8")


if __name__ == "__main__":
    write()

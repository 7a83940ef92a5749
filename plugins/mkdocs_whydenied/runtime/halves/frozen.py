"""The modules that are frozen into the interpreter: those that Python starts with get shorter code, compiled as
all of the page's modules are; the others are left out, and come from a file where one of them is imported."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping

from .binary import GLOBALS, Unsupported
from .module import Module, Segment
from .ranges import Range

STARTS_WITH = {
    "_frozen_importlib": "importlib._bootstrap",
    "_frozen_importlib_external": "importlib._bootstrap_external",
    "zipimport": "zipimport",
    "abc": "abc",
    "codecs": "codecs",
    "_collections_abc": "_collections_abc",
}
"""What Python starts with: the name in the interpreter's tables, and that of the module."""

_TABLES = ("_PyImport_FrozenBootstrap", "_PyImport_FrozenStdlib", "_PyImport_FrozenTest")
_ENTRY = struct.Struct("<IIII")  # addresses of the name and of the code, its size, whether it is a package


def with_codes(
    module: Module, segments: Iterable[Segment], codes: Mapping[str, bytes]
) -> tuple[list[Segment], list[Range]]:
    """The *segments* with these *codes*, by the names in the tables and as marshal has them, instead of all
    that are frozen; and the ranges that hold nothing any more.

    Raises Unsupported where the tables are not as expected, or a code is longer than before.
    """
    memory = _Memory(segments)
    exported = {
        each.name: each.index - module.imported(GLOBALS) for each in module.exports if each.kind == GLOBALS
    }
    free: set[Range] = set()
    missing = set(codes)
    for table in _TABLES:
        if table not in exported or not (variable := module.globals[exported[table]].number):
            raise Unsupported(f"there is no {table}")
        first = place = memory.word(variable)
        kept: list[bytes] = []
        while (entry := memory.read(place, _ENTRY.size)) != bytes(_ENTRY.size):
            name_at, code_at, size, package = _ENTRY.unpack(entry)
            name = memory.text(name_at)
            code = codes.get(name, b"")
            if len(code) > size or package > 1:
                raise Unsupported(f"the frozen module {name} is shorter than its code without docstrings")
            if code:
                memory.write(code_at, code)
                kept.append(_ENTRY.pack(name_at, code_at, len(code), package))
                missing.discard(name)
            free.add((code_at + len(code), code_at + size))
            place += _ENTRY.size
        memory.write(first, b"".join(kept).ljust(place - first, b"\0"))
    if missing:
        raise Unsupported(f"there is no frozen module {min(missing)}")
    return memory.segments(), sorted(free)


class _Memory:
    """Segments as one may read and write in them: between them there are zeros."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        parts = [*segments]
        self._used = [(each.start, each.end) for each in parts]
        self._bytes = bytearray(max(end for _, end in self._used))
        for each in parts:
            self._bytes[each.start : each.end] = each.content

    def segments(self) -> list[Segment]:
        """The segments as they are now."""
        found: list[Range] = []
        for start, end in sorted(self._used):
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            else:
                found.append((start, end))
        return [Segment(start, bytes(self._bytes[start:end])) for start, end in found]

    def read(self, place: int, size: int) -> bytes:
        """So many bytes."""
        if place + size > len(self._bytes):
            raise Unsupported(f"no data at {place}")
        return bytes(self._bytes[place : place + size])

    def word(self, place: int) -> int:
        """The number of four bytes."""
        return int.from_bytes(self.read(place, 4), "little")

    def text(self, place: int) -> str:
        """The text up to a zero."""
        return bytes(self._bytes[place : self._bytes.find(b"\0", place)]).decode("ascii")

    def write(self, place: int, written: bytes) -> None:
        """These bytes instead of as many."""
        self._used.append((place, place + len(written)))
        self._bytes[place : place + len(written)] = written

"""A WebAssembly module, taken apart as far as it takes to cut it in two."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .binary import (
    CODE,
    CUSTOM,
    DATA,
    DATA_COUNT,
    ELEMENT,
    EXPORT,
    FUNCTION,
    FUNCTIONS,
    GLOBAL,
    GLOBALS,
    IMPORT,
    MAGIC,
    MEMORIES,
    MEMORY,
    ORDER,
    START,
    TABLE,
    TABLES,
    TAG,
    TAGS,
    TYPE,
    Reader,
    Unsupported,
)
from .instructions import CALL, GLOBAL_GET, named


@dataclass(frozen=True, slots=True)
class Import:
    """An import, and its entry as it stands in the module."""

    kind: int
    module: str
    name: str
    entry: bytes


@dataclass(frozen=True, slots=True)
class Global:
    """A global: its type, whether it can change, the number it starts with, and its entry."""

    type: bytes
    mutable: bool
    number: int | None
    entry: bytes


@dataclass(frozen=True, slots=True)
class Export:
    """An export: what kind, and its index among that kind."""

    name: str
    kind: int
    index: int


@dataclass(frozen=True, slots=True)
class Segment:
    """Bytes that are put into memory at a fixed address when the module is instantiated."""

    start: int
    content: bytes

    @property
    def end(self) -> int:
        """The address after the last byte."""
        return self.start + len(self.content)


class Module:
    """The parts of a module. Raises Unsupported where it has any that are not known."""

    def __init__(self, data: bytes) -> None:
        if data[:8] != MAGIC:
            raise Unsupported("no WebAssembly module of version 1")
        self.customs: list[bytes] = []
        self.sections: dict[int, bytes] = {}
        read = Reader(data, 8)
        while read.at < len(data):
            kind = read.byte()
            content = read.take(read.unsigned())
            if kind == CUSTOM:
                self.customs.append(content)
            elif kind in ORDER and kind not in self.sections:
                self.sections[kind] = content
            else:
                raise Unsupported(f"section {kind}")
        missing = {TYPE, IMPORT, FUNCTION, TABLE, GLOBAL, EXPORT, ELEMENT, CODE, DATA} - {*self.sections}
        if missing or START in self.sections:
            raise Unsupported(f"sections {sorted(self.sections)}")
        self.types = self._types()
        self.imports = self._imports()
        self.function_types = self._function_types()
        self.bodies = self._bodies()
        self.tables = self._entries(TABLE)
        self.memories = self._entries(MEMORY)
        self.tags = self._entries(TAG)
        self.globals = self._globals()
        self.exports = self._exports()
        self.element_start, self.elements = self._elements()
        self.segments = self._segments()
        if len(self.bodies) != len(self.function_types):
            raise Unsupported("functions without bodies")
        if DATA_COUNT in self.sections and Reader(self.sections[DATA_COUNT]).unsigned() != len(self.segments):
            raise Unsupported("data segments that are not counted")

    def imported(self, kind: int) -> int:
        """How many of a kind are imported: the index of the first that the module has itself."""
        return self._imported_of[kind]

    @cached_property
    def _imported_of(self) -> list[int]:
        return [sum(each.kind == kind for each in self.imports) for kind in range(5)]

    @cached_property
    def uses(self) -> list[frozenset[tuple[str, int]]]:
        """Which functions each function calls, and which globals it reads."""
        asked = (CALL, GLOBAL_GET)
        return [
            frozenset((what, number) for what, number, _ in named(body) if what in asked)
            for body in self.bodies
        ]

    def _types(self) -> list[tuple[bytes, bytes]]:
        """Parameters and results of each type."""
        read = Reader(self.sections[TYPE])
        found = []
        for _ in range(read.unsigned()):
            read.expect(0x60)
            sides = []
            for _side in range(2):
                count = read.unsigned()
                start = read.at
                for _value in range(count):
                    read.value_type()
                sides.append(read.since(start))
            found.append((sides[0], sides[1]))
        read.done()
        return found

    def _imports(self) -> list[Import]:
        read = Reader(self.sections[IMPORT])
        found = []
        for _ in range(read.unsigned()):
            start = read.at
            module, name = read.string(), read.string()
            kind = read.expect(FUNCTIONS, TABLES, MEMORIES, GLOBALS, TAGS)
            if kind == FUNCTIONS:
                read.unsigned()
            elif kind == GLOBALS:
                read.value_type()
                read.expect(0, 1)
            else:
                _entry(read, kind)
            found.append(Import(kind, module, name, read.since(start)))
        read.done()
        return found

    def _function_types(self) -> list[int]:
        read = Reader(self.sections[FUNCTION])
        found = [read.unsigned() for _ in range(read.unsigned())]
        read.done()
        return found

    def _bodies(self) -> list[bytes]:
        read = Reader(self.sections[CODE])
        found = [read.take(read.unsigned()) for _ in range(read.unsigned())]
        read.done()
        return found

    def _entries(self, kind: int) -> list[bytes]:
        """The entries of the section of tables, memories or tags."""
        if kind not in self.sections:
            return []
        read = Reader(self.sections[kind])
        found = []
        for _ in range(read.unsigned()):
            start = read.at
            _entry(read, {TABLE: TABLES, MEMORY: MEMORIES, TAG: TAGS}[kind])
            found.append(read.since(start))
        read.done()
        return found

    def _globals(self) -> list[Global]:
        read = Reader(self.sections[GLOBAL])
        found = []
        for _ in range(read.unsigned()):
            start = read.at
            read.value_type()
            kind = read.since(start)
            mutable = read.expect(0, 1) == 1
            number = None
            code = read.expect(0x41, 0x42, 0x23, 0xD0)
            if code in (0x41, 0x42):
                number = read.signed()
            elif code == 0x23:
                read.unsigned()
            else:
                read.value_type()
            read.expect(0x0B)
            found.append(Global(kind, mutable, number, read.since(start)))
        read.done()
        return found

    def _exports(self) -> list[Export]:
        read = Reader(self.sections[EXPORT])
        found = [
            Export(read.string(), read.expect(FUNCTIONS, TABLES, MEMORIES, GLOBALS, TAGS), read.unsigned())
            for _ in range(read.unsigned())
        ]
        read.done()
        return found

    def _elements(self) -> tuple[int, list[int]]:
        """The first place in the table, and the functions from there on."""
        read = Reader(self.sections[ELEMENT])
        read.expect(1)
        start = _active(read)
        found = [read.unsigned() for _ in range(read.unsigned())]
        read.done()
        return start, found

    def _segments(self) -> list[Segment]:
        read = Reader(self.sections[DATA])
        found = [Segment(_active(read), read.take(read.unsigned())) for _ in range(read.unsigned())]
        read.done()
        return found


def _entry(read: Reader, kind: int) -> None:
    """A table, a memory or a tag."""
    if kind == TAGS:
        read.expect(0)
        read.unsigned()
        return
    if kind == TABLES:
        read.expect(0x70, 0x6F)
    read.limits()


def _active(read: Reader) -> int:
    """The fixed place of a segment that is put there at once."""
    read.expect(0)
    read.expect(0x41)
    start = read.signed()
    read.expect(0x0B)
    if start < 0:
        raise Unsupported("a segment in the upper half of memory")
    return start

"""Cuts a WebAssembly module in two: the hot half has the functions that a page needs to answer, the cold half
all others.

No index changes, so no instruction is rewritten. A function of the other half is replaced by a stub that
calls it through a table of its own. The cold half imports memory, tables, tags and globals of the running hot
half. Stubs of the hot half first make sure that the cold half is there: while `$here` is 0 they call the last
entry of the added table, which core.js sets.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from .binary import (
    CODE,
    CUSTOM,
    DATA,
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
    TABLE,
    TABLES,
    TAG,
    TAGS,
    TYPE,
    Unsupported,
    section,
    signed,
    sized,
    string,
    unsigned,
    vector,
)
from .instructions import CALL
from .module import Export, Module, Segment

HERE = "$here"
"""The hot half's global that is not 0 once the cold half has joined."""

FROM = "$"
"""The name of the module from which the cold half imports what the hot half exports for it."""


@dataclass(frozen=True, slots=True)
class Halves:
    """Both modules."""

    hot: bytes
    cold: bytes


def split(
    module: Module,
    hot: Collection[int],
    able: Collection[int],
    exports: Collection[Export],
    kept: Iterable[Segment],
    moved: Iterable[Segment],
) -> Halves:
    """The two halves of *module*.

    *hot* are the functions of the hot half, counted without imports; *able* those that can run at all: the
    others are in neither; *exports* those that the hot half keeps; *kept* and *moved* the data of either half.
    """
    imported = module.imported(FUNCTIONS)
    hot, able = frozenset(hot), frozenset(able)
    if not hot <= able <= {*range(len(module.bodies))}:
        raise Unsupported("functions that are not there")
    calls = [{number - imported for what, number in uses if what == CALL} for uses in module.uses]
    # What is in the table, exported or called from the hot half can be entered there.
    entries = {index - imported for index in module.elements}
    entries |= {each.index - imported for each in exports if each.kind == FUNCTIONS}
    entries = entries.union(*(calls[own] for own in hot))
    cold = able - hot
    back = sorted({own for other in cold for own in calls[other] if own >= 0 and own in hot})
    entered = sorted(own for own in entries if own >= 0 and own not in hot)
    slots = {own: slot for slot, own in enumerate([*back, *entered])}
    parts = _Parts(module, slots)
    in_hot, in_cold = [], []
    for own, body in enumerate(module.bodies):
        is_hot = own in hot
        stub = parts.stub(own, ensure=not is_hot) if own in slots else _UNREACHABLE
        in_hot.append(body if is_hot else stub)
        in_cold.append(body if own in cold else stub if is_hot else _UNREACHABLE)
    return Halves(
        parts.hot_half(in_hot, exports, back, kept), parts.cold_half(in_cold, len(back), entered, moved)
    )


_UNREACHABLE = b"\0\0\x0b"


class _Parts:
    """What both halves are made of."""

    def __init__(self, module: Module, slots: dict[int, int]) -> None:
        self.module = module
        self.slots = slots
        self.imported = module.imported(FUNCTIONS)
        self.nothing = module.types.index((b"", b""))
        self.table = module.imported(TABLES) + len(module.tables)
        self.table_entry = b"\x70\0" + unsigned(len(slots) + 1)
        self.here = module.imported(GLOBALS) + len(module.globals)
        self.ensure = self.imported + len(module.bodies)
        changing = [number for number, each in enumerate(module.globals) if each.mutable]
        if changing != [*range(len(changing))]:
            raise Unsupported("globals that change after those that do not")
        self.changing = len(changing)

    def stub(self, own: int, *, ensure: bool) -> bytes:
        """A body that hands its arguments to the function of the same index in the other half."""
        kind = self.module.function_types[own]
        arguments = b"".join(b"\x20" + unsigned(at) for at in range(len(self.module.types[kind][0])))
        first = b"\x10" + unsigned(self.ensure) if ensure else b""
        call = b"\x41" + signed(self.slots[own]) + b"\x11" + unsigned(kind) + unsigned(self.table)
        return b"\0" + first + arguments + call + b"\x0b"

    def ensure_body(self) -> bytes:
        """`if (!$here) table[last]()`."""
        call = b"\x41" + signed(len(self.slots)) + b"\x11" + unsigned(self.nothing) + unsigned(self.table)
        return b"\0\x23" + unsigned(self.here) + b"\x45\x04\x40" + call + b"\x0b\x0b"

    def shared(self) -> list[tuple[str, int, int, bytes]]:
        """What the cold half imports: name, kind, index in the hot half, type."""
        module = self.module
        found = [
            *((f"$t{n}", TABLES, n, entry) for n, entry in enumerate([*module.tables, self.table_entry])),
            *((f"$m{n}", MEMORIES, n, entry) for n, entry in enumerate(module.memories)),
            *((f"$e{n}", TAGS, n, entry) for n, entry in enumerate(module.tags)),
            *((f"$g{n}", GLOBALS, n, module.globals[n].type + b"\x01") for n in range(self.changing)),
        ]
        return [(name, kind, module.imported(kind) + n, entry) for name, kind, n, entry in found]

    def elements(self, first: int, functions: Iterable[int]) -> bytes:
        """A segment of the added table from *first* on."""
        indices = vector(unsigned(self.imported + own) for own in functions)
        return b"\x02" + unsigned(self.table) + b"\x41" + signed(first) + b"\x0b\0" + indices

    def hot_half(
        self,
        bodies: list[bytes],
        exports: Collection[Export],
        back: list[int],
        kept: Iterable[Segment],
    ) -> bytes:
        """The module that is instantiated first."""
        module, given = self.module, module_sections(self.module)
        shown = [(each.name, each.kind, each.index) for each in exports]
        shown += [(name, kind, index) for name, kind, index, _ in self.shared()]
        shown.append((HERE, GLOBALS, self.here))
        given |= {
            FUNCTION: vector(unsigned(kind) for kind in [*module.function_types, self.nothing]),
            TABLE: vector([*module.tables, self.table_entry]),
            GLOBAL: vector([*(each.entry for each in module.globals), b"\x7f\x01\x41\0\x0b"]),
            EXPORT: vector(string(name) + bytes([kind]) + unsigned(index) for name, kind, index in shown),
            ELEMENT: unsigned(2) + module.sections[ELEMENT][1:] + self.elements(0, back),
            CODE: vector(sized(body) for body in [*bodies, self.ensure_body()]),
            DATA: data(kept),
        }
        return _written(given, module.customs)

    def cold_half(
        self, bodies: list[bytes], first: int, entered: list[int], moved: Iterable[Segment]
    ) -> bytes:
        """The module that joins the running instance."""
        module = self.module
        imports = [each.entry for each in module.imports]
        imports += [
            string(FROM) + string(name) + bytes([kind]) + entry for name, kind, _, entry in self.shared()
        ]
        return _written(
            {
                TYPE: module.sections[TYPE],
                IMPORT: vector(imports),
                FUNCTION: module.sections[FUNCTION],
                GLOBAL: vector(each.entry for each in module.globals[self.changing :]),
                ELEMENT: unsigned(1) + self.elements(first, entered),
                CODE: vector(sized(body) for body in bodies),
                DATA: data(moved),
            }
        )


def module_sections(module: Module) -> dict[int, bytes]:
    """The sections that both modules may have, without the count of data segments, which nothing needs."""
    return {kind: module.sections[kind] for kind in (TYPE, IMPORT, MEMORY, TAG) if kind in module.sections}


def data(segments: Iterable[Segment]) -> bytes:
    """The content of a section of data."""
    return vector(b"\0\x41" + signed(each.start) + b"\x0b" + sized(each.content) for each in segments)


def _written(sections: dict[int, bytes], customs: Iterable[bytes] = ()) -> bytes:
    return (
        MAGIC
        + b"".join(section(CUSTOM, content) for content in customs)
        + b"".join(section(kind, sections[kind]) for kind in ORDER if kind in sections)
    )

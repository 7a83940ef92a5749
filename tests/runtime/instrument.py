"""Python's module with instructions added that tell what it does: which functions ran, and whether data was
touched that is to be elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_whydenied.runtime.halves.binary import (
    CODE,
    CUSTOM,
    DATA,
    DATA_COUNT,
    EXPORT,
    FUNCTION,
    FUNCTIONS,
    GLOBAL,
    GLOBALS,
    MAGIC,
    ORDER,
    TYPE,
    Reader,
    section,
    signed,
    sized,
    string,
    unsigned,
    vector,
)
from mkdocs_whydenied.runtime.halves.instructions import COPY, FILL, LOAD, STORE, named
from mkdocs_whydenied.runtime.halves.module import Module, Segment
from mkdocs_whydenied.runtime.halves.ranges import Range
from mkdocs_whydenied.runtime.halves.split import data


def counting(module: Module) -> bytes:
    """The module with an exported global for each function, `$0` and so on, which is 1 once it ran."""
    first = module.imported(GLOBALS) + len(module.globals)
    count = len(module.bodies)
    shown = [string(each.name) + bytes([each.kind]) + unsigned(each.index) for each in module.exports]
    shown += [string(f"${own}") + bytes([GLOBALS]) + unsigned(first + own) for own in range(count)]
    bodies = []
    for own, body in enumerate(module.bodies):
        start = after_locals(body)
        bodies.append(body[:start] + b"\x41\x01\x24" + unsigned(first + own) + body[start:])
    return written(
        module,
        {
            GLOBAL: vector([*(each.entry for each in module.globals), *[b"\x7f\x01\x41\0\x0b"] * count]),
            EXPORT: vector(shown),
            CODE: vector(map(sized, bodies)),
        },
    )


def after_locals(body: bytes) -> int:
    """Where the instructions of a function begin."""
    read = Reader(body)
    for _ in range(read.unsigned()):
        read.unsigned()
        read.value_type()
    return read.at


def written(module: Module, changed: dict[int, bytes], left_out: Sequence[int] = (DATA_COUNT,)) -> bytes:
    """The module with some sections changed."""
    sections = {kind: content for kind, content in module.sections.items() if kind not in left_out} | changed
    return (
        MAGIC
        + b"".join(section(CUSTOM, content) for content in module.customs)
        + b"".join(section(kind, sections[kind]) for kind in ORDER if kind in sections)
    )


def poisoned(hot: bytes, ranges: Sequence[Range]) -> bytes:
    """The hot half with the ranges of the cold half's data full of 0xA5: what reads them reads nonsense."""
    filled = b"".join(data([Segment(start, b"\xa5" * (end - start))])[1:] for start, end in ranges)
    out = bytearray(MAGIC)
    read = Reader(hot, len(MAGIC))
    while read.at < len(hot):
        kind, content = read.byte(), read.take(read.unsigned())
        if kind == DATA:
            own = Reader(content)
            content = unsigned(own.unsigned() + len(ranges)) + content[own.at :] + filled
        out += section(kind, content)
    return bytes(out)


def watching(module: Module, ranges: Sequence[Range]) -> bytes:
    """The module with an exported global, `$touched`, which is the last address in the ranges that was read or
    written.

    Before each access to memory its address goes through a function that is added: all else on the stack
    rests in locals that are added as well.
    """
    touched = module.imported(GLOBALS) + len(module.globals)
    check = module.imported(FUNCTIONS) + len(module.bodies)
    shown = [string(each.name) + bytes([each.kind]) + unsigned(each.index) for each in module.exports]
    kind = len(module.types)
    bodies = [
        _watched(body, len(module.types[own_type][0]), check)
        for own_type, body in zip(module.function_types, module.bodies, strict=True)
    ]
    types = vector(
        b"\x60" + sized(before) + sized(after) for before, after in [*module.types, (b"\x7f\x7f", b"\x7f")]
    )
    return written(
        module,
        {
            TYPE: types,
            FUNCTION: vector(unsigned(each) for each in [*module.function_types, kind]),
            GLOBAL: vector([*(each.entry for each in module.globals), b"\x7f\x01\x41\0\x0b"]),
            EXPORT: vector([*shown, string("$touched") + bytes([GLOBALS]) + unsigned(touched)]),
            CODE: vector(sized(body) for body in [*bodies, _check(ranges, touched)]),
        },
    )


def _check(ranges: Sequence[Range], touched: int) -> bytes:
    """(address, offset) -> address, noting their sum if it lies in a range."""
    body = b"\1\1\x7f\x20\0\x20\1\x6a\x21\2"
    for start, end in ranges:
        inside = b"\x20\2\x41" + signed(start) + b"\x6b\x41" + signed(end - start) + b"\x49"
        body += inside + b"\x04\x40\x20\2\x24" + unsigned(touched) + b"\x0b"
    return body + b"\x20\0\x0b"


_KEPT = bytes([0x7F, 0x7F, 0x7E, 0x7D, 0x7C])
"""The types of the locals that are added: two addresses, and a value of each other type."""

_VALUE = {0x36: 0, 0x37: 2, 0x38: 3, 0x39: 4, 0x3A: 0, 0x3B: 0, 0x3C: 2, 0x3D: 2, 0x3E: 2}
"""Which of them keeps the value that an instruction writes."""


def _watched(body: bytes, parameters: int, check: int) -> bytes:
    start = after_locals(body)
    read = Reader(body)
    groups = read.unsigned()
    first = read.at
    before = parameters + sum(_group(read) for _ in range(groups))
    out = bytearray(unsigned(groups + len(_KEPT)) + body[first:start])
    out += b"".join(b"\1" + bytes([each]) for each in _KEPT)
    keep = [b"\x21" + unsigned(before + at) for at in range(len(_KEPT))]
    give = [b"\x20" + unsigned(before + at) for at in range(len(_KEPT))]

    def seen(offset: int) -> bytes:
        return b"\x41" + signed(offset - (1 << 32) if offset >> 31 else offset) + b"\x10" + unsigned(check)

    done = start
    for what, value, at in named(body):
        if what not in (LOAD, STORE, COPY, FILL):
            continue
        out += body[done:at]
        done = at
        if what == LOAD:
            out += seen(value)
        elif what == STORE:
            kept = _VALUE[body[at]]
            out += keep[kept] + seen(value) + give[kept]
        elif what == FILL:  # address, byte, size
            out += keep[0] + keep[1] + seen(0) + give[1] + give[0]
        else:  # target, source, size; also the last address of either
            out += keep[0] + keep[1] + seen(0) + give[1] + seen(0)
            out += give[1] + give[0] + b"\x6a\x41\1\x6b" + seen(0) + b"\x1a" + give[0]
    return bytes(out + body[done:])


def _group(read: Reader) -> int:
    count = read.unsigned()
    read.value_type()
    return count

"""Reads the instructions of a function far enough to know what it names: functions, numbers, globals, places
in memory."""

from __future__ import annotations

from collections.abc import Iterator

from .binary import Reader, Unsupported

CALL, GLOBAL_GET, NUMBER, LOAD, STORE, COPY, FILL = (
    "call",
    "global.get",
    "number",
    "load",
    "store",
    "copy",
    "fill",
)
"""What a function names: a function it calls, a global it reads, a number, the offset at which it reads or
writes memory; that it copies or fills memory."""

_BARE = {*(0x00, 0x01, 0x05, 0x0B, 0x0F, 0x19, 0x1A, 0x1B, 0xD1), *range(0x45, 0xC5)}
_BLOCKS = {0x02, 0x03, 0x04, 0x06}
_INDEXED = {*(0x07, 0x08, 0x09, 0x0C, 0x0D, 0x18), *range(0x20, 0x23), *range(0x24, 0x27)}
_LOADS, _STORES = range(0x28, 0x36), range(0x36, 0x3F)
_MEMORY_SIZE = {0x3F, 0x40}
_BLOCK_TYPES = (0x40, 0x7F, 0x7E, 0x7D, 0x7C, 0x7B, 0x70, 0x6F, 0x69)


def named(body: bytes) -> Iterator[tuple[str, int, int]]:
    """All that a function's body names: what, its number, and where the instruction begins.

    Raises Unsupported at an instruction that is not known, and at those that moving functions or data into
    another module would break: `ref.func`, tail calls, passive segments, several memories, atomics, vectors.
    """
    read = Reader(body)
    for _ in range(read.unsigned()):
        read.unsigned()
        read.value_type()
    size = len(body)
    while read.at < size:
        start = read.at
        code = read.byte()
        if code in _BARE:
            continue
        if code in _INDEXED:
            read.unsigned()
        elif code == 0x41 or code == 0x42:
            yield NUMBER, read.signed(), start
        elif code in _LOADS:
            yield LOAD, _offset(read), start
        elif code in _STORES:
            yield STORE, _offset(read), start
        elif code == 0x10:
            yield CALL, read.unsigned(), start
        elif code == 0x23:
            yield GLOBAL_GET, read.unsigned(), start
        elif code in _BLOCKS:
            _block_type(read)
        elif code == 0x0E:  # br_table
            for _ in range(read.unsigned() + 1):
                read.unsigned()
        elif code == 0x11:  # call_indirect: type, table
            read.unsigned()
            read.unsigned()
        elif code in _MEMORY_SIZE:
            read.expect(0)
        elif code == 0x43:
            read.take(4)
        elif code == 0x44:
            read.take(8)
        elif code == 0x1C:  # select with types
            for _ in range(read.unsigned()):
                read.value_type()
        elif code == 0x1F:  # try_table
            _block_type(read)
            for _ in range(read.unsigned()):
                if read.expect(0, 1, 2, 3) < 2:
                    read.unsigned()
                read.unsigned()
        elif code == 0xD0:  # ref.null
            read.value_type()
        elif code == 0xFC:
            if (what := _prefixed(read)) is not None:
                yield what, 0, start
        else:
            raise Unsupported(f"instruction {code:#x}")
    if not body or body[-1] != 0x0B:
        raise Unsupported("a function without an end")


def _offset(read: Reader) -> int:
    """The offset of an access to the only memory."""
    if read.unsigned() > 0x3F:
        raise Unsupported("an access to another memory")
    return read.unsigned()


def _block_type(read: Reader) -> None:
    if read.data[read.at] in _BLOCK_TYPES:
        read.byte()
    elif read.signed() < 0:
        raise Unsupported("a block of an unknown type")


def _prefixed(read: Reader) -> str | None:
    code = read.unsigned()
    if code <= 7:  # conversions
        return None
    if code == 10:  # memory.copy
        read.expect(0)
        read.expect(0)
        return COPY
    if code == 11:  # memory.fill
        read.expect(0)
        return FILL
    if code in (15, 16, 17):  # table.grow, table.size, table.fill
        read.unsigned()
        return None
    raise Unsupported(f"instruction 0xfc {code}")

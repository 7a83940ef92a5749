"""WebAssembly's binary format: numbers, names and sections, read and written
(https://webassembly.github.io/spec/core/binary/)."""

from __future__ import annotations

from collections.abc import Iterable

MAGIC = b"\0asm\1\0\0\0"

CUSTOM, TYPE, IMPORT, FUNCTION, TABLE, MEMORY, GLOBAL, EXPORT, START, ELEMENT, CODE, DATA, DATA_COUNT, TAG = (
    range(14)
)
"""The sections by their ids."""

ORDER = (TYPE, IMPORT, FUNCTION, TABLE, MEMORY, TAG, GLOBAL, EXPORT, START, ELEMENT, DATA_COUNT, CODE, DATA)
"""The order in which a module has its sections."""

FUNCTIONS, TABLES, MEMORIES, GLOBALS, TAGS = range(5)
"""The kinds of what is imported and exported."""


class Unsupported(Exception):
    """The module uses something that this package does not know, so nothing of it may be changed."""


class Reader:
    """Reads forward through *data* from *at*."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data = data
        self.at = at

    def byte(self) -> int:
        """One byte."""
        value = self.data[self.at]
        self.at += 1
        return value

    def unsigned(self) -> int:
        """An unsigned number in LEB128."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def signed(self) -> int:
        """A signed number in LEB128."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value - (1 << shift) if byte & 0x40 else value

    def take(self, size: int) -> bytes:
        """So many bytes."""
        if size > len(self.data) - self.at:
            raise Unsupported(f"{size} bytes announced, {len(self.data) - self.at} left")
        self.at += size
        return self.data[self.at - size : self.at]

    def string(self) -> str:
        """A name with its length before it."""
        return self.take(self.unsigned()).decode()

    def expect(self, *allowed: int) -> int:
        """One byte, which must be one of those allowed."""
        value = self.byte()
        if value not in allowed:
            raise Unsupported(f"byte {value:#x} at {self.at - 1}")
        return value

    def value_type(self) -> None:
        """A value's type: a number, a vector or a plain reference."""
        self.expect(0x7F, 0x7E, 0x7D, 0x7C, 0x7B, 0x70, 0x6F, 0x69)

    def limits(self) -> None:
        """The size of a table or a memory of 32-bit addresses that is not shared."""
        flags = self.expect(0, 1)
        self.unsigned()
        if flags:
            self.unsigned()

    def since(self, start: int) -> bytes:
        """The bytes from *start* to here."""
        return self.data[start : self.at]

    def done(self) -> None:
        """Raises Unsupported unless everything was read."""
        if self.at != len(self.data):
            raise Unsupported(f"{len(self.data) - self.at} bytes left over")


def unsigned(value: int) -> bytes:
    """A number in unsigned LEB128."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def signed(value: int) -> bytes:
    """A number in signed LEB128."""
    out = bytearray()
    while not -0x40 <= value < 0x40:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value & 0x7F)
    return bytes(out)


def string(text: str) -> bytes:
    """A name with its length before it."""
    return sized(text.encode())


def sized(content: bytes) -> bytes:
    """Bytes with their number before them."""
    return unsigned(len(content)) + content


def vector(items: Iterable[bytes]) -> bytes:
    """Items with their number before them."""
    listed = list(items)
    return unsigned(len(listed)) + b"".join(listed)


def section(kind: int, content: bytes) -> bytes:
    """A section with its id and size."""
    return bytes([kind]) + sized(content)

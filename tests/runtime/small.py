"""A small WebAssembly module to cut: it has a bit of all that Python's has."""

from __future__ import annotations

from mkdocs_whydenied.runtime.halves.binary import (
    CODE,
    DATA,
    ELEMENT,
    EXPORT,
    FUNCTION,
    GLOBAL,
    IMPORT,
    MAGIC,
    MEMORY,
    ORDER,
    TABLE,
    TAG,
    TYPE,
    section,
    sized,
    string,
    unsigned,
    vector,
)

TYPES = (b"\x60\0\0", b"\x60\1\x7f\1\x7f", b"\x60\1\x7f\0")
MOVED = (4096, 4104)
"""Where data lies that only the last function reads."""

BODIES = {
    "double": b"\0\x20\0\x41\2\x6c\x0b",
    # Adds 1 to the global, then calls `twice`, which is cold in most tests.
    "count_then_twice": b"\0\x23\0\x41\1\x6a\x24\0\x20\0\x10\3\x0b",
    # Calls back into `double`, two times.
    "twice": b"\0\x20\0\x10\1\x10\1\x0b",
    # Through the table: entry 0 is `double`, entry 1 `read`; the argument is 16.
    "by_table": b"\0\x41\x10\x20\0\x11\1\0\x0b",
    # Throws the tag, with its argument.
    "throws": b"\0\x20\0\x08\0\x0b",
    "catches": b"\0\x06\x7f\x20\0\x10\5\x07\0\x0b\x0b",
    # Reads what lies at its argument, and calls the import with it.
    "read": b"\0\x20\0\x28\2\0\x10\0\x0b",
}


def small(**changed: bytes) -> bytes:
    """The module, some bodies or sections (`section_10=...`) changed."""
    bodies = {name: changed.get(name, body) for name, body in BODIES.items()}
    exports = [string(name) + b"\0" + unsigned(1 + at) for at, name in enumerate(bodies)]
    sections = {
        TYPE: vector(TYPES),
        IMPORT: vector([string("env") + string("pass") + b"\0\1"]),
        FUNCTION: vector(b"\1" for _ in bodies),
        TABLE: vector([b"\x70\0\2"]),
        MEMORY: vector([b"\0\1"]),
        TAG: vector([b"\0\2"]),
        GLOBAL: vector([b"\x7f\1\x41\0\x0b", b"\x7f\0\x41\x80\x20\x0b"]),
        EXPORT: vector([*exports, string("counted") + b"\3\0", string("memory") + b"\2\0"]),
        ELEMENT: b"\1\0\x41\0\x0b" + vector([b"\1", b"\7"]),
        CODE: vector(sized(body) for body in bodies.values()),
        DATA: vector(
            [b"\0\x41\x10\x0b" + sized(b"\5\0\0\0"), b"\0\x41\x80\x20\x0b" + sized(b"\x2a\0\0\0\x2b\0\0\0")]
        ),
    }
    sections |= {
        int(name.removeprefix("section_")): part for name, part in changed.items() if name not in bodies
    }
    return MAGIC + b"".join(section(kind, sections[kind]) for kind in ORDER if kind in sections)

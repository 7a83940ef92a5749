"""How far a long run is, on standard error where a person watches it."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
_AFTER = 1.0
_EVERY = 0.2


def shown(items: Iterable[Item], what: str, total: int | None = None) -> Iterator[Item]:
    """The items; while they are worked through, their number is shown in a line of its own that goes away at
    the end. Nothing is written in the first second, or where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    last = time.monotonic() + _AFTER - _EVERY
    written = False
    try:
        for number, item in enumerate(items, 1):
            yield item
            if (now := time.monotonic()) - last >= _EVERY:
                last, written = now, True
                of = f" of {total:,}" if total is not None else ""
                sys.stderr.write(f"\r\x1b[Kwhydenied: {number:,}{of} {what}")
                sys.stderr.flush()
    finally:
        if written:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

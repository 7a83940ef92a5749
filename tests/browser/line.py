"""The line between a server and its readers: how fast it is, how far away, and what went over it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

PIECE = 8_192


def any_path(_: str) -> bool:
    """Every path is wanted."""
    return True


class Line:
    """A line of *rate* bytes a second, shared by all connections as they ask, and of *delay* seconds before
    each answer."""

    def __init__(self, rate: float | None = None, delay: float = 0) -> None:
        self.rate = rate
        self.delay = delay
        self._sent: list[tuple[str, int]] = []
        self._turn = threading.Lock()
        self._free = 0.0

    def carry(self, path: str, body: bytes, write: Callable[[bytes], object]) -> None:
        """Send the *body* of the file at *path* with *write*, at the line's pace."""
        time.sleep(self.delay)
        size = PIECE if self.rate else max(1, len(body))
        for start in range(0, len(body), size):
            piece = body[start : start + size]
            if self.rate:
                self._wait(len(piece) / self.rate)
            write(piece)
            self._sent.append((path, len(piece)))

    def carried(self, wanted: Callable[[str], bool] = any_path) -> int:
        """Bytes of bodies, as compressed as they went, of the paths that are *wanted*, since the count
        began."""
        return sum(size for path, size in self._sent if wanted(path))

    def count_anew(self) -> None:
        """Begin the count again."""
        self._sent.clear()

    def _wait(self, seconds: float) -> None:
        """Take so many seconds of the line, the next that are free, and wait for their end."""
        with self._turn:
            self._free = max(self._free, time.monotonic()) + seconds
            end = self._free
        time.sleep(max(0.0, end - time.monotonic()))

"""A line on which bytes go when the test lets them, and no clock: what has gone is known exactly."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection

from tests.browser.line import Line

PIECE = 2_048


class Tap(Line):
    """The large files, at the paths *held*, go one after another, as far as they are let; all others at once, so that
    a connection is left for what a page asks first."""

    def __init__(self, held: Collection[str]) -> None:
        super().__init__()
        self.held = held
        self.gone: dict[str, int] = {}
        self._left = 0
        self._change = threading.Condition()
        self._one = threading.Lock()

    def carry(self, path: str, body: bytes, write: Callable[[bytes], object]) -> None:
        """Send the *body* of the file at *path*, held ones in turn."""
        if path not in self.held:
            write(body)
            self._note(path, len(body), 0)
            return
        with self._one:
            for start in range(0, len(body), PIECE):
                piece = body[start : start + PIECE]
                with self._change:
                    self._change.wait_for(lambda: self._left > 0)
                write(piece)
                self._note(path, start + len(piece), len(piece))

    def let(self, count: int) -> None:
        """Let at least so many bytes go, and wait until they are gone."""
        with self._change:
            self._left = max(self._left, 0) + count
            self._change.notify_all()
            assert self._change.wait_for(lambda: self._left <= 0, 120), f"asked for no more: {self.gone}"

    def open(self) -> None:
        """Let everything go."""
        with self._change:
            self._left = 1 << 40
            self._change.notify_all()

    def wait(self, paths: Collection[str]) -> None:
        """Wait until files are gone that are not held."""
        with self._change:
            assert self._change.wait_for(lambda: all(path in self.gone for path in paths), 120), self.gone

    def _note(self, path: str, gone: int, let: int) -> None:
        with self._change:
            self._left -= let
            self.gone[path] = gone
            self._change.notify_all()

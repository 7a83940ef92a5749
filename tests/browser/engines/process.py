"""A browser's process and all its children: they end with the tests, whatever happens to these."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

# The shell's input is a pipe from the tests: it ends when they do, even when they are killed, and then so
# does the whole group.
WATCH = '"$@" </dev/null & read -r _; kill -KILL 0'
T = TypeVar("T")


@contextmanager
def running(
    *command: str, log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run *command* in a group of its own, which is ended as a whole; what it prints goes to *log*."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["sh", "-c", WATCH, "watch", *command],
            env={**os.environ, **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        for how in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, how)
            with suppress(subprocess.TimeoutExpired):
                process.wait(3)


def until(look: Callable[[], T | None], what: str, *, seconds: float = 300, pause: float = 0.05) -> T:
    """What *look* gives as soon as it is something; TimeoutError names *what* was waited for."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(pause)
    raise TimeoutError(f"{what}: not within {seconds:g} seconds")

"""``whydenied run -- COMMAND``: runs a command, passes its output through as it comes, and explains the
denials in it at the end, on standard error."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

from ..guide import PREFIX, Guide
from . import colours
from .formats.wrapping import wrapped
from .question import counted
from .watch import Denials, Stream

try:
    import pty
    import tty
except ImportError:  # Windows
    TERMINALS = False
else:
    TERMINALS = True

_TOLD = 3
"""Denials that are told; the rest is counted."""
_SILENCE = 0.5
"""Seconds without output after which a background process that the command left behind is not waited for."""
_FORWARDED = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGUSR1", "SIGUSR2")
_FROM_TERMINAL = ("SIGINT", "SIGQUIT")
"""What a key sends to every process of the terminal, so to the command as well."""


def run(command: Sequence[str], guide: Guide) -> int:
    """Run *command* and return its exit status; ends by the same signal as the command."""
    denials = Denials(guide)
    sources, sinks = zip(*(_opened(number) for number in (1, 2)), strict=True)
    try:
        process = subprocess.Popen(command, stdout=sinks[0], stderr=sinks[1])
    except OSError as error:
        print(f"whydenied: cannot run {command[0]}: {str(error.strerror).lower()}.", file=sys.stderr)
        return 127 if isinstance(error, FileNotFoundError) else 126
    finally:
        for each in sinks:
            os.close(each)
    with _signals(process, sources):
        passing = [_Passing(source, number, denials) for number, source in enumerate(sources, 1)]
        status = process.wait()
        for each in passing:
            each.finish()
    for line in _told(denials):
        print(line, file=sys.stderr)
    return status if status >= 0 else _ended_by(-status)


class _Passing(threading.Thread):
    """Passes one stream on, and reads it on the way."""

    def __init__(self, source: int, sink: int, denials: Denials) -> None:
        super().__init__(daemon=True)
        self._source, self._sink, self._stream = source, sink, Stream(denials)
        self._waits_since: float | None = None
        self._lock = threading.Lock()
        self.start()

    def run(self) -> None:
        while data := self._awaited():
            with self._lock:
                try:
                    _write(self._sink, data)
                except BrokenPipeError:
                    break  # the command learns it as it would without us
                self._stream.feed(data)
        os.close(self._source)

    def _awaited(self) -> bytes:
        self._waits_since = time.monotonic()
        data = _read(self._source)
        self._waits_since = None
        return data

    def finish(self) -> None:
        """Wait for the rest of the output, and read it to its end."""
        ended = time.monotonic()
        while self.is_alive():
            waits = self._waits_since
            if waits and time.monotonic() - max(waits, ended) > _SILENCE:
                break
            self.join(0.02)
        with self._lock:
            self._stream.close()


def _opened(number: int) -> tuple[int, int]:
    """Both ends of a channel for a stream of the command: a terminal where ours is one, so that the command
    colours and buffers its output as without us."""
    if not (TERMINALS and os.isatty(number)):
        return os.pipe()
    source, sink = pty.openpty()
    tty.setraw(sink)  # our own terminal translates line ends, once
    _resize(source, number)
    return source, sink


def _resize(source: int, number: int) -> None:
    import fcntl
    import termios

    with suppress(OSError):
        size = fcntl.ioctl(number, termios.TIOCGWINSZ, bytes(8))
        fcntl.ioctl(source, termios.TIOCSWINSZ, size)


def _read(source: int) -> bytes:
    try:
        return os.read(source, 65_536)
    except OSError:  # how a terminal ends
        return b""


def _write(sink: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        try:
            view = view[os.write(sink, view) :]
        except BlockingIOError:
            time.sleep(0.01)


@contextmanager
def _signals(process: subprocess.Popen[bytes], sources: Sequence[int]) -> Iterator[None]:
    """While the command runs, signals are its business: ours are handed on, and those of the terminal's keys
    it has already."""

    def forward(number: int, frame: FrameType | None) -> None:
        if signal.Signals(number).name not in _FROM_TERMINAL or not _in_foreground():
            with suppress(OSError, ValueError):
                process.send_signal(number)

    def resize(number: int, frame: FrameType | None) -> None:
        for stream, source in enumerate(sources, 1):
            if os.isatty(stream):
                _resize(source, stream)
        with suppress(OSError):
            process.send_signal(number)

    handlers = dict.fromkeys(_FORWARDED, forward) | {"SIGWINCH": resize}
    known = {getattr(signal, name): each for name, each in handlers.items() if hasattr(signal, name)}
    before = {number: signal.signal(number, each) for number, each in known.items()}
    try:
        yield
    finally:
        for number, each in before.items():
            signal.signal(number, each)


def _in_foreground() -> bool:
    """Whether a key of the terminal reaches us, and so the command too."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        return False
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:
        return False
    finally:
        os.close(terminal)


def _ended_by(number: int) -> int:
    """End by the signal that ended the command, so that whoever started us learns the same."""
    sys.stdout.flush()
    sys.stderr.flush()
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError, ValueError):
        signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
    return 128 + number


def _told(denials: Denials) -> Iterator[str]:
    """A few lines; none where nothing was denied."""
    if not denials.seen:
        return
    different = len(denials.seen)
    yield _bold(f"\nwhydenied: {counted(different, 'denial')} in this output")
    for each in list(denials.seen.values())[:_TOLD]:
        times = f" ({each.count} times)" if each.count > 1 else ""
        yield wrapped(each.summary + times, "  - ", "    ")
        if each.fix:
            yield wrapped(f"Fix: {each.fix}.", "    ", "         ")
        if each.section:
            yield f"    Read on: whydenied explain {each.section.removeprefix(PREFIX)}"
    if different > _TOLD:
        yield f"  and {different - _TOLD} more"


def _bold(text: str) -> str:
    return colours.coloured(text) if colours.wanted(sys.stderr) else text

"""Texts as they come to a terminal: in the encoding that their first bytes tell, and in bounded memory."""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from .question import File

LARGEST = 6_000_000
"""In bytes; of a larger input a window of so many characters is read."""
_LARGEST_DOCUMENT = 100_000_000
"""The same of one JSON document, which is read whole."""
_WHOLE = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,99}[\[{]\s{0,99}[\[{\"\]}]")
_LINES = re.compile(rb"\s{0,99}\{[^\n]{0,100000}\}\s{0,9}\n\s{0,9}\{")
_STEP = 1_000_000
_BACK = 50_000
# Words of which every message of a denied call has one.
_SPEAKS = re.compile(
    r"(?i)denied|not authori[sz]ed|unauthori[sz]ed|forbidden|accessdenied|\b403\b|expiredtoken|invalidclienttoken|signaturedoesnotmatch|\"(?:Effect|Statement)\""
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PACKED = (
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
)


def file(name: str) -> File:
    """One file, FIFOs too. Raises OSError when it cannot be read, ValueError when it is no text."""
    if Path(name).is_dir():
        raise IsADirectoryError(21, "it is a folder", name)
    with Path(name).open("rb") as stream:
        return _read(stream, name)


def standard_input() -> File:
    """Standard input. Raises ValueError when it is closed, or no text."""
    if sys.stdin is None or sys.stdin.closed:
        raise ValueError("there is nothing to read: standard input is closed.")
    stream = getattr(sys.stdin, "buffer", None)
    return File(sys.stdin.read()) if stream is None else _read(stream, None)


def lines() -> Iterator[str]:
    """The lines of standard input. Raises ValueError when it is closed."""
    if sys.stdin is None or sys.stdin.closed:
        raise ValueError("there is nothing to read: standard input is closed.")
    return iter(sys.stdin)


def _read(stream: BinaryIO, name: str | None) -> File:
    head = _filled(stream, LARGEST + 1)
    encoding = _encoding(head, name)
    if len(head) > LARGEST and _WHOLE.match(head) and not _LINES.match(head):
        head += _filled(stream, _LARGEST_DOCUMENT)  # cut, a document could not be read: an account, say
        return _plain(head.decode(encoding, "replace"), name)
    if len(head) <= LARGEST:
        return _plain(head.decode(encoding, "replace"), name)
    return _window(_texts(head, stream, encoding), name)


def _filled(stream: BinaryIO, size: int) -> bytes:
    """So many bytes, or all there are: a pipe gives them piece by piece."""
    parts = []
    while size > 0 and (part := stream.read(min(size, _STEP))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _encoding(head: bytes, name: str | None) -> str:
    """The encoding of a text. Raises ValueError with a sentence for what is none."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    for mark, kind in _PACKED:
        if head.startswith(mark):
            raise ValueError(f"{name or 'standard input'} is packed with {kind}: unpack it first.")
    sample = head[:4_096]
    if b"\0" in sample:
        # UTF-16 without its mark has a zero in nearly every second byte of English.
        for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
            if sample[first::2].count(0) > 0.7 * len(sample) / 2 and sample[1 - first :: 2].count(0) < 9:
                return encoding
        raise ValueError(f"{name or 'standard input'} is not a text file.")
    return "utf-8"


def _plain(text: str, name: str | None, lines: int = 0, chars: int = 0) -> File:
    """The text with the line ends that the checker knows; as it was it is kept for places in it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    return File(plain, name, text if plain != text else None, lines, chars)


def _texts(head: bytes, stream: BinaryIO, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for start in range(0, len(head), _STEP):
        yield decoder.decode(head[start : start + _STEP])
    while part := stream.read(_STEP):
        yield decoder.decode(part)
    yield decoder.decode(b"", final=True)


def _window(texts: Iterator[str], name: str | None) -> File:
    """A part of a large input: from before the first line that speaks of a denied call, so long as a whole
    input may be; the reader is told."""
    lines = chars = 0
    held = ""
    for text in texts:
        held += text
        if found := _SPEAKS.search(held):
            cut = held.rfind("\n", 0, max(0, found.start() - _BACK)) + 1
        elif len(held) > _BACK:
            cut = held.rfind("\n", 0, len(held) - _BACK) + 1 or len(held) - _BACK
        else:
            cut = 0
        lines, chars, held = lines + held.count("\n", 0, cut), chars + cut, held[cut:]
        if found:
            break
    parts = [held]
    size = len(held)
    for text in texts:
        if size >= LARGEST:
            break
        parts.append(text)
        size += len(text)
    held = "".join(parts)[:LARGEST]
    held = held[: held.rfind("\n") + 1] or held
    last = lines + held.count("\n")
    print(
        f"whydenied: {name or 'standard input'} is large, so only lines {lines + 1} to {last} were read.",
        file=sys.stderr,
    )
    return _plain(held, name, lines, chars)

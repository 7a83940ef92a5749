"""Files packed by gzip: the same bytes whichever Python packs them."""

from __future__ import annotations

import gzip

_UNKNOWN_SYSTEM = 255
_SYSTEM = 9
"""Place of the byte that names the system; Python 3.11 writes Unix there, 3.13 nothing.
Source: https://www.rfc-editor.org/rfc/rfc1952#section-2.3"""


def gzipped(content: bytes) -> bytes:
    """*content* packed as small as gzip can, without time and system."""
    packed = bytearray(gzip.compress(content, 9, mtime=0))
    packed[_SYSTEM] = _UNKNOWN_SYSTEM
    return bytes(packed)

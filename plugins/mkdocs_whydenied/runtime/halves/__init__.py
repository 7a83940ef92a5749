"""Python's WebAssembly module in two halves: a page waits for the hot one, which has all that it needs to
answer; the cold one comes when the page is idle, or when one of its functions is called first.

Of 17,000 functions a page runs a seventh. Which, a trace of all that the tests ask has found (`traced`); it
holds for one module, known by its hash. For another module, and where anything in it is not known, the module
stays whole and the build says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from .binary import Unsupported
from .docs import docstrings
from .frozen import with_codes
from .glue import adapted, exports, shake, trim
from .module import Module
from .ranges import cut, joined
from .reach import reach
from .split import split
from .traced import Traced

WASM, COLD, GLUE, API = "pyodide.asm.wasm", "pyodide.cold.wasm", "pyodide.asm.js", "pyodide.js"


def in_halves(
    files: Mapping[str, bytes], traced: Traced, codes: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """The hot half, the cold half and the JavaScript that goes with them, made of Pyodide's own *files*, with
    these *codes* instead of all frozen ones, see frozen.py. Raises Unsupported."""
    if hashlib.sha256(files[WASM]).hexdigest() != traced.wasm:
        raise Unsupported(
            f"its functions were traced in Pyodide {traced.pyodide}; `make trace` traces the installed version"
        )
    try:
        module = Module(files[WASM])
        api = files[API].decode()
        glue = trim(adapted(files[GLUE].decode()), api)
        shown = exports(module, glue.wanted)
        able = reach(module, shown)
        segments, free = joined(module.segments), docstrings(module)
        if codes:
            segments, unfrozen = with_codes(module, segments, codes)
            free = sorted([*free, *unfrozen])
        kept, moved = cut(segments, traced.ranges)
        kept, _ = cut(kept, free)
        halves = split(module, traced.functions, able.functions, shown, kept, moved)
        text = shake(glue.text, api, module, able.imports)
    except (IndexError, ValueError) as error:
        raise Unsupported(f"it cannot be read: {error}") from error
    return {WASM: halves.hot, COLD: halves.cold, GLUE: text.encode()}

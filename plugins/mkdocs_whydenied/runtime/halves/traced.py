"""What a trace found out about one version of Python's module: `traced.json`, which
`python -m tests.runtime.trace` writes."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import dataclass
from pathlib import Path

from .ranges import Range

FILE = Path(__file__).with_name("traced.json")


@dataclass(frozen=True, slots=True)
class Traced:
    """The hot functions and the ranges of data that can move, of the module with this hash."""

    pyodide: str
    wasm: str
    functions: frozenset[int]
    ranges: tuple[Range, ...]

    def write(self, file: Path = FILE) -> None:
        """Keeps it; the functions as bits, packed."""
        bits = sum(1 << own for own in self.functions)
        packed = zlib.compress(bits.to_bytes(max(self.functions) // 8 + 1, "little"), 9)
        content = {
            "pyodide": self.pyodide,
            "wasm": self.wasm,
            "functions": base64.b64encode(packed).decode(),
            "ranges": self.ranges,
        }
        file.write_text(json.dumps(content, indent=1) + "\n", "utf-8")

    @classmethod
    def read(cls, file: Path = FILE) -> Traced:
        """The trace that was kept."""
        content = json.loads(file.read_text("utf-8"))
        bits = int.from_bytes(zlib.decompress(base64.b64decode(content["functions"])), "little")
        functions = frozenset(own for own in range(bits.bit_length()) if bits >> own & 1)
        ranges = tuple((start, end) for start, end in content["ranges"])
        return cls(content["pyodide"], content["wasm"], functions, ranges)

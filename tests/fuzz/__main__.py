"""Mutates texts towards code that none of them reached before, and checks every answer: ``make fuzz MINUTES=60``.

Inputs that reach something new are kept in ``build/fuzz/corpus``, so that the next hour goes on from there; one
that breaks a promise is written to ``build/fuzz/found-*`` and ends the run. Engine: atheris, whose own engine is
LLVM's libFuzzer.
"""

from __future__ import annotations

import hashlib
import sys

import atheris

with atheris.instrument_imports(include=["whydenied", "mkdocs_whydenied.guide"]):
    from tests.fuzz.promises import guide, hold

from tests.conftest import ROOT
from tests.fuzz.seeds import seeds, words

FOLDER = ROOT / "build/fuzz"
LONGEST = 20_000


def main(minutes: str) -> None:
    """Fuzz for *minutes*."""
    corpus = FOLDER / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for text in seeds(guide()):
        data = text.encode()[:LONGEST]
        (corpus / hashlib.sha256(data).hexdigest()[:20]).write_bytes(data)
    dictionary = FOLDER / "words.txt"
    dictionary.write_text("".join(f"{quoted(word)}\n" for word in words()), "utf-8")
    atheris.Setup(
        [
            sys.argv[0],
            str(corpus),
            f"-dict={dictionary}",
            f"-max_total_time={round(float(minutes) * 60)}",
            f"-max_len={LONGEST}",
            f"-artifact_prefix={FOLDER}/found-",
            "-timeout=60",
            "-print_final_stats=1",
        ],
        lambda data: hold(data.decode("utf-8", "replace")),
    )
    atheris.Fuzz()


def quoted(word: str) -> str:
    """A word as libFuzzer's dictionaries write it."""
    return '"' + "".join(c if c.isalnum() else "".join(f"\\x{b:02x}" for b in c.encode()) for c in word) + '"'


if __name__ == "__main__":
    main(*sys.argv[1:])

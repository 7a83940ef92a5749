"""What a shell knows of the command: completions for five shells and a manual page, written from its parser
by shtab and argparse-manpage when a wheel is built. `python browser_checks/shell_files.py` writes them, too."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import shtab
from argparse_manpage.manpage import Manpage

sys.path.insert(0, str(Path(__file__).parent))

from whydenied import __version__
from whydenied.cli.completion import FOLDER, NAMES
from whydenied.cli.parser import parser

_FILES = {"PATH": shtab.FILE, "FILE": shtab.FILE, "INDEX.json": shtab.FILE, "DIR": shtab.DIRECTORY}
"""What a shell completes for an argument that is called so."""


def contents() -> Mapping[str, str]:
    """The files by their names."""
    whole = parser()
    for each in (whole, *_commands(whole)):
        for action in each._actions:
            if complete := _FILES.get(str(action.metavar)):
                action.complete = complete  # type: ignore[attr-defined]
    files = {name: shtab.complete(whole, shell=shell) for shell, name in NAMES.items()}
    page = str(Manpage(parser(), format="pretty"))
    first = f'.TH WHYDENIED 1 "" "whydenied {__version__}" "User Commands"'
    about = re.sub(
        r"(?m)^whydenied$", r"whydenied \\- says who was denied what on AWS, and why", page, count=1
    )
    return {**files, "whydenied.1": re.sub(r"\A\.TH .*", lambda _: first, about)}


def _commands(whole: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    for action in whole._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.values()


def write(folder: Path = FOLDER) -> None:
    """Write them into *folder*, by default the package's own."""
    folder.mkdir(exist_ok=True)
    for name, text in contents().items():
        put(folder / name, text)


def put(file: Path, text: str) -> None:
    """Write a file, unless it has this text already: another build may be reading it."""
    if not file.is_file() or file.read_text("utf-8") != text:
        file.write_text(text, "utf-8")


if __name__ == "__main__":
    write()

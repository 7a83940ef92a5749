"""``python -m mkdocs_whydenied.guide DOCS INDEX.json``: write the index of a folder of Markdown files for a
terminal."""

from __future__ import annotations

import sys
from pathlib import Path

from .index import folder_index, of_terminal


def main(arguments: list[str]) -> int:
    """The command line: exit status 0, or 2 and a sentence."""
    if len(arguments) != 2 or not Path(arguments[0]).is_dir():
        print("usage: python -m mkdocs_whydenied.guide FOLDER_OF_MARKDOWN INDEX.json", file=sys.stderr)
        return 2
    try:
        found = of_terminal(folder_index(Path(arguments[0])))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    Path(arguments[1]).write_text(found, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

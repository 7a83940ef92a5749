"""``python -m mkdocs_whydenied.guide DOCS INDEX.json``: write the index of a folder of Markdown files."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from .index import folder_index


def main(arguments: list[str]) -> int:
    """The command line: exit status 0, or 2 and a sentence."""
    if len(arguments) != 2 or not Path(arguments[0]).is_dir():
        print("usage: python -m mkdocs_whydenied.guide FOLDER_OF_MARKDOWN INDEX.json", file=sys.stderr)
        return 2
    try:
        found = json.dumps(folder_index(Path(arguments[0])), ensure_ascii=False, indent=1)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    Path(arguments[1]).write_text(found + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

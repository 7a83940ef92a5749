"""``whydenied embed``: the checker, its runtime and a guide as files for any static host. The plugin's package
makes them; it is loaded for this command alone."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_MISSING = 'embed needs more than the command: pip install "whydenied[embed]"'


def run(options: argparse.Namespace) -> int:
    """Write the files and print the lines to include. Raises ValueError with a sentence for what is missing."""
    site, runtime = _module("site.embed"), _module("runtime")
    folder = Path(options.folder)
    if options.pages and not Path(options.pages).is_dir():
        raise ValueError(f"--guide {options.pages}: there is no such folder.")
    known = _module("site.texts").languages()
    if options.language not in known:
        raise ValueError(f"--language {options.language}: there are texts in {', '.join(known)}.")
    try:
        built = runtime.load()
    except runtime.RuntimeNotBuilt as error:
        raise ValueError(str(error)) from error
    with TemporaryDirectory() as scratch:
        made = site.embedded(
            built,
            Path(options.pages) if options.pages else site.own_guide(Path(scratch)),
            language=options.language,
            offline=options.offline,
            base=options.base,
            html_suffix=options.html_suffix,
        )
    site.write(made, folder)
    # Our own guide links to pages that are no part of it.
    for problem in made.problems if options.pages else ():
        print(f"whydenied: {problem}", file=sys.stderr)
    print(f"{folder}/ has {len(made.files)} files. Publish it with your site, and put into a page:\n")
    print("\n".join(f"  {line}" for line in site.lines(folder.name or "whydenied")))
    if options.base is None:
        print(
            f"\nThe guide's pages are in {folder}/guide/; --base names them where your site has them already."
        )
    return 0


def _module(name: str) -> Any:
    try:
        return import_module(f"mkdocs_whydenied.{name}")
    except ModuleNotFoundError as error:
        raise ValueError(f"{_MISSING} ({error.name} is missing).") from error

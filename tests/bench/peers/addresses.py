"""Addresses of other hosts in built pages, led to copies on this machine: the same files, read from the
packages they come from."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

ELSEWHERE = "elsewhere"


def lead_home(site: Path, prefix: str, copies: Mapping[str, Path]) -> None:
    """Rewrite addresses in the pages and scripts of *site*, which is to be served at *prefix*.

    Where the path of an address begins as a pattern of *copies* says, the address becomes that of a copy of
    the file or folder beside the pattern.
    """
    texts = [file for file in site.rglob("*") if file.suffix in (".html", ".js", ".mjs")]
    for number, (path, source) in enumerate(copies.items()):
        place = f"{ELSEWHERE}/{number}/"
        target = site / place
        if source.is_file():
            target.mkdir(parents=True)
            shutil.copy(source, target)
            place += source.name
        else:
            shutil.copytree(source, target)
        address = re.compile(rf"https://[\w.-]+/{path}")
        for file in texts:
            text = file.read_text("utf-8")
            if address.search(text):
                file.write_text(address.sub(prefix + place, text), "utf-8")

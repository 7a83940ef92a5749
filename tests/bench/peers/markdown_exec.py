"""markdown-exec: a page with one fence of its kind ``pyodide``, in Material."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from tests.bench.peers.addresses import lead_home
from tests.bench.peers.build import build
from tests.bench.peers.install import micropip, node_modules
from tests.bench.peers.program import PRINT
from tests.bench.stock import copy_stock

SCRIPTS = "pyodide"
SETTINGS = {
    "site_name": "markdown-exec",
    "theme": {"name": "material", "font": False},
    "plugins": ["markdown-exec"],
    "markdown_extensions": ["pymdownx.superfences"],
}


def site(folder: Path, prefix: str) -> Path:
    """Its site in *folder*, for *prefix*."""
    built = build(folder, SETTINGS, {"index.md": f"# Answer\n\n```pyodide\n{PRINT}\n```\n"})
    modules = node_modules()
    copies = {
        r"pyodide/v[\d.]+/full/": _python(folder / "python"),
        r"ajax/libs/ace/[\d.]+/": modules / "ace-builds/src-min-noconflict",
        r"ajax/libs/highlight\.js/[\d.]+/highlight\.min\.js": modules
        / "@highlightjs/cdn-assets/highlight.min.js",
        r"npm/highlightjs-themes@[\d.]+/tomorrow\.min\.css": modules / "highlightjs-themes/tomorrow.css",
        r"npm/highlightjs-themes@[\d.]+/tomorrow-night-blue\.min\.css": modules
        / "highlightjs-themes/tomorrow-night-blue.css",
    }
    lead_home(built, prefix, copies)
    return built


def _python(folder: Path) -> Path:
    """Stock Pyodide with a micropip, which the fence always loads and npm's package leaves out: a release
    near the one that the lock file names."""
    copy_stock(folder)
    wheel = next(micropip().glob("micropip-*.whl"))
    lock = folder / "pyodide-lock.json"
    content = json.loads(lock.read_text("utf-8"))
    entry = content["packages"]["micropip"]
    entry["sha256"] = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock.write_text(json.dumps(content), "utf-8")
    shutil.copyfile(wheel, folder / entry["file_name"])
    return folder

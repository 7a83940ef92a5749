"""pyodide-mkdocs-theme: a page that runs one program by itself, with the release of Pyodide that the theme is
bound to."""

from __future__ import annotations

from pathlib import Path

from tests.bench.peers.addresses import lead_home
from tests.bench.peers.build import build
from tests.bench.peers.install import node_modules
from tests.bench.peers.program import SHOW

SCRIPTS = "js-"
SETTINGS = {
    "site_name": "pyodide-mkdocs-theme",
    "site_url": "http://127.0.0.1/",
    "theme": {"name": "pyodide-mkdocs-theme", "font": False},
    "plugins": [{"pyodide_macros": {"project": {"id": "bench"}, "build": {"ides_id_hash_mode": "relative"}}}],
    "markdown_extensions": [
        "md_in_html",
        "admonition",
        "attr_list",
        "pymdownx.details",
        "pymdownx.emoji",
        "pymdownx.highlight",
        "pymdownx.inlinehilite",
        "pymdownx.snippets",
        "pymdownx.superfences",
        {"pymdownx.arithmatex": {"generic": True}},
    ],
}
PAGES = {"index.md": "# Answer\n\n{{ run('answer') }}\n", "answer.py": f"# --- PYODIDE:env --- #\n{SHOW}\n"}


def site(folder: Path, prefix: str) -> Path:
    """Its site in *folder*, for *prefix*."""
    built = build(folder, SETTINGS, PAGES)
    modules = node_modules()
    copies = {
        r"pyodide/v[\d.]+/full/": modules / "pyodide-of-theme",
        r"npm/mathjax@3/es5/": modules / "mathjax/es5",
        r"npm/lodash@[\d.]+/lodash\.min\.js": modules / "lodash/lodash.min.js",
        r"npm/jquery@[\d.]+(?=[\"'])": modules / "jquery/dist/jquery.min.js",
        r"npm/jquery\.terminal@[\d.]+/css/jquery\.terminal\.min\.css": modules
        / "jquery.terminal/css/jquery.terminal.min.css",
    }
    lead_home(built, prefix, copies)
    return built

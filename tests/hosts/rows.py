"""The hosts that the matrix builds, one row each."""

from __future__ import annotations

from dataclasses import dataclass, field

MATERIAL = "{name: material, font: false}"


@dataclass(frozen=True, eq=False)
class Row:
    """One host: its packages, how it builds, and what a reader of the table should know."""

    name: str
    packages: tuple[str, ...]
    command: tuple[str, ...]
    """How it builds, with ``{site}`` for the folder of the site."""
    theme: str = ""
    """For hosts that take the plugin: the value of ``theme`` in the settings."""
    plugins: tuple[str, ...] = ()
    """Plugins beside ours, as YAML."""
    files: dict[str, str] = field(default_factory=dict)
    """For hosts that embed: their own files."""
    place: str = ""
    """For hosts that embed: where the files go, from the host's folder; the site serves them as /whydenied/."""
    note: str = ""
    broken: str = ""
    """Why it does not work, in one sentence, where that is known."""


_MKDOCS = ("python", "-m", "mkdocs", "build", "--strict", "--site-dir", "{site}")
_BASE = ("mkdocs>=1.6,<2", "mkdocs-material>=9.5", "markdown-it-py>=3")
_LINES = (
    '<link rel="stylesheet" href="/whydenied/whydenied.css">\n'
    '<script src="/whydenied/whydenied.js" defer></script>\n'
    "<why-denied></why-denied>\n"
)


def mkdocs(name: str, theme: str, *packages: str, plugins: tuple[str, ...] = (), note: str = "") -> Row:
    """A theme or a plugin of MkDocs."""
    return Row(name, (*_BASE, *packages), _MKDOCS, theme, plugins, note=note)


SPHINX = {
    "conf.py": 'project = "Wiki"\nhtml_theme = "{theme}"\nextensions = ["myst_parser"]\n'
    'html_extra_path = ["extra"]\nhtml_css_files = ["/whydenied/whydenied.css"]\n'
    'html_js_files = [("/whydenied/whydenied.js", {{"defer": "defer"}})]\n',
    "index.md": "# Help\n\n```{raw} html\n<why-denied></why-denied>\n```\n",
}


def sphinx(name: str, theme: str, *packages: str) -> Row:
    """A theme of Sphinx, with pages in Markdown by MyST."""
    files = {**SPHINX, "conf.py": SPHINX["conf.py"].format(theme=theme)}
    command = ("python", "-m", "sphinx", "-q", "-W", "-b", "html", ".", "{site}")
    return Row(
        name, ("sphinx>=7", "myst-parser>=3", *packages), command, files=files, place="extra/whydenied"
    )


ROWS = (
    mkdocs("MkDocs, Material", MATERIAL),
    mkdocs("MkDocs, theme mkdocs", "mkdocs"),
    mkdocs("MkDocs, theme readthedocs", "readthedocs"),
    mkdocs(
        "MkDocs, terminal",
        "terminal",
        "mkdocs-terminal",
        note="drops `defer`; the box waits until the page is read",
    ),
    mkdocs("MkDocs, ivory", "ivory", "mkdocs-ivory"),
    mkdocs("MkDocs, dracula", "dracula", "mkdocs-dracula-theme"),
    mkdocs("MkDocs, shadcn", "shadcn", "mkdocs-shadcn"),
    mkdocs("awesome-nav", MATERIAL, "mkdocs-awesome-nav", plugins=("awesome-nav",)),
    mkdocs("awesome-pages", MATERIAL, "mkdocs-awesome-pages-plugin", plugins=("awesome-pages",)),
    mkdocs("literate-nav", MATERIAL, "mkdocs-literate-nav", plugins=("literate-nav",)),
    mkdocs("section-index", MATERIAL, "mkdocs-section-index", plugins=("section-index",)),
    mkdocs("macros", MATERIAL, "mkdocs-macros-plugin", plugins=("macros",)),
    mkdocs("include-markdown", MATERIAL, "mkdocs-include-markdown-plugin", plugins=("include-markdown",)),
    mkdocs(
        "minify", MATERIAL, "mkdocs-minify-plugin", plugins=("minify: {minify_html: true, minify_js: true}",)
    ),
    mkdocs("glightbox", MATERIAL, "mkdocs-glightbox", plugins=("glightbox",)),
    mkdocs(
        "redirects", MATERIAL, "mkdocs-redirects", plugins=("redirects: {redirect_maps: {old.md: index.md}}",)
    ),
    mkdocs("autorefs", MATERIAL, "mkdocs-autorefs", plugins=("autorefs",)),
    mkdocs("Material's offline, tags, meta", MATERIAL, plugins=("offline", "tags", "meta")),
    Row(
        "ProperDocs, Material",
        ("properdocs>=1.6", "mkdocs-material>=9.5", "markdown-it-py>=3"),
        ("python", "-m", "properdocs", "build", "--strict", "--site-dir", "{site}"),
        MATERIAL,
        note="`pip install whydenied[properdocs]`",
    ),
    Row(
        "mkdocs-ng, its Material", ("mkdocs-ng", "mkdocs-ng-material", "markdown-it-py>=3"), _MKDOCS, MATERIAL
    ),
    Row(
        "MaterialX",
        ("mkdocs>=1.6,<2", "mkdocs-materialx", "markdown-it-py>=3"),
        _MKDOCS,
        "{name: materialx, font: false}",
    ),
    Row(
        "Zensical",
        ("zensical",),
        ("zensical", "build", "--strict"),
        files={
            "zensical.toml": '[project]\nsite_name = "Wiki"\nextra_css = ["whydenied/whydenied.css"]\n'
            'extra_javascript = ["whydenied/whydenied.js"]\n[project.theme]\nfont = false\n',
            "docs/index.md": "# Help\n\n<why-denied></why-denied>\n",
        },
        place="docs/whydenied",
        note="embedded; it ignores plugins",
    ),
    sphinx("Sphinx, furo and MyST", "furo", "furo"),
    sphinx("Sphinx, alabaster and MyST", "alabaster"),
    sphinx("Sphinx, Read the Docs and MyST", "sphinx_rtd_theme", "sphinx-rtd-theme"),
    Row(
        "Plain HTML",
        (),
        ("cp", "-R", ".", "{site}"),
        files={
            "index.html": f'<!doctype html><html lang="en"><title>Wiki</title><link rel="icon" href="data:,">{_LINES}</html>'
        },
        place="whydenied",
        note="embedded",
    ),
)

"""The hosts that the matrix builds, one row each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

MATERIAL = "{name: material, font: false}"


@dataclass(frozen=True, eq=False)
class Row:
    """One host: its packages, how it builds, and what a reader of the table should know."""

    name: str
    packages: tuple[str, ...]
    """Python's, from its index."""
    command: tuple[str, ...]
    """How it builds, with ``{site}`` for the folder of the site."""
    npm: tuple[str, ...] = ()
    """JavaScript's, from its index."""
    alone: tuple[str, ...] = ()
    """Packages of npm of which only the files themselves are wanted, not what they need."""
    theme: str = ""
    """For hosts that take the plugin: the value of ``theme`` in the settings."""
    plugins: tuple[str, ...] = ()
    """Plugins beside ours, as YAML; ours is the last, unless it is listed."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The host's own files, beside those of the wiki where it takes the plugin."""
    place: str = ""
    """For hosts that embed: where the files go, from the host's folder; the site serves them as /whydenied/."""
    link: str = ""
    """Another page, from which a reader comes by its link "Help"."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """What the host's own server sends beside each file."""
    picture: str = ""
    """The name of its picture in the documentation."""
    note: str = ""
    broken: str = ""
    """Why it does not work, in one sentence, where that is known."""


_MKDOCS = ("python", "-m", "mkdocs", "build", "--strict", "--site-dir", "{site}")
_BASE = ("mkdocs>=1.6,<2", "mkdocs-material>=9.5", "markdown-it-py>=3")


def mkdocs(
    name: str,
    theme: str,
    *packages: str,
    plugins: tuple[str, ...] = (),
    files: Mapping[str, str] = MappingProxyType({}),
    note: str = "",
) -> Row:
    """A theme or a plugin of MkDocs."""
    listed = (*_BASE, *packages)
    return Row(name, listed, _MKDOCS, theme=theme, plugins=plugins, files=files, note=note)


MKDOCS = (
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
    mkdocs(
        "gen-files",
        MATERIAL,
        "mkdocs-gen-files",
        plugins=("gen-files: {scripts: [made.py]}",),
        files={
            "made.py": "import mkdocs_gen_files\n\nwith mkdocs_gen_files.open('made.md', 'w') as page:\n"
            "    print('# Made { #made }', file=page)\n"
        },
    ),
    mkdocs("exclude", MATERIAL, "mkdocs-exclude", plugins=("exclude: {glob: ['*.tmp']}",)),
    mkdocs(
        "git-revision-date-localized",
        MATERIAL,
        "mkdocs-git-revision-date-localized-plugin",
        plugins=("git-revision-date-localized: {fallback_to_build_date: true, strict: false}",),
    ),
    mkdocs("mkdocstrings", MATERIAL, "mkdocstrings[python]", plugins=("mkdocstrings",)),
    mkdocs("monorepo", MATERIAL, "mkdocs-monorepo-plugin", plugins=("monorepo",)),
    mkdocs("mike", MATERIAL, "mike", plugins=("mike",)),
    mkdocs(
        "htmlproofer",
        MATERIAL,
        "mkdocs-htmlproofer-plugin",
        plugins=("htmlproofer: {raise_error: true, validate_external_urls: false}",),
    ),
    mkdocs(
        "encryptcontent",
        MATERIAL,
        "mkdocs-encryptcontent-plugin",
        plugins=("encryptcontent",),
        files={
            "docs/hidden.md": "---\npassword: heron-quill-basalt-7431-tundra-Marsh\n---\n# Hidden { #hidden }\n\nFor few.\n"
        },
        note="encrypted pages are left out of the index",
    ),
    mkdocs(
        "static-i18n",
        MATERIAL,
        "mkdocs-static-i18n[material]",
        plugins=(
            "i18n: {languages: [{locale: en, name: English, default: true}, {locale: de, name: Deutsch}]}",
        ),
        note="an index and a script for each language",
    ),
    mkdocs(
        "print-site",
        MATERIAL,
        "mkdocs-print-site-plugin",
        plugins=("whydenied", "print-site"),
        note="after ours: it has to be the last plugin",
    ),
    mkdocs(
        "Material's blog, privacy, typeset",
        MATERIAL,
        plugins=("blog", "privacy: {assets_exclude: ['unpkg.com/mermaid*']}", "typeset"),
        files={
            "docs/blog/index.md": "# Blog\n",
            "docs/blog/posts/one.md": "---\ndate: 2026-11-01\n---\n# One\n\nA post.\n",
        },
    ),
    mkdocs("autorefs", MATERIAL, "mkdocs-autorefs", plugins=("autorefs",)),
    mkdocs(
        "Backstage's techdocs-core, without Backstage",
        "material",
        "mkdocs-techdocs-core",
        plugins=("techdocs-core",),
        note="the site that `mkdocs build` makes for TechDocs",
    ),
    mkdocs("Material's offline, tags, meta", MATERIAL, plugins=("offline", "tags", "meta")),
    Row(
        "ProperDocs, Material",
        ("properdocs>=1.6", "mkdocs-material>=9.5", "markdown-it-py>=3"),
        ("python", "-m", "properdocs", "build", "--strict", "--site-dir", "{site}"),
        theme=MATERIAL,
        picture="properdocs",
        note="`pip install whydenied[properdocs]`",
    ),
    Row(
        "mkdocs-ng, its Material",
        ("mkdocs-ng", "mkdocs-ng-material", "markdown-it-py>=3"),
        _MKDOCS,
        theme=MATERIAL,
    ),
    Row(
        "MaterialX",
        ("mkdocs>=1.6,<2", "mkdocs-materialx", "markdown-it-py>=3"),
        _MKDOCS,
        theme="{name: materialx, font: false}",
    ),
)

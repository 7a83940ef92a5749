"""Hosts without the plugin: they take the files that `whydenied embed` writes."""

from __future__ import annotations

from tests.hosts.rows import Row

LINES = (
    '<link rel="stylesheet" href="/whydenied/whydenied.css">\n'
    '<script src="/whydenied/whydenied.js" defer></script>\n'
    "<why-denied></why-denied>\n"
)

SPHINX = {
    "conf.py": 'project = "Wiki"\nhtml_theme = "{theme}"\nextensions = ["myst_parser"]\n'
    'html_extra_path = ["extra"]\nhtml_css_files = ["/whydenied/whydenied.css"]\n'
    'html_js_files = [("/whydenied/whydenied.js", {{"defer": "defer"}})]\n',
    "index.md": "# Help\n\n```{raw} html\n<why-denied></why-denied>\n```\n",
}


def sphinx(name: str, theme: str, *packages: str, picture: str = "") -> Row:
    """A theme of Sphinx, with pages in Markdown by MyST."""
    files = {**SPHINX, "conf.py": SPHINX["conf.py"].format(theme=theme)}
    command = ("python", "-m", "sphinx", "-q", "-W", "-b", "html", ".", "{site}")
    return Row(
        name,
        ("sphinx>=7", "myst-parser>=3", *packages),
        command,
        files=files,
        place="extra/whydenied",
        picture=picture,
    )


PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Wiki</title><link rel="icon" href="data:,">'
    '<meta name="viewport" content="width=device-width"><body style="font: 1rem/1.5 sans-serif; max-width: 50rem; '
    'margin: 2rem auto">{}</body></html>\n'
)

# As the recipe has it; Docusaurus sends the page from its server's files, then React takes it over.
DOCUSAURUS = {
    "docusaurus.config.js": """
module.exports = {
  title: "Wiki", url: "https://wiki.example", baseUrl: "/",
  onBrokenLinks: "throw", onBrokenAnchors: "throw",
  themeConfig: { navbar: { title: "Wiki" } },
  presets: [["classic", { blog: false, docs: { sidebarPath: undefined } }]],
};
""",
    "docs/intro.mdx": "# Intro\n\n[Help](/)\n",
    "src/pages/index.mdx": """
import Head from "@docusaurus/Head";
import BrowserOnly from "@docusaurus/BrowserOnly";

<Head>
  <link rel="stylesheet" href="/whydenied/whydenied.css" />
  <script src="/whydenied/whydenied.js" defer />
</Head>

# Help

<BrowserOnly>{() => <why-denied />}</BrowserOnly>
""",
}
HUGO = {
    "hugo.toml": 'baseURL = "/"\ntitle = "Wiki"\ndisableKinds = ["taxonomy", "term", "rss"]\n',
    "layouts/index.html": PAGE.format("{{ .Content }}"),
    "layouts/_default/single.html": PAGE.format("{{ .Content }}"),
    "content/other.md": "---\ntitle: Other\n---\n[Help](/)\n",
}

EMBEDDED = (
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
        picture="zensical",
        note="embedded; it ignores plugins",
    ),
    sphinx("Sphinx, furo and MyST", "furo", "furo", picture="sphinx"),
    sphinx("Sphinx, alabaster and MyST", "alabaster"),
    sphinx("Sphinx, Read the Docs and MyST", "sphinx_rtd_theme", "sphinx-rtd-theme"),
    Row(
        "Docusaurus",
        (),
        ("docusaurus", "build", "--out-dir", "{site}"),
        npm=(
            "@docusaurus/core@3",
            "@docusaurus/preset-classic@3",
            "@mdx-js/react@3",
            "react@19",
            "react-dom@19",
        ),
        files=DOCUSAURUS,
        place="static/whydenied",
        link="docs/intro/",
        picture="docusaurus",
        note="embedded; React makes the element",
    ),
    Row(
        "Hugo, lines in a shortcode",
        ("hugo",),
        ("hugo", "--panicOnWarning", "--destination", "{site}"),
        files={
            **HUGO,
            "layouts/shortcodes/why-denied.html": LINES,
            "content/_index.md": "---\ntitle: Help\n---\n# Help\n\n{{< why-denied >}}\n",
        },
        place="static/whydenied",
        link="other/",
        picture="hugo",
        note="embedded",
    ),
    Row(
        "Hugo, lines in Markdown",
        ("hugo",),
        ("hugo", "--panicOnWarning", "--destination", "{site}"),
        files={
            **HUGO,
            "hugo.toml": f"{HUGO['hugo.toml']}[markup.goldmark.renderer]\nunsafe = true\n",
            "content/_index.md": f"---\ntitle: Help\n---\n# Help\n\n{LINES}",
        },
        place="static/whydenied",
        note="embedded; `markup.goldmark.renderer.unsafe`",
    ),
    Row(
        "Jekyll",
        (),
        ("jekyll", "build", "--strict_front_matter", "--destination", "{site}"),
        files={
            "_config.yml": "title: Wiki\n",
            "_layouts/default.html": PAGE.format("{{ content }}"),
            "index.md": f"---\nlayout: default\n---\n# Help\n\n{LINES}",
            "other.md": "---\nlayout: default\n---\n[Help](index.html)\n",
        },
        place="whydenied",
        link="other.html",
        note="embedded; Debian's package",
    ),
    Row(
        "Eleventy",
        (),
        ("eleventy", "--output={site}"),
        npm=("@11ty/eleventy@3",),
        files={
            "eleventy.config.js": "module.exports = (settings) => {\n"
            '  settings.addPassthroughCopy("whydenied");\n  settings.ignores.add("whydenied");\n};\n',
            "_includes/page.liquid": PAGE.format("{{ content }}"),
            "index.md": f"---\nlayout: page.liquid\n---\n# Help\n\n{LINES}",
            "other.md": "---\nlayout: page.liquid\n---\n[Help](/)\n",
        },
        place="whydenied",
        link="other/",
        note="embedded",
    ),
    Row(
        "Plain HTML",
        (),
        ("cp", "-R", ".", "{site}"),
        files={
            "index.html": f'<!doctype html><html lang="en"><title>Wiki</title><link rel="icon" href="data:,">{LINES}</html>'
        },
        place="whydenied",
        note="embedded",
    ),
)

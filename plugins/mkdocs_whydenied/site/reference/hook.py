"""The hook of our own mkdocs.yml: puts into the reference's pages what is written from the code, and the
schemas and the Markdown beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from mkdocs_whydenied.config import File, Files, MkDocsConfig, Page, PluginError
from mkdocs_whydenied.site.reference import command_line, faults, llms, notices, options, report, requirements

_PLACE = re.compile(r"^<!-- from the code: ([a-z-]+) -->$", re.MULTILINE)
_PARTS: Mapping[str, Callable[[Path], str]] = {
    "options": lambda _: options.table(),
    "command-line": lambda _: command_line.page(),
    "report": lambda _: report.tables(),
    "requirements": lambda _: requirements.table(),
    "faults": faults.tables,
    "notices": notices.page,
}
_SCHEMAS = {"reference/options.schema.json": options.schema, "reference/report.schema.json": report.schema}

_sources: dict[str, llms.Source] = {}


def on_files(files: Files, /, *, config: MkDocsConfig) -> Files:
    """Add the schemas as files of the site."""
    for place, schema in _SCHEMAS.items():
        files.append(File.generated(config, place, content=json.dumps(schema(), indent=2) + "\n"))
    return files


def on_page_markdown(text: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Fill every place of the page that says what belongs there. Raises PluginError for a part that there is
    not."""
    project = Path(config.config_file_path).parent

    def part(place: re.Match[str]) -> str:
        if place[1] not in _PARTS:
            raise PluginError(
                f'{page.file.src_uri}: there is no part "{place[1]}": these are {", ".join(_PARTS)}'
            )
        return _PARTS[place[1]](project)

    filled = _PLACE.sub(part, text)
    _sources[page.file.src_uri] = llms.Source(page.file.dest_uri, page.file.url, filled)
    return filled


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write each page's Markdown beside its HTML, and llms.txt."""
    about, root = config.site_description or "", config.site_url or ""
    for name, text in llms.documents(config.site_name, about, root, _sources.values()):
        Path(config.site_dir, name).write_text(text, "utf-8")
    _sources.clear()

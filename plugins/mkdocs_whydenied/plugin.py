"""The plugin itself: MkDocs's events in their order, each handed on to the module that knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from whydenied import Guide

from .config import WhyDeniedConfig
from .guide import markdown, names, snippets
from .guide.dialect import choice
from .guide.index import index
from .guide.selftest import misled
from .runtime import Runtime, RuntimeDamaged, RuntimeNotBuilt, load
from .site import forms, offline, places, sections
from .site.bundle import FOLDER, SiteFiles, site_files
from .site.chips import chips
from .site.dead_links import dead
from .site.rules import rule_pages
from .site.texts import inside, of_theme, texts, widget, without_examples
from .site.worked import PLACE, worked

log = get_plugin_logger("whydenied")


class WhyDenied(BasePlugin[WhyDeniedConfig]):  # type: ignore[no-untyped-call]
    """``plugins: [whydenied]``"""

    @event_priority(-90)  # after Material's offline plugin, whose remote script is replaced here
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Learn the words of the widget, find the runtime, and set up what an offline build needs."""
        self.pages: dict[str, tuple[int, markdown.Page]] = {}
        self.polyfills: dict[str, bytes] = {}
        self.lent: list[str] = []
        self._speak(config)
        try:
            self.runtime = runtime()
        except (RuntimeNotBuilt, RuntimeDamaged) as error:
            raise PluginError(f"whydenied: {error}") from error
        if self.config.offline:
            config.use_directory_urls = False  # page.html: a link to page/ needs a server
        if offline.needs_shim(config.extra.get("polyfills", [])):
            files = self._site_files({"schema": "", "sections": []}, "embed")
            if files.native_worker and files.iframe_shim:
                config.extra["polyfills"] = offline.with_local_shim(
                    config.extra["polyfills"], files.native_worker, files.iframe_shim
                )
                self.polyfills = {
                    name: files.files[name] for name in (files.native_worker, files.iframe_shim)
                }
        return config

    @event_priority(-90)  # the page of all messages is read last: it tells of the others
    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Add the reference of the rules and the page of all messages, where the site wants them."""
        self._speak(config)  # a plugin for several languages sets that of the theme last of all
        for place, text in rule_pages(self.config.rules).items() if self.config.rules else ():
            _add(files, File.generated(config, place, content=text), "rules")
        if self.config.forms:
            _add(files, File.generated(config, self.config.forms, content=forms.HEAD), "forms")
        return files

    @event_priority(-90)  # after plugins that write Markdown, macros for one
    def on_page_markdown(self, text: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Read the page's sections, and show its forms, samples and widgets."""
        if page.file.src_uri == self.config.forms:
            self._read_skipped(files, config)
            return text + self._messages(files)
        text = snippets.expanded(text, config.markdown_extensions, config.mdx_configs)
        guide = choice.guide_of(text, page.file.src_uri, self.config.aws_guides)
        if guide is not None:
            address = _addresses(files, page.file)
            found = choice.read(text, guide, page.file.src_uri, address, self.texts, self.widget)
            page.meta = {**choice.title(found), **page.meta}
        elif markdown.concerns(text):
            found = markdown.read(text, self.texts, self.widget)
        else:
            return text
        if found.sections:
            self.lent = choice.attributes(config.markdown_extensions)
            config.markdown_extensions += self.lent
        found = names.taken(found, page.meta.get(names.KEY))
        before = _lines_before(page.file)
        if hasattr(page, "encryptcontent"):  # its index and sections would be there for all to read
            log.info(f"{page.file.src_uri} is encrypted: its sections are left out of the guide")
            return found.markdown
        self.pages[page.file.src_uri] = (before, found)
        for problem in found.problems:
            log.warning(f"{page.file.src_uri}:{before + problem.line}: {problem.sentence}")
        for sentence in found.notices:
            log.info(f"{page.file.src_uri}: {sentence}")
        return found.markdown

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Take back what was added to the site's extensions for this page alone."""
        for extension in self.lent:
            config.markdown_extensions.remove(extension)
        self.lent = []
        return html

    @event_priority(-90)
    def on_env(self, env: Any, /, *, config: MkDocsConfig, files: Files) -> Any:
        """Make the index, test the guide with it, and add checker, runtime and index to the site."""
        self._read_skipped(files, config)
        ordered = [file for file in _in_nav_order(files) if file.src_uri in self.pages]
        found = index((file.url, self.pages[file.src_uri][1]) for file in ordered)
        if not found["sections"]:
            log.info(
                "no page has a section yet: give a heading an id, and put `form` and `sample` fences under it"
            )
        if self.config.selftest:
            for sentence in misled(
                Guide.from_json(found),
                ((file.src_uri, file.url, *self.pages[file.src_uri]) for file in ordered),
            ):
                log.warning(sentence)
        self._check_links(files)
        pages = ((file.url, file.page.content or "") for file in ordered if file.page)
        indexed = {row["url"] for row in found["sections"]}
        brought = sections.fragments(pages, indexed)
        read = ((file.src_uri, file.url, *self.pages[file.src_uri]) for file in ordered)
        for sentence in sections.lost(read, indexed - brought.keys()):
            log.warning(sentence)
        pastes = dict(chips(found))
        example = worked(found, pastes.get("permission"), self.texts)
        for file in ordered:
            if file.page and file.page.content:
                html = file.page.content.replace(PLACE, example)
                file.page.content = html if pastes else without_examples(html)
        mode = "embed" if self.config.offline else "http"
        made = self._site_files({**found, "examples": self.config.examples}, mode, brought, pastes)
        extras = {made.native_worker, made.iframe_shim}
        contents = {name: content for name, content in made.files.items() if name not in extras}
        for name, content in {**contents, **self.polyfills}.items():
            files.append(File.generated(config, name, content=content))
        self._forget(config)
        script = ExtraScriptValue(made.script)
        script.defer = True
        config.extra_javascript.append(script)
        config.extra_css.append(made.style)
        return env

    def _read_skipped(self, files: Files, config: MkDocsConfig) -> None:
        """A dirty build reads only pages that changed; the index needs the sections of the others, too."""
        for page in [file.page for file in files.documentation_pages() if file.page]:
            if page.markdown is None:
                page.read_source(config)
                text = snippets.expanded(page.markdown or "", config.markdown_extensions, config.mdx_configs)
                guide = choice.guide_of(text, page.file.src_uri, self.config.aws_guides)
                if guide is not None or markdown.concerns(text):
                    page.markdown = config.plugins.on_page_markdown(
                        page.markdown or "", page=page, config=config, files=files
                    )
                    page.render(config, files)
                    page.content = config.plugins.on_page_content(
                        page.content or "", page=page, config=config, files=files
                    )

    def _speak(self, config: MkDocsConfig) -> None:
        self.texts = texts(self.config.language or of_theme(config.theme))
        self.widget = widget(self.texts)

    def _forget(self, config: MkDocsConfig) -> None:
        """Take back what an earlier build of the same configuration added: the one of another language."""
        for listed in (config.extra_javascript, config.extra_css):
            listed[:] = [each for each in listed if not str(each).startswith(f"{FOLDER}/")]

    def _check_links(self, files: Files) -> None:
        pages = {
            file.url: file.page.content or ""
            for file in files.documentation_pages(inclusion=InclusionLevel.is_included)
            if file.page
        }
        ours = {file.url: file.src_uri for file in files if file.src_uri in self.pages}
        for url, link in dead(pages, {file.url for file in files} - pages.keys(), ours):
            if self.pages[ours[url]][1].published:
                log.info(f"{ours[url]}: the link {link} is dead in the guide's source")
            else:
                log.warning(f"{ours[url]}: the link {link} leads to nothing in this site")

    def _messages(self, files: Files) -> str:
        told = [
            (file, self.pages[file.src_uri][1]) for file in _in_nav_order(files) if file.src_uri in self.pages
        ]
        return forms.messages(
            self.config.forms,
            ((file.src_uri, str(file.page and file.page.title), found) for file, found in told),
        )

    def _site_files(
        self,
        guide: dict[str, Any],
        mode: str,
        brought: Mapping[str, str] = MappingProxyType({}),
        pastes: Mapping[str, str] = MappingProxyType({}),
    ) -> SiteFiles:
        words, follow = self.texts, self.config.follow
        return site_files(self.runtime, guide, words, mode, inside(words), follow, brought, pastes)


@cache
def runtime() -> Runtime:
    """The built runtime, looked for once a process."""
    return load()


def _add(files: Files, new: File, option: str) -> None:
    """Add a page that an option asks for. Raises PluginError when an author's page stands there."""
    own = ((file.src_uri, file.dest_uri) for file in files)
    if sentence := places.clash(new.src_uri, new.dest_uri, own, option):
        raise PluginError(f"whydenied: {sentence}")
    files.append(new)


def _addresses(files: Files, file: File) -> Callable[[str], str | None]:
    """The address of another place of the site from *file*, None for what is not published."""

    def address(place: str) -> str | None:
        target = files.get_file_from_path(place)
        published = target and target.inclusion.value > InclusionLevel.DRAFT.value
        return target.url_relative_to(file) if target and published else None

    return address


def _in_nav_order(files: Files) -> list[File]:
    """The pages in the order of the navigation; those outside of it last."""
    pages = [file for file in files.documentation_pages() if file.page]
    first = [
        file
        for file in pages
        if file.page and file.page.previous_page is None and file.page.next_page is not None
    ]
    ordered: dict[str, File] = {}
    page = first[0].page if first else None
    while page and page.file.src_uri not in ordered:
        ordered[page.file.src_uri] = page.file
        page = page.next_page
    return [*ordered.values(), *(file for file in pages if file.src_uri not in ordered)]


def _lines_before(file: File) -> int:
    """The lines of front matter, which MkDocs takes away before it hands out the Markdown."""
    content = file.content_string
    return len(content.splitlines()) - len(get_data(content)[0].splitlines())

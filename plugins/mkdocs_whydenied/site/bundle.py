"""Turns the runtime, the assets and the guide into the files of a site: a pure function, `site_files`.

Names carry a hash of their content, so that a web server may let browsers keep them for ever. A site on a web
server gets a module worker and its files; an embedded copy, which must also work from `file://`, gets
everything as classic scripts, see `embed`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..runtime import BINARIES, MODULES, Runtime
from ..runtime.gzipped import gzipped
from . import sections
from .classic import as_function, worker_source
from .perhaps import common, perhaps
from .texts import early, without_examples

ASSETS = Path(__file__).resolve().parent.parent / "assets"
LICENCES = ASSETS.parent / "licences"
FOLDER = "assets/whydenied"

_SCRIPTS = (
    *("text", "denial", "verdict", "findings", "code", "policies", "share", "fixes", "result", "trial"),
    *("answer", "actions", "names", "here", "section", "second", "files"),
)
_STYLES = ("answer", "denial", "verdict", "policies", "fixes", "path", "media", "here", "section", "share")
ANSWER = {
    "answer.js": [f"answer/{name}.js" for name in _SCRIPTS],
    "answer.css": [f"answer/{name}.css" for name in _STYLES],
}
"""What draws an answer: loaded with the runtime, so that a page is light before the first touch."""

EARLY = ("loading.js", "files.js", "client.js", "page.js", "whydenied.js", "anywhere.js")
"""The one script that every page loads at once."""
_COMMENT = re.compile(
    rb"^[ \t]*(?://.*|/\*(?:[^*]|\*(?!/))*\*/[ \t]*)\n|/\*\* @[^*\n]*\*/ ?|(?<=;) // .*$", re.MULTILINE
)
"""A comment with its lines to itself, of JavaScript or CSS, a type in a line, and a comment that ends one after its
semicolon: a third of what a page would load before the first touch."""
_INDENT = re.compile(rb"^[ \t]+", re.MULTILINE)
WORKER = ("digest.js", "loading.js", "core.js", "worker.js")
"""The one script of a worker over http, core.js as `coreModule`."""

PART = 400_000
"""Characters of one part script: large enough to be few, small enough that reading one keeps no page
waiting."""


@dataclass(frozen=True)
class SiteFiles:
    """The files of a site by their path from its root, and the paths of those that pages name themselves."""

    files: dict[str, bytes]
    script: str
    style: str
    native_worker: str | None
    iframe_shim: str | None


def site_files(
    runtime: Runtime,
    guide: Mapping[str, Any],
    texts: Mapping[str, str],
    mode: str,
    widget: str = "",
    follow: str = "here",
    brought: Mapping[str, str] = MappingProxyType({}),
    pastes: Mapping[str, str] = MappingProxyType({}),
    root: str = "../../",
) -> SiteFiles:
    """The files of a site. *mode* is "http" for a site on a web server, "embed" for one that is opened as
    files; *widget* is the HTML of a checker, for pages that have none or a place for one; *follow* is the option
    of that name; *brought* is the HTML of the guide's sections by address; *pastes* are those to try; *root* is where the guide's
    addresses start, from the folder of these files.
    """
    index = json.dumps(guide, ensure_ascii=False, separators=(",", ":")).encode()
    files = {"THIRD_PARTY.txt": notices(runtime)}
    add = embed if mode == "embed" else serve
    first_words, later_words = early(texts)
    configuration = {"mode": mode, **add(runtime, index, files), "texts": first_words, "info": runtime.info}
    widget = widget if pastes else without_examples(widget)
    configuration |= {"chips": [*pastes], "widget": widget, "follow": follow, "root": root}
    later = {"pastes": dict(pastes), "examples": guide.get("examples", {}), "perhaps": perhaps(guide)}
    later["common"] = common(guide)
    words = (
        _assigned("", later)
        + _assigned(".texts", later_words)
        + _assigned(".files", {sections.NAME: sections.put(files, brought, mode)})
    )
    answer = words + b"".join(map(asset, ANSWER["answer.js"]))
    style = put(files, "whydenied.css", asset("whydenied.css"))
    configuration["files"] |= {
        "whydenied.css": style,
        "answer.js": put(files, "answer.js", answer),
        "answer.css": put(files, "answer.css", b"".join(map(asset, ANSWER["answer.css"]))),
    }
    # A host may run the script again; what an answer brought into the first stays.
    line = f"window.whydeniedSite ??= {json.dumps(configuration, separators=(',', ':'))};\n".encode()
    script = put(files, "whydenied.js", line + b"".join(map(asset, EARLY)))
    native_worker = put(files, "native-worker.js", asset("native-worker.js")) if mode == "embed" else None
    shim = put(files, "iframe-worker.js", runtime.read("iframe-worker.js")) if mode == "embed" else None
    return SiteFiles(
        files={f"{FOLDER}/{name}": content for name, content in files.items()},
        script=f"{FOLDER}/{script}",
        style=f"{FOLDER}/{style}",
        native_worker=native_worker and f"{FOLDER}/{native_worker}",
        iframe_shim=shim and f"{FOLDER}/{shim}",
    )


def notices(runtime: Runtime) -> bytes:
    """What a site carries of others, with the texts of the licences."""
    texts = (path.read_bytes() for path in sorted(LICENCES.glob("*.txt")))
    titles = (path.stem.encode() for path in sorted(LICENCES.glob("*.txt")))
    parts = (
        b"\n\n" + b"=" * 60 + b"\n" + title + b"\n\n" + text
        for title, text in zip(titles, texts, strict=True)
    )
    return runtime.read("THIRD_PARTY.md") + b"".join(parts)


def _assigned(place: str, values: Mapping[str, Any]) -> bytes:
    """A line of script that adds *values* to the configuration, or to a part of it: what only an answer needs
    comes with it."""
    return (
        f"Object.assign(window.whydeniedSite{place}, {json.dumps(values, separators=(',', ':'))});\n".encode()
    )


def asset(name: str) -> bytes:
    """The content of one file of the plugin's own, without comments and indents: none of them has a text of
    several lines."""
    return _INDENT.sub(b"", _COMMENT.sub(b"", (ASSETS / name).read_bytes()))


def put(files: dict[str, bytes], name: str, content: bytes) -> str:
    """Adds a file under its name with a hash of its content before the ending, and returns that name."""
    stem, dot, ending = name.rpartition(".")
    named = f"{stem}.{hashlib.sha256(content).hexdigest()[:8]}{dot}{ending}"
    files[named] = content
    return named


def serve(runtime: Runtime, index: bytes, files: dict[str, bytes]) -> dict[str, Any]:
    """The files that a module worker fetches, and the part of the configuration that tells it which."""
    contents = {name: runtime.read(name) for name in BINARIES}
    contents |= {name: without_source_map(runtime.read(name)) for name in MODULES}
    contents["guide.json"] = index
    names = {name: put(files, name, content) for name, content in contents.items()}
    scripts = {name: asset(name) for name in WORKER}
    scripts["core.js"] = as_function("coreModule", scripts["core.js"].decode()).encode()
    names["worker.js"] = put(files, "worker.js", b"".join(scripts.values()))
    names |= {name: put(files, name, runtime.read(name)) for name in runtime.later}
    for name in (*BINARIES, *runtime.later):
        files[f"{names[name]}.gz"] = runtime.read(f"{name}.gz")
    return {
        "files": names,
        "embed": {},
        "later": {},
        "sizes": {name: len(content) for name, content in contents.items()},
    }


def embed(runtime: Runtime, index: bytes, files: dict[str, bytes]) -> dict[str, Any]:
    """The same as classic scripts: from `file://` a page may load nothing else.

    The worker is one script made of the modules; the other files are base64 of gzip, cut into parts that
    decode each on its own.
    """
    parts = {"worker": worker_parts(runtime.files, runtime.sha256("pyodide.asm.js"))}
    parts |= {name: packed_file(runtime.files / name, runtime.sha256(name)) for name in BINARIES}
    parts["guide.json"] = in_base64(gzipped(index))
    later = {name: packed_file(runtime.files / name, runtime.sha256(name)) for name in runtime.later}
    names = {name: put_parts(files, name, texts) for name, texts in (parts | later).items()}
    return {
        "files": names,
        "embed": {name: len(texts) for name, texts in parts.items()},
        "later": {name: len(texts) for name, texts in later.items()},
        "sizes": {name: sum(map(len, texts)) for name, texts in parts.items()},
    }


def put_parts(files: dict[str, bytes], name: str, texts: tuple[str, ...]) -> str:
    """Adds a part script for each text, and returns their common name with `{i}` for the number of the part,
    and the digest of all: the page verifies a worker by it, gzip's own checksum the other files."""
    version = hashlib.sha256("".join(texts).encode()).hexdigest()[:8]
    for number, text in enumerate(texts):
        files[f"embed/{name}.{number}.{version}.js"] = (
            f"whydenied.part({json.dumps(name)},{number},{json.dumps(text)});\n".encode()
        )
    return f"embed/{name}.{{i}}.{version}.js"


@lru_cache(maxsize=4)
def worker_parts(runtime: Path, version: str) -> tuple[str, ...]:
    """The embedded worker in parts. *version* names the content; it is there for the cache."""
    modules = {name: without_source_map((runtime / name).read_bytes()).decode() for name in MODULES}
    loading, core, glue = (asset(name).decode() for name in ("loading.js", "core.js", "embedded-worker.js"))
    source = worker_source(loading, modules, core, glue)
    return tuple(source[start : start + PART] for start in range(0, len(source), PART))


@lru_cache(maxsize=4)
def packed_file(path: Path, version: str) -> tuple[str, ...]:
    """A packed file of the runtime, written once a process: live reload rebuilds the site often. *version*
    names the content, for the cache."""
    return in_base64(path.with_name(f"{path.name}.gz").read_bytes())


def in_base64(data: bytes) -> tuple[str, ...]:
    """*data* as base64, in parts that decode each on its own."""
    step = PART // 4 * 3
    return tuple(base64.b64encode(data[start : start + step]).decode() for start in range(0, len(data), step))


def without_source_map(module: bytes) -> bytes:
    """A module of Pyodide without the reference to a source map, which is not shipped."""
    return b"\n".join(line for line in module.split(b"\n") if not line.startswith(b"//# sourceMappingURL="))

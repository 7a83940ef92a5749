"""Python's module in two halves, in real browsers: no answer waits for the cold half, and a paste that needs it
first of all is answered all the same, over http and from disk."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from mkdocs_whydenied import runtime
from mkdocs_whydenied.guide.index import folder_index
from mkdocs_whydenied.runtime.halves import API, GLUE, WASM, in_halves
from mkdocs_whydenied.runtime.halves.module import Module
from mkdocs_whydenied.runtime.halves.traced import Traced
from mkdocs_whydenied.site.bundle import site_files
from mkdocs_whydenied.site.texts import texts
from tests.browser.engines.engine import Engine
from tests.browser.engines.process import until
from tests.browser.line import Line
from tests.browser.server import serve
from tests.conftest import ROOT
from tests.runtime.instrument import counting
from tests.runtime.under_node import OPTIONS, Python, answers
from whydenied.browser import answer

PYODIDE = ROOT / "node_modules/pyodide"
ENGINES = ("chromium", "firefox", "webkit")
DENIED = (
    "User: arn:aws:iam::111122223333:user/ines is not authorized to perform: lambda:GetFunction on resource: "
    "arn:aws:lambda:eu-west-1:111122223333:function:orders"
)
POLICY = (
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "lambda:*", "Resource": "*", '
    '"Condition": {"IpAddress": {"aws:SourceIp": "2001:db8::1/33"}}}]}'
)
ASK = "async (text) => JSON.stringify(await whydenied.ask(text))"
WATCH = """() => {
  const take = whydenied.part;
  window.taken = [];
  whydenied.part = (name, ...part) => {
    taken.push(name);
    take(name, ...part);
  };
}"""
PAGE = '<!doctype html><meta charset="utf-8"><title>bare</title><script src="{script}"></script>'


def bare(folder: Path, built: runtime.Runtime, mode: str, index: Mapping[str, object]) -> Path:
    """A page with the checker's script and nothing else."""
    made = site_files(built, index, texts("en"), mode)
    for name, content in made.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "index.html").write_text(PAGE.format(script=made.script), "utf-8")
    return folder


@pytest.fixture(scope="session")
def index() -> Mapping[str, object]:
    return folder_index(ROOT / "docs")


@pytest.fixture(scope="session")
def untrained(tmp_path_factory: pytest.TempPathFactory) -> runtime.Runtime:
    """A runtime whose trace has never seen a policy: all functions that reading one takes are cold."""
    folder = tmp_path_factory.mktemp("untrained")
    whole = {name: (PYODIDE / name.replace(".js", ".mjs")).read_bytes() for name in (WASM, GLUE, API)}
    counted = Python(counting(Module(whole[WASM])), whole[GLUE])
    seen = answers(counted, {"nothing": "nothing", "policy": POLICY}, folder, seed=None, count=True).seen
    traced = Traced.read()
    hot = traced.functions - ({*seen["texts"]["policy"]} - {*seen["texts"]["nothing"]})
    shutil.copytree(runtime.FILES, folder / "files")
    built = runtime.load(folder / "files")
    listed = dict(built.manifest["files"])
    for name, content in in_halves(whole, replace(traced, functions=hot)).items():
        (built.files / name).write_bytes(content)
        (built.files / f"{name}.gz").write_bytes(gzip.compress(content, 1))
        listed[name] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
    return replace(built, manifest={**built.manifest, "files": listed})


@pytest.fixture(scope="session", params=["http", "embed"])
def untrained_page(
    request: pytest.FixtureRequest,
    untrained: runtime.Runtime,
    index: Mapping[str, object],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    folder = bare(tmp_path_factory.mktemp(request.param), untrained, request.param, index)
    if request.param == "embed":
        yield (folder / "index.html").as_uri()
    else:
        with serve(folder, "/a/b/") as url:
            yield url


@pytest.mark.parametrize("name", ENGINES)
def test_a_cold_function_is_the_first_that_a_paste_needs(
    name: str, untrained_page: str, index: Mapping[str, object], request: pytest.FixtureRequest
) -> None:
    engine: Engine = request.getfixturevalue(name)
    engine.open(untrained_page)
    right = json.loads(answer(POLICY, json.dumps(index), OPTIONS))
    for _ in range(2):
        report = json.loads(engine.evaluate(ASK, POLICY))
        assert report["policies"] == right["policies"] and report["kind"] == "policy"


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("mode", ["http", "embed"])
def test_no_answer_waits_for_the_cold_half(
    name: str, mode: str, index: Mapping[str, object], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    engine: Engine = request.getfixturevalue(name)
    folder = bare(tmp_path, runtime.load(), mode, index)
    line = Line()
    with serve(folder, line=line) as url:
        engine.open(url if mode == "http" else (folder / "index.html").as_uri())
        engine.evaluate(WATCH)
        report = json.loads(engine.evaluate(ASK, DENIED))
        assert report["denials"][0]["action"] == "lambda:GetFunction"

        def loaded() -> list[str]:
            paths: list[str] = []
            if mode == "http":
                line.carried(lambda path: not paths.append(path))
            else:
                paths = engine.evaluate("() => taken")
            return [path for path in paths if "cold" in path or "rules" in path]

        until(lambda: any("cold" in path for path in loaded()), "the cold half comes when the page is idle")
        assert "rules" in loaded()[0]  # which the page asks for first when it is idle
        report = json.loads(engine.evaluate(ASK, POLICY))
        assert report["policies"][0]["findings"]

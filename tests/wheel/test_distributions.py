"""The two wheels that are published: a small one for terminals, and one for sites that needs it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from whydenied import __version__
from whydenied.cli.completion import NAMES

PROJECTS = {
    name: tomllib.loads((ROOT / f"distributions/{name}/pyproject.toml").read_text("utf-8"))["project"]
    for name in ("terminal", "mkdocs")
}
WHOLE = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
DENIED = "User: arn:aws:iam::111122223333:user/ines is not authorized to perform: iam:PassRole"


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    for name in PROJECTS:
        command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
        subprocess.run([*command, f"distributions/{name}"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return folder


def wheel(dist: Path, name: str) -> Path:
    return next(dist.glob(f"{name}-*.whl"))


def python(folder: Path, dist: Path, *packages: str) -> Path:
    """The Python of an empty environment with these packages."""
    venv.create(folder, with_pip=True)
    pip = [folder / "bin/python", "-m", "pip", "install", "-q", "--find-links", str(dist), *packages]
    subprocess.run(pip, check=True, capture_output=True)
    return folder / "bin/python"


def test_versions_and_requirements_are_those_of_the_whole() -> None:
    assert {project["version"] for project in (*PROJECTS.values(), WHOLE)} == {__version__}
    extras, ours = WHOLE["optional-dependencies"], PROJECTS["terminal"]["optional-dependencies"]
    assert PROJECTS["terminal"]["dependencies"] == [] and PROJECTS["terminal"]["scripts"] == WHOLE["scripts"]
    assert PROJECTS["mkdocs"]["entry-points"] == WHOLE["entry-points"]
    assert {*PROJECTS["mkdocs"]["dependencies"]} == {f"whydenied=={__version__}", *extras["embed"]}
    for name in ("mkdocs", "properdocs", "embed"):
        bought = {*ours[name], *PROJECTS["mkdocs"]["dependencies"]} - {f"whydenied=={__version__}"}
        assert bought == {*extras[name], *extras["embed"], f"mkdocs-whydenied=={__version__}"}


def test_the_one_for_terminals_is_small_and_has_no_site_in_it(dist: Path) -> None:
    assert wheel(dist, "whydenied").stat().st_size <= 1_000_000
    names = zipfile.ZipFile(wheel(dist, "whydenied")).namelist()
    assert {"whydenied/guide.json", "whydenied/cli/shell/whydenied.ps1", "whydenied/LICENSE"} <= {*names}
    assert sum(name.endswith(("whydenied.fish", "whydenied.1")) for name in names) == 2
    assert not any("mkdocs" in name or "__pycache__" in name or name.endswith(".wasm") for name in names)


def test_the_one_for_sites_has_the_runtime_and_the_guide(dist: Path) -> None:
    names = {*zipfile.ZipFile(wheel(dist, "mkdocs_whydenied")).namelist()}
    assert {
        "mkdocs_whydenied/runtime/files/pyodide.asm.wasm",
        "mkdocs_whydenied/assets/whydenied.js",
        "mkdocs_whydenied/own_guide/troubleshoot.md",
    } <= names
    assert not any("__pycache__" in name or name.startswith("whydenied/") for name in names)


def test_a_terminal_needs_nothing_else(dist: Path, tmp_path: Path) -> None:
    command = python(tmp_path / "environment", dist, "--no-index", "whydenied").with_name("whydenied")
    done = subprocess.run([command, "check"], input=DENIED, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "I can't pass a role to a service" in done.stdout
    for shell in NAMES:
        done = subprocess.run([command, "completion", shell], capture_output=True, text=True, check=True)
        assert "whydenied" in done.stdout
    lacks = subprocess.run([command, "embed", "x"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert lacks.returncode == 2 and 'pip install "whydenied[embed]"' in lacks.stderr


def test_embed_works_from_the_wheels_without_mkdocs(dist: Path, tmp_path: Path) -> None:
    command = python(tmp_path / "environment", dist, "whydenied[embed]")
    subprocess.run(
        [command, "-m", "whydenied", "embed", "site/whydenied"], cwd=tmp_path, check=True, capture_output=True
    )
    assert (tmp_path / "site/whydenied/guide/troubleshoot/index.html").is_file()
    assert subprocess.run([command, "-c", "import mkdocs"], capture_output=True, check=False).returncode

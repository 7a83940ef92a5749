"""What shells know of the command is written from its parser, and works."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.terminal.conftest import Call
from whydenied.cli.completion import NAMES


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the files."""
    folder = tmp_path_factory.mktemp("shell")
    code = f"import shell_files, pathlib; shell_files.write(pathlib.Path({str(folder)!r}))"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT / "browser_checks", check=True)
    return folder


def completed(script: Path, *words: str) -> set[str]:
    listed = " ".join(f"'{word}'" for word in words)
    line = f'source {script}; COMP_WORDS=({listed}); COMP_CWORD={len(words) - 1}; _shtab_whydenied; echo "${{COMPREPLY[@]}}"'
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_bash_completes_commands_options_and_values(shell: Path) -> None:
    script = shell / "whydenied.bash"
    assert {"check", "run", "batch"} <= completed(script, "whydenied", "")
    assert completed(script, "whydenied", "check", "--fail") == {"--fail-on"}
    assert completed(script, "whydenied", "check", "--fail-on", "s") == {"security", "suggestion"}


def test_the_manual_tells_every_command_and_option(shell: Path) -> None:
    from whydenied.cli.parser import parser

    page = (shell / "whydenied.1").read_text("utf-8")
    plain = re.sub(r"\\f[IBR]|\\,|\\/", "", page).replace("\\-", "-")
    assert all(f"'whydenied {name}'" in plain for name in parser()._subparsers._group_actions[0].choices)  # type: ignore[union-attr]
    assert "--fail-on" in plain and page.startswith(".TH WHYDENIED 1 ")
    if groff := shutil.which("groff"):
        done = subprocess.run(
            [groff, "-man", "-Tutf8", "-ww"], input=page, capture_output=True, text=True, check=True
        )
        assert "--policy-type" in done.stdout.replace("\u2010", "-")


@pytest.mark.parametrize("name", NAMES)
def test_the_command_prints_the_script(
    name: str, shell: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whydenied.cli.completion.FOLDER", shell)
    status, out, _ = call("completion", name)
    assert (
        status == 0
        and "whydenied" in out
        and out.rstrip() == (shell / NAMES[name]).read_text("utf-8").rstrip()
    )


def test_a_checkout_where_nothing_is_built_says_so(
    folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whydenied.cli.completion.FOLDER", folder)
    monkeypatch.setattr("whydenied.cli.completion.SHARED", {})
    assert call("completion", "bash") == (
        2,
        "",
        "whydenied: the completions are not built: install the package, or run make guide.\n",
    )

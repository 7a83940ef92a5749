"""pre-commit's hook and the GitHub Action, run from a copy of the checkout with no Node and nothing built."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema
from jsonschema import Draft7Validator
from pre_commit.clientlib import load_manifest

from tests.conftest import ROOT
from tests.terminal.test_switched_on import FAULTY, SOUND, git, write

CONFIG = """repos:
  - repo: {copy}
    rev: {commit}
    hooks:
      - id: whydenied
        args: [--ignore, lambda-basic-logs-missing]
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a clone of the repository has of the hook; of what is built nothing."""
    copy = tmp_path_factory.mktemp("copy")
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", copy)
    ignored = shutil.ignore_patterns("__pycache__", "guide.json")
    shutil.copytree(ROOT / "browser_checks", copy / "browser_checks", ignore=ignored)
    git(copy, "init", "--quiet")
    git(copy, "add", "--all")
    git(copy, "commit", "--quiet", "--message", "a")
    return copy


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Programs that a hook may need: no Node, no npm, no network."""
    programs = tmp_path_factory.mktemp("bin")
    for program in Path("/usr/bin").iterdir():
        if not program.name.startswith(("node", "npm", "npx", "python3")):
            (programs / program.name).symlink_to(program)
    (programs / "python3").symlink_to(sys.executable)
    home = tmp_path_factory.mktemp("home")
    proxy = {"https_proxy": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"}
    kept = {"LANG": os.environ.get("LANG", "C.UTF-8"), "PYTHONPATH": ""}
    return {"PATH": str(programs), "HOME": str(home), "PRE_COMMIT_HOME": str(home / "cache"), **proxy, **kept}


@pytest.mark.slow
def test_pre_commit_runs_the_hook_without_node(copy: Path, environment: dict[str, str], folder: Path) -> None:
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=copy, capture_output=True, text=True, check=True
    )
    write(
        folder, {f"p/{number}.json": SOUND for number in range(200)} | {"package.json": "{}", "a.md": "# A"}
    )
    write(folder, {".pre-commit-config.yaml": CONFIG.format(copy=copy, commit=commit.stdout.strip())})
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")

    def hook() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--verbose"]
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )

    done = hook()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "policies in" in done.stdout and "no findings." in done.stdout
    write(folder, {"p/7.json": FAULTY})
    done = hook()
    assert done.returncode == 1 and "p/7.json:3:28: error invalid-effect" in done.stdout


def test_the_manifest_is_one_of_pre_commit() -> None:
    assert [hook["id"] for hook in load_manifest(ROOT / ".pre-commit-hooks.yaml")] == [
        "whydenied",
        "whydenied-installed",
    ]
    assert os.access(ROOT / "browser_checks/pre_commit.py", os.X_OK)


def test_the_action_is_as_github_s_schema_says() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    Draft7Validator(get_builtin_schema("vendor.github-actions")).validate(action)
    (step,) = (step for step in action["runs"]["steps"] if "run" in step)
    script = (ROOT / "browser_checks/action.sh").read_text("utf-8")
    assert all(f"{name}:-" in script for name in step["env"])


@pytest.mark.parametrize(
    ("inputs", "status", "codes"),
    [
        ({}, 1, ["invalid-effect"]),
        ({"PATHS": "a\nb c"}, 1, ["invalid-effect"]),
        ({"PATHS": "a"}, 0, []),
        ({"FAIL_ON": "never"}, 0, ["invalid-effect"]),
        ({"IGNORE": "invalid-effect\n"}, 0, []),
        ({"FAIL_ON": "grave"}, 2, None),
    ],
)
def test_the_action_s_step(
    inputs: dict[str, str],
    status: int,
    codes: list[str] | None,
    copy: Path,
    environment: dict[str, str],
    folder: Path,
) -> None:
    write(
        folder,
        {
            "a/a.json": SOUND,
            "b c/b.json": FAULTY,
            ".whydenied.toml": 'ignore = ["lambda-basic-logs-missing"]',
        },
    )
    place = {"RUNNER_TEMP": str(folder.parent), "GITHUB_OUTPUT": str(folder / "output")}
    command = ["bash", str(copy / "browser_checks/action.sh")]
    done = subprocess.run(command, env={**environment, **place, **inputs}, capture_output=True, check=False)
    assert done.returncode == status, done.stderr
    if codes is not None:
        sarif = (folder / "output").read_text("utf-8").strip().removeprefix("sarif=")
        results = json.loads(Path(sarif).read_text("utf-8"))["runs"][0]["results"]
        assert [result["ruleId"] for result in results] == codes

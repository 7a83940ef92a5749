"""What makes a linter one that people switch on: what is ignored where, severities of the house, only what
changed, documents for other tools."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.terminal.conftest import Call

FAULTY = """{
  "Version": "2012-10-17",
  "Statement": [{"Effect": "allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme-bills/*"}]
}
"""
SOUND = FAULTY.replace('"allow"', '"Allow"')
DENIED = (
    "User: arn:aws:iam::111122223333:user/ines is not authorized to perform: "
    "lambda:GetFunction on resource: orders\n"
)


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--ignore", "invalid-effect", "b.json"], 0),
        (["b.json", "--ignore", "missing-version", "invalid-effect"], 0),
        (["--ignore", "missing-version,invalid-effect", "b.json"], 0),
        (["b.json", "--ignore", "invalid-*"], 0),
        (["b.json", "--ignore", "missing-version", "--ignore", "invalid-effect"], 0),
        (["b.json", "--ignore", "missing-version"], 1),
        (["b.json", "--ignore", "invalid-efect"], 2),
        (["b.json", "--fail-on", "grave"], 2),
        (["b.json", "--config", "none.toml"], 2),
    ],
)
def test_codes_are_ignored_however_they_are_listed(
    arguments: list[str], status: int, folder: Path, call: Call
) -> None:
    write(folder, {"b.json": FAULTY})
    assert call("check", *arguments)[0] == status


def test_a_code_that_there_is_not_is_told(folder: Path, call: Call) -> None:
    write(folder, {"b.json": FAULTY, ".whydenied.toml": 'severity = { invalid-efect = "warning" }\n'})
    assert "there is no code invalid-efect: did you mean invalid-effect?" in call("check", "b.json")[2]


@pytest.mark.parametrize(
    ("glob", "status"),
    [
        ("old/**", 0),
        ("old", 0),
        ("old/", 0),
        ("**/b.json", 0),
        ("b.json", 0),
        ("*.json", 0),
        ("old/*/b.json", 0),
        ("new/*", 1),
        ("deep/b.json", 1),
        ("*.yaml", 1),
    ],
)
@pytest.mark.parametrize("place", [".", "old"])
def test_a_glob_starts_at_the_file_with_the_options(
    glob: str, status: int, place: str, folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = f'[tool.whydenied.ignore-in]\n"{glob}" = ["*"]\n'
    write(folder, {"old/deep/b.json": FAULTY, "pyproject.toml": options})
    monkeypatch.chdir(folder / place)
    assert (
        call("check", str(Path("old/deep/b.json") if place == "." else folder / "old/deep/b.json"))[0]
        == status
    )


def test_options_end_at_the_root_of_the_repository(
    folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, {"repository/a/b.json": FAULTY, ".whydenied.toml": 'fail-on = "never"\n'})
    monkeypatch.chdir(folder / "repository/a")
    assert call("check", ".")[0] == 0
    git(folder / "repository", "init", "--quiet")
    assert call("check", ".")[0] == 1
    assert call("check", ".", "--config", "../../.whydenied.toml")[0] == 0


def test_a_house_has_its_own_severities_and_pages(folder: Path, call: Call) -> None:
    house = """[tool.whydenied]
severity = { invalid-effect = "suggestion" }
pages = { invalid-effect = "https://wiki.example/effects" }
"""
    write(folder, {"b.json": FAULTY, "pyproject.toml": house})
    status, out, _ = call("check", "b.json")
    assert status == 0 and "suggestion invalid-effect" in out and "see: https://wiki.example/effects" in out
    assert "see: https://wiki.example/effects" in call("check", ".")[1]
    assert "[`invalid-effect`](https://wiki.example/effects)" in call("check", ".", "--format", "markdown")[1]
    rules = json.loads(call("check", ".", "--format", "sarif")[1])["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["helpUri"] for rule in rules] == ["https://wiki.example/effects"]


ENDPOINT = """data "aws_iam_policy_document" "endpoint" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}
"""
ALLOWS = (
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:List*", "Resource": "*"}]}'
)
READS = """resource "aws_vpc_endpoint" "s3" {
  service_name = "com.amazonaws.eu-west-1.s3"
  policy       = data.aws_iam_policy_document.endpoint.json
}
"""


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"a.tf": ENDPOINT, "b.tf": READS}, "vpc-endpoint"),
        ({"a.tf": ENDPOINT}, "resource"),
        (
            {
                "policies/guard.json": ALLOWS,
                "main.tf": 'resource "aws_organizations_policy" "p" {\n  content = file("${path.module}/policies/guard.json")\n}\n',
            },
            "scp",
        ),
        (
            {
                "policies/guard.json": ALLOWS,
                "main.tf": 'resource "aws_organizations_policy" "p" {\n  content = file("${path.module}/guard.json")\n}\n',
            },
            "identity",
        ),
        (
            {
                "guard.json": ALLOWS,
                "run.sh": "aws sts assume-role --role-arn a --role-session-name b \\\n  --policy file://guard.json\n",
            },
            "session",
        ),
    ],
)
def test_what_reads_a_policy_may_be_in_another_file(
    files: dict[str, str], kind: str, folder: Path, call: Call
) -> None:
    write(folder, files)
    report = json.loads(call("check", ".", "--format", "json")[1])
    assert [policy["type"] for policy in report["policies"]] == [kind]


def test_a_folder_is_listed_and_counted(folder: Path, call: Call) -> None:
    write(folder, {"p/b.json": FAULTY, "p/a.json": SOUND, "p/read.md": DENIED + SOUND, "p/c.json": "{}"})
    status, out, _ = call("check", "p")
    assert status == 1
    assert "p/b.json:3:28: error invalid-effect" in out.splitlines()
    assert out.splitlines()[-1] == "3 policies in 3 files: 1 error."
    assert "ines" not in out  # a README's example is not a question


def test_named_files_can_be_searched_as_well(folder: Path, call: Call) -> None:
    write(folder, {"a.json": SOUND, "read.md": DENIED, "other.yaml": "a: 1"})
    assert call("check", "a.json", "read.md", "other.yaml")[0] == 1
    status, out, _ = call("check", "--policies", "a.json", "read.md", "other.yaml")
    assert status == 0 and out.splitlines()[-1].startswith("1 policy in 1 file:") and "ines" not in out


def test_a_folder_without_policies_says_so(folder: Path, call: Call) -> None:
    assert call("check", ".") == (0, "No policy was found.\n", "")
    assert json.loads(call("check", ".", "--format", "json")[1]) == {"reports": []}


def test_a_folder_that_git_ignores_as_a_whole_is_left_out(folder: Path, call: Call) -> None:
    git(folder, "init", "--quiet")
    write(folder, {".gitignore": "made/\n", "made/b.json": FAULTY})
    assert call("check", ".")[0] == 0 and call("check", "made")[0] == 0


def test_only_what_the_branch_changed(folder: Path, call: Call) -> None:
    git(folder, "init", "--quiet")
    write(folder, {"old.json": FAULTY, "mine.json": SOUND})
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "a")
    git(folder, "checkout", "--quiet", "-b", "topic")
    assert call("check", "--changed")[1] == "No policy was found.\n"
    write(folder, {"mine.json": FAULTY})
    git(folder, "commit", "--quiet", "--all", "--message", "b")
    write(folder, {"new/näh.json": FAULTY})
    out = call("check", "--changed")[1]
    assert "mine.json:3" in out and "new/näh.json:3" in out and "old.json" not in out
    assert "mine.json" not in call("check", "--changed", "new")[1]
    assert "mine.json" not in call("check", "--since", "HEAD", ".")[1]
    assert call("check", "--changed", "old.json")[1] == "No policy was found.\n"
    status, _, error = call("check", "--since", "no-such", ".")
    assert status == 2 and "git knows no commit no-such" in error


def test_changed_needs_a_repository(folder: Path, call: Call) -> None:
    write(folder, {"b.json": FAULTY})
    status, _, error = call("check", "--changed")
    assert status == 2 and "is not in a git repository" in error


def test_junit_has_a_case_for_each_finding(folder: Path, call: Call) -> None:
    write(folder, {"b.json": FAULTY, "a.json": SOUND, "e.txt": DENIED.replace("orders", "or\x01ders")})
    status, out, _ = call("check", "a.json", "b.json", "--format", "junit")
    suites = ElementTree.fromstring(out)
    assert status == 1 and (suites.get("tests"), suites.get("failures")) == ("2", "1")
    failure = suites.find("*/*/failure")
    assert failure is not None and failure.get("type") == "error" and '"allow"' in str(failure.text)
    denied = ElementTree.fromstring(call("check", "e.txt", "--format", "junit")[1])
    assert denied.find("*/*/failure[@type='denied']") is not None


def test_sarif_leads_to_the_place_and_carries_the_edit(folder: Path, call: Call) -> None:
    write(folder, {"my policies/b.json": FAULTY})
    (run,) = json.loads(call("check", "my policies", "--format", "sarif")[1])["runs"]
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "my%20policies/b.json"
    region = place["region"]
    assert (
        FAULTY.splitlines()[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
        == '"allow"'
    )
    assert result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == '"Allow"'
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "invalid-effect"


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_colours_follow_the_environment(
    environment: dict[str, str], coloured: bool, folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    write(folder, {"b.json": FAULTY})
    assert ("\x1b[31;1merror\x1b[0m invalid-effect" in call("check", ".")[1]) == coloured
    assert "\x1b" not in call("check", ".", "--format", "json")[1]

"""The command line keeps its contract: formats, exit status, one line for one line."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest

from whydenied import Guide
from whydenied.cli import batch, main

DENIED = "User: arn:aws:iam::111122223333:user/ines is not authorized to perform: lambda:GetFunction on resource: orders"


@pytest.fixture
def index(tmp_path, guide: Guide) -> str:
    path = tmp_path / "guide.json"
    path.write_text(json.dumps(guide.to_json()), "utf-8")
    return str(path)


@pytest.mark.parametrize("form", ["text", "json", "sarif", "markdown"])
def test_every_format_names_the_action(form: str, index: str, tmp_path, capsys) -> None:
    paste = tmp_path / "error.txt"
    paste.write_text(DENIED, "utf-8")
    assert main(["--guide", index, "check", "--format", form, str(paste)]) == 1
    out = capsys.readouterr().out
    assert "lambda:GetFunction" in out
    if form in ("json", "sarif"):
        json.loads(out)


def test_standard_input_and_silence(index: str, monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("all is well"))
    assert main(["--guide", index, "check"]) == 0
    assert "No AWS access problem was found" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["check", "no-such-file"], "cannot read no-such-file"),
        (["explain", "pasrole"], "did you mean passrole?"),
    ],
)
def test_a_wrong_call_gets_one_sentence(arguments: list[str], sentence: str, index: str, capsys) -> None:
    assert main(["--guide", index, *arguments]) == 2
    error = capsys.readouterr().err
    assert sentence in error and len(error.splitlines()) == 1


def test_explain(index: str, capsys) -> None:
    assert main(["--guide", index, "explain", "passrole"]) == 0
    assert "Messages that lead here" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"id": "a", "text": "nothing"}', {"id": "a", "kind": "nothing"}),
        ('{"id": "b"}', {"id": "b", "error": '"text"'}),
        ("[1]", {"id": None, "error": "not an object"}),
        ("{", {"id": None, "error": "not JSON"}),
        ('{"id": "c", "text": "x", "policies": [1]}', {"id": "c", "error": '"policies"'}),
    ],
)
def test_batch_answers_every_line(line: str, expected: dict[str, str], guide: Guide) -> None:
    out = io.StringIO()
    batch.run([line, '{"id": "last", "text": ""}'], out, guide)
    rows = [json.loads(row) for row in out.getvalue().splitlines()]
    assert [row["id"] for row in rows] == [expected["id"], "last"]
    if "error" in expected:
        assert expected["error"] in rows[0]["error"]
    else:
        assert rows[0]["report"]["kind"] == expected["kind"]


def test_a_reader_that_has_seen_enough_is_no_error(index: str) -> None:
    command = [sys.executable, "-m", "whydenied", "--guide", index, "batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdout.close()
        process.stdin.write(b'{"id": "a", "text": "nothing"}\n')
        process.stdin.close()
        assert (process.wait(), process.stderr.read()) == (0, b"")


@pytest.mark.parametrize(
    ("row", "answer"),
    [
        (
            {"request": {"principal": "s3.amazonaws.com", "action": "sqs:SendMessage", "resource": "*"}, "policies": {}},
            {"decision": "ImplicitDeny", "deciding": "resource", "why": ["No resource-based policy allows sqs:SendMessage on *."]},
        ),
        ({"request": {}, "policies": {}}, {"error": 'Line 1: The request has no "action" such as "lambda:InvokeFunction".'}),
        (
            {"request": {"action": "a:b"}, "policies": []},
            {"error": 'Line 1: "policies" should be an object such as {"identity": [{...}]}.'},
        ),
    ],
)
def test_evaluate_answers_every_line(row: dict[str, object], answer: dict[str, object], guide: Guide) -> None:
    out = io.StringIO()
    batch.run([json.dumps({"id": "e", **row})], out, guide, evaluate=True)
    assert json.loads(out.getvalue()) == {"id": "e", **answer}

"""The command line keeps its contract: formats, exit status, one line for one line."""

from __future__ import annotations

import io
import json
import re
import statistics
import subprocess
import sys

import pytest

from tests.conftest import cases
from whydenied import Guide
from whydenied.cli import batch, main

DENIED = (
    "User: arn:aws:iam::111122223333:user/ines is not authorized to perform: "
    "lambda:GetFunction on resource: orders"
)


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


@pytest.mark.parametrize("before", [[], ["--guide", "INDEX"], ["--guide=INDEX"]])
def test_a_path_or_a_pipe_alone_is_checked(
    before: list[str], index: str, tmp_path, monkeypatch, capsys
) -> None:
    before = [each.replace("INDEX", index) for each in before]
    paste = tmp_path / "error of today.txt"
    paste.write_text(DENIED, "utf-8")
    monkeypatch.setattr(sys, "stdin", io.StringIO(DENIED))
    for alone in ([str(paste)], ["-"], [], [str(paste), "--format", "json"]):
        sys.stdin.seek(0)
        assert main([*before, *alone]) == 1
        assert "lambda:GetFunction" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_code_alone_has_what_to_paste_next(form: str, index: str, tmp_path, capsys) -> None:
    """And the nearest sections as such: none is said to answer."""
    paste = tmp_path / "error.txt"
    paste.write_text("deploy 17: AccessDeniedException", "utf-8")
    assert main(["--guide", index, "check", "--format", form, str(paste)]) == 1
    out = capsys.readouterr().out
    assert "the message says no more" in out and "CloudTrail" in out and "Read on" not in out
    assert out.count("#security_iam_troubleshoot-") >= 3
    paste.write_text(DENIED, "utf-8")
    main(["--guide", index, "check", "--format", form, str(paste)])
    out = capsys.readouterr().out
    assert "Read on" in out and "Perhaps" not in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["check", "no-such-file"], "cannot read no-such-file"),
        (["check", DENIED], "A text goes in by a pipe, or in a file."),
        (["explain", "pasrole"], "did you mean passrole?"),
        (["explain", __file__], "is a file: whydenied check"),
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
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdout.close()
        process.stdin.write(b'{"id": "a", "text": "nothing"}\n')
        process.stdin.close()
        assert (process.wait(), process.stderr.read()) == (0, b"")


@pytest.mark.parametrize(
    ("row", "answer"),
    [
        (
            {
                "request": {"principal": "s3.amazonaws.com", "action": "sqs:SendMessage", "resource": "*"},
                "policies": {},
            },
            {
                "decision": "ImplicitDeny",
                "deciding": "resource",
                "why": ["No resource-based policy allows sqs:SendMessage on *."],
            },
        ),
        (
            # The path of a session's role is not in its ARN: whether the condition is met is open.
            {
                "request": {
                    "principal": "arn:aws:sts::111122223333:assumed-role/worker/run",
                    "action": "sqs:SendMessage",
                    "resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
                    "context_complete": False,
                },
                "policies": {
                    "identity": [
                        {
                            "Version": "2012-10-17",
                            "Statement": {
                                "Effect": "Allow",
                                "Action": "sqs:*",
                                "Resource": "*",
                                "Condition": {
                                    "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/batch/*"}
                                },
                            },
                        }
                    ]
                },
            },
            {"decision": "ImplicitDeny", "deciding": "identity", "certain": False},
        ),
        (
            {"request": {}, "policies": {}},
            {"error": 'Line 1: The request has no "action" such as "lambda:InvokeFunction".'},
        ),
        (
            {"request": {"action": "a:b"}, "policies": []},
            {"error": 'Line 1: "policies" should be an object such as {"identity": [{...}]}.'},
        ),
    ],
)
def test_evaluate_answers_every_line(row: dict[str, object], answer: dict[str, object], guide: Guide) -> None:
    out = io.StringIO()
    batch.run([json.dumps({"id": "e", **row})], out, guide, evaluate=True)
    written = json.loads(out.getvalue())
    assert written == {**written, "id": "e", **answer}
    assert ("certain" in written) == ("certain" in answer)


POLICY = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-3:111122223333:function:orders"
    }
  ]
}
"""
ERROR = (
    "User: arn:aws:sts::111122223333:assumed-role/till/t1 is not authorized to perform: "
    "lambda:InvokeFunction on resource: "
    "arn:aws:lambda:eu-west-3:111122223333:function:orders:live because no identity-based "
    "policy allows the lambda:InvokeFunction action"
)
FAULTY = POLICY.replace('"Allow"', '"allow"')


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(index: str, capsys, *arguments: str) -> tuple[int, str]:
    status = main(["--guide", index, "check", *arguments])
    return status, capsys.readouterr().out


def test_several_files_are_one_question_when_one_holds_a_denial(index: str, folder, capsys) -> None:
    (folder / "error.txt").write_text(ERROR)
    (folder / "policy.json").write_text(POLICY)
    status, out = run(index, capsys, "error.txt", "policy.json", "--format", "json")
    report = json.loads(out)
    assert (
        status == 1
        and report["kind"] == "error+policy"
        and report["verdict"]["code"] == "resource-not-covered"
    )
    status, out = run(index, capsys, "policy.json", "error.txt")
    assert '-      "Resource": "arn:aws:lambda:eu-west-3:111122223333:function:orders"' in out
    assert "orders:live" in out and "policy.json:" in out
    assert len(out.splitlines()) <= 25


def test_an_arn_is_never_broken(index: str, folder, capsys) -> None:
    (folder / "error.txt").write_text(ERROR)
    (folder / "policy.json").write_text(POLICY)
    for form in ([], ["--verbose"]):
        assert (
            "arn:aws:lambda:eu-west-3:111122223333:function:orders:live"
            in run(index, capsys, "error.txt", "policy.json", *form)[1]
        )


def test_policies_alone_are_read_each_by_itself(index: str, folder, capsys) -> None:
    (folder / "one.json").write_text(FAULTY)
    (folder / "two.json").write_text(POLICY)
    status, out = run(index, capsys, "one.json", "two.json", "--format", "json")
    assert status == 1
    assert [(each["file"], each["report"]["kind"]) for each in json.loads(out)["reports"]] == [
        ("one.json", "policy"),
        ("two.json", "policy"),
    ]
    sarif = json.loads(run(index, capsys, "one.json", "two.json", "--format", "sarif")[1])
    places = {
        each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for each in sarif["runs"][0]["results"]
    }
    assert len(sarif["runs"]) == 1 and "one.json" in places


def test_a_folder_is_searched_for_policies(index: str, folder, capsys) -> None:
    (folder / "policies" / "deep").mkdir(parents=True)
    (folder / "policies" / "deep" / "faulty.json").write_text(FAULTY)
    (folder / "policies" / "other.json").write_text('{"name": "x"}')
    (folder / "policies" / "notes.txt").write_text(FAULTY)
    status, out = run(index, capsys, "policies", "--format", "json")
    assert status == 1 and json.loads(out)["policies"][0]["findings"][0]["code"] == "invalid-effect"


def test_what_git_ignores_is_not_read(index: str, folder, capsys) -> None:
    source = folder / "source"
    (source / "made").mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", "source"], check=True)
    (source / ".gitignore").write_text("made/\n")
    (source / "made" / "faulty.json").write_text(FAULTY)
    (source / "good.json").write_text(POLICY)
    assert run(index, capsys, "source")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ([], 1),
        (["--fail-on", "never"], 0),
        (["--ignore", "invalid-effect"], 0),
        (["--fail-on", "suggestion"], 1),
        (["--fail-on", "error"], 1),
    ],
)
def test_the_threshold_decides_the_exit_status(
    arguments: list[str], status: int, index: str, folder, capsys
) -> None:
    (folder / "faulty.json").write_text(FAULTY)
    assert run(index, capsys, "faulty.json", *arguments)[0] == status


@pytest.mark.parametrize(
    ("name", "options", "status"),
    [
        (".whydenied.toml", 'fail-on = "never"\n', 0),
        ("pyproject.toml", '[tool.whydenied]\nignore = ["invalid-effect"]\n', 0),
        ("pyproject.toml", '[tool.whydenied.ignore-in]\n"old/*" = ["invalid-effect"]\n', 0),
        ("pyproject.toml", '[tool.whydenied.ignore-in]\n"new/*" = ["invalid-effect"]\n', 1),
        ("pyproject.toml", '[tool.whydenied]\nfail-on = "sometimes"\n', 2),
        ("pyproject.toml", '[tool.whydenied]\nfial-on = "error"\n', 2),
        (".whydenied.toml", "fail-on = \n", 2),
    ],
)
def test_a_project_has_options_of_its_own(
    name: str, options: str, status: int, index: str, folder, capsys
) -> None:
    (folder / "old").mkdir()
    (folder / "old" / "faulty.json").write_text(FAULTY)
    (folder / name).write_text(options)
    assert run(index, capsys, "old/faulty.json")[0] == status


def test_the_reader_says_the_type(index: str, folder, capsys) -> None:
    (folder / "policy.json").write_text(POLICY)
    assert (
        json.loads(run(index, capsys, "policy.json", "--policy-type", "scp", "--format", "json")[1])[
            "policies"
        ][0]["type"]
        == "scp"
    )
    assert main(["--guide", index, "check", "policy.json", "--policy-type", "sp"]) == 2


def test_an_answer_fits_a_screen_and_breaks_no_arn(index: str, tmp_path, capsys) -> None:
    """Ordinary pastes, every second one with its policies."""
    lengths = []
    for number, case in enumerate(each.values[0] for each in cases("pairs")[::8][:24]):
        files = [tmp_path / "error.txt"]
        files[0].write_text(case["text"], "utf-8")
        for at, policy in enumerate(case["policies"] if number % 2 else ()):
            files.append(tmp_path / f"policy-{at}.txt")
            files[-1].write_text(policy, "utf-8")
        main(["--guide", index, "check", *map(str, files)])
        out = capsys.readouterr().out
        lengths.append(len(out.splitlines()))
        whole = {each.rstrip(".,") for each in re.findall(r"arn:[^\s\"'`]+", case["text"])}
        for end in re.findall(r"(arn:\S{20,})\n", out):
            assert not any(one.startswith(end) and one != end.rstrip(".,") for one in whole - {end})
    assert statistics.median(lengths) <= 25 and max(lengths) < 50

"""What comes in at a terminal: encodings, pipes, folders, what is no text, what is too large."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from whydenied.cli import batch, inputs, main

DENIED = (
    "User: arn:aws:iam::111122223333:user/inés is not authorized to perform: "
    "lambda:GetFunction on resource: orders because no identity-based policy allows the lambda:GetFunction action"
)
COMMAND = [sys.executable, "-m", "whydenied"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_encoding_is_known(encoding: str, end: str, tmp_path: Path, capsys) -> None:
    path = tmp_path / "error.txt"
    path.write_bytes(f"first line{end}{DENIED}{end}last line{end}".encode(encoding))
    assert main(["check", "--format", "json", str(path)]) == 1
    (denial,) = json.loads(capsys.readouterr().out)["denials"]
    assert denial["principal"] == "arn:aws:iam::111122223333:user/inés"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0" * 9, "is not a text file"),
        (gzip.compress(DENIED.encode()), "is packed with gzip"),
        (b"PK\x03\x04\x14\0", "is packed with zip"),
    ],
)
def test_what_is_no_text_is_a_sentence(content: bytes, sentence: str, tmp_path: Path, capsys) -> None:
    path = tmp_path / "log"
    path.write_bytes(content)
    assert main(["check", str(path)]) == 2
    error = capsys.readouterr().err
    assert sentence in error and len(error.splitlines()) == 1


def test_a_fifo_is_read_like_a_file(tmp_path: Path, capsys) -> None:
    path = tmp_path / "fifo"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=(DENIED,), daemon=True)
    writer.start()
    assert main(["check", str(path)]) == 1
    assert "inés" in capsys.readouterr().out


def test_an_empty_folder_is_no_problem(tmp_path: Path, capsys) -> None:
    (tmp_path / "broken.json").write_bytes(b'"Statement"\0\0\xff')
    assert main(["check", str(tmp_path)]) == 0


@pytest.mark.parametrize(
    "index", ["{}", "[]", "no json", '{"schema": "whydenied/guide/1", "sections": [{}]}', "\ud800"]
)
def test_another_file_as_a_guide_is_a_sentence(index: str, tmp_path: Path, capsys) -> None:
    path = tmp_path / "guide.json"
    path.write_bytes(index.encode("utf-8", "surrogatepass"))
    assert main(["--guide", str(path), "explain", "passrole"]) == 2
    error = capsys.readouterr().err
    assert "is no guide index" in error and len(error.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["check"], ["batch"]])
def test_a_closed_input_is_a_sentence(arguments: list[str]) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *COMMAND, *arguments], capture_output=True, text=True, check=False
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "standard input is closed" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "error.txt").write_text(DENIED, "utf-8")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "check", str(tmp_path / "error.txt")],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (
        2,
        "whydenied: cannot write the answer: no space left on device.\n",
    )


def test_an_unreadable_file_is_a_sentence(tmp_path: Path, capsys) -> None:
    assert main(["check", str(tmp_path / ("x" * 300))]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_an_unknown_type_in_a_batch_is_an_error_of_its_line(guide) -> None:
    out = io.StringIO()
    lines = [
        '{"id": "a", "text": "x", "policy_type": "sp"}',
        '{"id": "b", "text": "x", "policy_type": 3}',
        '{"id": "c", "text": "x"}',
    ]
    batch.run(lines, out, guide)
    rows = [json.loads(row) for row in out.getvalue().splitlines()]
    assert ["error" in row for row in rows] == [True, True, False] and "policy type" in rows[0]["error"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_of_a_large_log_a_window_is_read(end: str, tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(inputs, "LARGEST", 20_000)
    monkeypatch.setattr(inputs, "_STEP", 7_000)
    monkeypatch.setattr(inputs, "_BACK", 300)
    lines = [f"2026-03-02T10:00:00Z INFO request {number:07}" for number in range(5_000)]
    lines[3_000] = f"2026-03-02T10:00:00Z ERROR {DENIED}"
    path = tmp_path / "big.log"
    path.write_bytes(end.join(lines).encode())
    assert main(["check", "--format", "sarif", str(path)]) == 1
    got = capsys.readouterr()
    region = json.loads(got.out)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region["startLine"] == 3_001
    assert end.join(lines)[region["charOffset"] :].startswith("lambda:GetFunction")
    assert "is large, so only lines" in got.err


def test_a_large_document_is_read_whole_and_json_lines_are_a_log(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(inputs, "LARGEST", 20_000)
    document = json.dumps({"UserDetailList": [{"UserName": f"user-{number}"} for number in range(3_000)]})
    lines = "".join(json.dumps({"number": number}) + "\n" for number in range(3_000))
    for name, text in (("account.json", document), ("log.json", lines)):
        (tmp_path / name).write_text(text, "utf-8")
    assert inputs.file(str(tmp_path / "account.json")).text == document
    assert len(inputs.file(str(tmp_path / "log.json")).text) <= 20_000


@pytest.mark.slow
def test_a_log_of_200_megabytes_takes_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "big.log"
    line = b"2026-03-02T10:00:00Z INFO request 0123456789abcdef took 12 ms and ended with status 200\n"
    with path.open("wb") as log:
        for _ in range(200):
            log.write(line * (1_000_000 // len(line)))
        log.write(DENIED.encode() + b"\n")
    program = (
        "import resource, sys\nfrom whydenied.cli import main\nstatus = main(['check', sys.argv[1]])\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)\nsys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1 and "inés" in done.stdout
    assert int(done.stdout.splitlines()[-1]) < 500

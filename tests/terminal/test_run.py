"""`whydenied run` is as if it were not there, but for a few lines at the end."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import cases
from tests.properties import examples
from whydenied import Guide
from whydenied.cli.watch import _CARRIED, _PIECE, Denials, Stream

DENIED = (
    "An error occurred (AccessDeniedException) when calling the {call} operation: User: "
    "arn:aws:iam::111122223333:user/ines is not authorized to perform: lambda:{call} on resource: "
    "arn:aws:lambda:eu-west-1:111122223333:function:orders because no identity-based policy allows the "
    "lambda:{call} action"
)
GET = DENIED.format(call="GetFunction")
SECRET = "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"


def command(index: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "whydenied", "--guide", index, "run", "--", *arguments]


def run(index: str, script: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command(index, "sh", "-c", script), capture_output=True, check=False)


def test_both_streams_and_the_status_are_the_command_s(index: str) -> None:
    done = run(index, r"printf '\377\000a\r\nb'; printf 'c\rd' >&2; exit 7")
    assert (done.stdout, done.stderr, done.returncode) == (b"\xff\x00a\r\nb", b"c\rd", 7)


def test_denials_are_explained_after_the_output(index: str, tmp_path: Path) -> None:
    (tmp_path / "log").write_text(f"{GET}\n{SECRET}\n{GET}\n")
    done = run(index, f"cat {tmp_path}/log; exit 254")
    said = done.stderr.decode()
    assert done.returncode == 254 and done.stdout.decode() == f"{GET}\n{SECRET}\n{GET}\n"
    assert "whydenied: 1 denial in this output" in said and "(2 times)" in said
    assert "Fix: Give the user ines" in said and "whydenied explain no-permissions" in said
    assert "wJalr" not in said and len(said.splitlines()) <= 8


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGSEGV])
def test_it_ends_as_the_command_ended(number: signal.Signals, index: str) -> None:
    assert run(index, f"kill -{number} $$").returncode == -number


def test_signals_reach_the_command(index: str) -> None:
    script = "trap 'echo bye; exit 3' TERM; echo ready; while :; do sleep 0.05; done"
    with subprocess.Popen(command(index, "sh", "-c", script), stdout=subprocess.PIPE) as process:
        assert process.stdout and process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGTERM)
        assert (process.stdout.read(), process.wait()) == (b"bye\n", 3)


def test_output_comes_as_it_is_written(index: str) -> None:
    script = "echo first; read answer; echo $answer"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command(index, "sh", "-c", script), **pipes) as process:  # type: ignore[call-overload]
        assert process.stdout.readline() == b"first\n"
        process.stdin.write(b"second\n")
        process.stdin.close()
        assert process.stdout.read() == b"second\n"


def test_a_reader_that_has_seen_enough_ends_the_command(index: str) -> None:
    with subprocess.Popen(command(index, "yes"), stdout=subprocess.PIPE) as process:
        assert process.stdout and process.stdout.readline() == b"y\n"
        process.stdout.close()
        assert process.wait() == -signal.SIGPIPE


@pytest.mark.slow
def test_a_process_left_behind_is_not_waited_for(index: str) -> None:
    with subprocess.Popen(
        command(index, "sh", "-c", "echo $$; exec sleep 1000 &"), stdout=subprocess.PIPE
    ) as process:
        assert process.wait() == 0


@pytest.mark.slow
def test_a_slow_reader_loses_nothing(index: str) -> None:
    script = "head -c 3000000 /dev/zero"
    with subprocess.Popen(command(index, "sh", "-c", script), stdout=subprocess.PIPE) as process:
        assert process.stdout
        first = process.stdout.read(10)
        select.select([], [], [], 0.8)
        assert len(first + process.stdout.read()) == 3_000_000


def test_a_terminal_stays_one(index: str) -> None:
    ours, theirs = pty.openpty()
    script = "test -t 1 && test -t 2 && echo both; exit 5"
    process = subprocess.Popen(command(index, "sh", "-c", script), stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    assert process.wait() == 5
    assert os.read(ours, 1000) == b"both\r\n"
    os.close(ours)


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["run", "--", "no-such-command"], 127, "cannot run no-such-command: no such file"),
        (["run", "--", "/"], 126, "cannot run /: permission denied"),
        (["run"], 2, "run needs a command"),
    ],
)
def test_what_cannot_run_gets_one_sentence(
    arguments: list[str], status: int, sentence: str, index: str
) -> None:
    whole = [sys.executable, "-m", "whydenied", "--guide", index, *arguments]
    done = subprocess.run(whole, capture_output=True, text=True, check=False)
    assert done.returncode == status and sentence in done.stderr and len(done.stderr.splitlines()) == 1


TERRAFORM = """\x1b[31m╷\x1b[0m\x1b[0m
\x1b[31m│\x1b[0m \x1b[0m\x1b[1m\x1b[31mError: \x1b[0m\x1b[0m\x1b[1mreading Lambda Function (orders): operation error Lambda: GetFunction, https response error StatusCode: 403, RequestID: 5d0e2ad5-5d6f-4a2f-a6f8-2d6ef2a3e1a1, api error AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/ci/run is not authorized to perform: lambda:GetFunction on resource: arn:aws:lambda:eu-west-1:111122223333:function:orders with an explicit deny in a service control policy\x1b[0m
\x1b[31m│\x1b[0m \x1b[0m
\x1b[31m│\x1b[0m \x1b[0m\x1b[0m  with data.aws_lambda_function.orders,
\x1b[31m╵\x1b[0m\x1b[0m
"""
PYTEST = f"""    def test_orders():
>       client.get_function(FunctionName="orders")
E   botocore.exceptions.ClientError: {GET}
FAILED test_orders.py::test_orders - botocore.exceptions.ClientError: An error oc...
"""
CDK = """MyStack |  2/4 | 10:02:11 AM | CREATE_FAILED        | AWS::Lambda::Function | orders (orders5C3B1E1F) Resource handler returned message: "User: arn:aws:sts::111122223333:assumed-role/cdk-hnb659fds-cfn-exec-role-111122223333-eu-west-1/AWSCloudFormation is not authorized to perform: lambda:CreateFunction on resource: arn:aws:lambda:eu-west-1:111122223333:function:orders because no identity-based policy allows the lambda:CreateFunction action (Service: Lambda, Status Code: 403, Request ID: 5d0e2ad5-5d6f-4a2f-a6f8-2d6ef2a3e1a1)" (RequestToken: 1f2e3d4c, HandlerErrorCode: AccessDenied)
"""


def watched(text: str, guide: Guide, step: int = 70_000) -> Denials:
    denials = Denials(guide)
    stream = Stream(denials)
    data = text.encode()
    for start in range(0, len(data), step):
        stream.feed(data[start : start + step])
    stream.close()
    return denials


@pytest.mark.parametrize(
    ("text", "words"),
    [(TERRAFORM, "service control policy"), (PYTEST, "lambda:GetFunction"), (CDK, "lambda:CreateFunction")],
    ids=["terraform", "pytest", "cdk"],
)
@pytest.mark.parametrize("step", [7, 70_000])
def test_what_tools_print_is_read(text: str, words: str, step: int, guide: Guide) -> None:
    (seen,) = watched(text, guide, step).seen.values()
    assert words in seen.summary and "\x1b" not in seen.summary and seen.count == 1


@pytest.mark.slow
@examples(30)
@given(st.integers(_PIECE - _CARRIED - 800, _PIECE + 100), st.integers(2_000, 90_000), st.booleans())
def test_a_message_across_a_border_counts_once(guide: Guide, before: int, step: int, lines: bool) -> None:
    filler = ("quiet\n" if lines else "quiet ") * (before // 6) + "." * (before % 6)
    denials = watched(f"{filler}\n{GET}\n" + filler, guide, step)
    assert [(each.count, "lambda:GetFunction" in each.summary) for each in denials.seen.values()] == [
        (1, True)
    ]
    assert denials.more == 0


@pytest.mark.slow
def test_memory_is_bounded(guide: Guide) -> None:
    denials = Denials(guide)
    stream = Stream(denials)
    for piece in range(6):
        lines = [DENIED.format(call=f"Get{chr(97 + piece)}{chr(97 + each)}") for each in range(15)]
        stream.feed("\n".join(lines).encode() + b"\n" + b"x" * 60_000)
        assert len(stream._rest) < _PIECE
    stream.close()
    assert len(denials.seen) == 50 and denials.more == 40


@pytest.mark.parametrize("row", cases("messages")[::9])
def test_every_kind_of_message_passes_the_first_look(row: dict[str, str], guide: Guide) -> None:
    assert Denials(guide).promising(row["text"])


def test_what_the_guide_knows_passes_the_first_look(guide: Guide) -> None:
    denials = Denials(guide)
    known = [sample for section in guide.sections for sample in section.samples]
    assert [sample for sample in known if not denials.promising(sample)] == []
    assert not denials.promising("aws_lambda_function.orders: Still creating... [10s elapsed]\n" * 9)


def test_a_wiki_s_own_message_passes_the_first_look() -> None:
    row = {"id": "vpn", "title": "VPN", "url": "vpn/#vpn", "forms": [{"text": "Gatekeeper says no to {who}"}]}
    house = Guide.from_json({"schema": "whydenied/guide/1", "sections": [row]})
    (seen,) = watched("Gatekeeper says no to ines\n", house).seen.values()
    assert seen.section == "vpn"

"""No value of a paste, whatever it holds, gets out of its quotes in any syntax."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixes import syntaxes
from tests.properties import examples
from whydenied.advice import Fix, suggest
from whydenied.advice.syntaxes.templates import fill
from whydenied.report import Denial

HOSTILE = [
    "'; rm -rf ~; echo '", '"; exit 1; "', "$(id)", "`id`", "${HOME}", "%{ if true }", "$${x}", "$$${x}", "\\", '\\"', "\\${x}", "a\nb", "a\r\nb", "\t",
    "EOF\nid\nEOF", "#", "{document}", "{role}", "[[x]]", "{{new}}", "}\nresource \"x\" \"y\" {", "- x: !!python/object/apply:os.system [id]", "*/", "//",
    "`${process.exit()}`", "\u2028", "\u2029", "\u202e", "\x00", "\x1b[31m", "\x7f", "\u0085", "\ufeff", "\U0001f600", "\ud7ff", "''", '""', "&", "|", ">", "~", "!!",
    "= jsonencode({", "=ls", "=", "!x", "^a^b", "~root", "%1", "\n  })", ":", "a:", ":b", "a:b",
]  # fmt: skip
CHARACTERS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12))
VALUES = st.lists(CHARACTERS, min_size=1, max_size=4).map("".join)
# Denials by the place of the policy that is written: {} takes the hostile value.
SHAPES = [
    ("arn:aws:iam::111122223333:user/{}", "lambda:GetFunction", "arn:aws:lambda:eu-north-1:111122223333:function:{}", "implicit", "identity-based"),
    ("arn:aws:sts::111122223333:assumed-role/{}/s", "s3:GetObject", "arn:aws:s3:::{}/{}", "implicit", "identity-based"),
    ("arn:aws:sts::444455556666:assumed-role/{}/s", "lambda:InvokeFunction", "arn:aws:lambda:eu-north-1:111122223333:function:{}", None, None),
    ("arn:aws:sts::444455556666:assumed-role/{}/s", "lambda:GetLayerVersion", "arn:aws:lambda:eu-north-1:111122223333:layer:{}:3", None, None),
    ("arn:aws:iam::444455556666:user/{}", "s3:PutObject", "arn:aws:s3:::{}/x", "implicit", "resource-based"),
    ("arn:aws:iam::444455556666:user/{}", "sqs:SendMessage", "arn:aws:sqs:eu-north-1:111122223333:{}", "implicit", "resource-based"),
    ("arn:aws:iam::444455556666:user/{}", "kms:Decrypt", "arn:aws:kms:eu-north-1:111122223333:key/{}", "implicit", "resource-based"),
    ("arn:aws:iam::444455556666:user/{}", "ecr:BatchGetImage", "arn:aws:ecr:eu-north-1:111122223333:repository/{}", "implicit", "resource-based"),
    ("arn:aws:iam::444455556666:user/{}", "sts:AssumeRole", "arn:aws:iam::111122223333:role/{}", None, None),
    ("arn:aws:sts::111122223333:assumed-role/{}/s", "lambda:GetFunction", "arn:aws:lambda:eu-north-1:111122223333:function:{}", "implicit", "permissions-boundary"),
    ("arn:aws:sts::111122223333:assumed-role/{}/s", "lambda:GetFunction", "arn:aws:lambda:eu-north-1:111122223333:function:{}", "implicit", "session"),
    ("arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_{}_0a1b/s", "lambda:GetFunction", "arn:aws:lambda:eu-north-1:111122223333:function:{}", None, None),
    ("anonymous", "execute-api:Invoke", "arn:aws:execute-api:eu-north-1:111122223333:{}/prod/GET/{}", None, None),
]  # fmt: skip


def fixes(shape: tuple[str, ...], value: str) -> tuple[Fix, ...]:
    principal, action, resource, effect, policy_type = shape
    return suggest(
        Denial(principal.replace("{}", value), action, resource.replace("{}", value), effect, policy_type)
    )


def read_back(fix: Fix) -> None:
    """Each text has the statements as its parser reads them, or the names that a permission is made of."""
    statements = (fix.policy or {}).get("Statement", [])
    resources = {one["Resource"] for one in statements if "Resource" in one}
    words = [word for command in syntaxes.shell(fix.commands.get("aws-cli", "")) for word in command]
    read = [parsed(word) for word in words]
    permitted = any(word == "add-permission" or word == "add-layer-version-permission" for word in words)
    assert (
        "aws-cli" not in fix.commands
        or permitted
        or fix.policy in read
        or statements in read
        or patched(read) == fix.policy
    )
    if "terraform" in fix.commands:
        assert (
            fix.policy in nested(found := syntaxes.terraform(fix.commands["terraform"]))
            or resources & names(found)
            or permitted
        )
    if "cloudformation" in fix.commands:
        assert fix.policy in nested(
            found := syntaxes.cloudformation(fix.commands["cloudformation"])
        ) or resources & names(found)
    if "cdk" in fix.commands:
        literals = set(syntaxes.strings(fix.commands["cdk"]))
        assert resources <= literals


def parsed(word: str) -> object:
    """A word of a command as JSON, if that is what it is."""
    try:
        return json.loads(word)
    except ValueError:
        return None


def patched(read: list[object]) -> object:
    """The policy inside a JSON patch, as API Gateway takes it."""
    return next(
        (
            json.loads(each[0]["value"])
            for each in read
            if isinstance(each, list) and each and isinstance(each[0], dict) and "value" in each[0]
        ),
        None,
    )


def nested(data: object) -> list[object]:
    """The data and everything in it."""
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else []
    return [data, *(each for item in inner for each in nested(item))]


def names(data: object) -> set[str]:
    return {each for each in nested(data) if isinstance(each, str)}


@examples(150)
@given(st.sampled_from(SHAPES), VALUES)
def test_any_value_is_read_back(shape: tuple[str, ...], value: str) -> None:
    for fix in fixes(shape, value):
        read_back(fix)


@pytest.mark.slow
@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_read_back(value: str) -> None:
    for shape in SHAPES:
        for fix in fixes(shape, value):
            read_back(fix)


SHELLS = {"sh": ["sh"], "bash": ["bash", "--norc"], "dash": ["dash"], "zsh": ["zsh", "-f"]}


@pytest.mark.parametrize("name", SHELLS)
def test_a_real_shell_runs_nothing_but_our_commands(name: str, tmp_path: Path) -> None:
    """`aws` and `jq` are functions that do nothing; anything else that ran would speak up or leave a file."""
    script = ["aws() { :; }", "jq() { cat >/dev/null; }", "PATH=/nowhere", "cat() { :; }"]
    texts = [
        fix.commands["aws-cli"]
        for shape in SHAPES
        for value in HOSTILE
        for fix in fixes(shape, value)
        if "aws-cli" in fix.commands
    ]
    # An interactive zsh takes a comment for a command.
    assert not [text for text in texts if "\n#" in f"\n{text}"]
    if not (program := shutil.which(name)):
        pytest.skip(f"{name} is not installed here")
    (tmp_path / "run.sh").write_text("\n".join([*script, *texts]), encoding="utf-8")
    done = subprocess.run(
        [program, *SHELLS[name][1:], "run.sh"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert {file.name for file in tmp_path.iterdir()} <= {"run.sh", "policy.json"}


@pytest.mark.slow
def test_the_typescript_compiler_reads_hostile_values(tmp_path: Path) -> None:
    programs = {
        f"p{at}_{number}": fix.commands["cdk"]
        for at, shape in enumerate(SHAPES)
        for number, fix in enumerate(
            fix for value in HOSTILE for fix in fixes(shape, value) if "cdk" in fix.commands
        )
    }
    assert syntaxes.typescript(programs, tmp_path) == ""


def test_no_command_with_a_value_that_is_an_option_or_a_file() -> None:
    repository = next(shape for shape in SHAPES if shape[1] == "ecr:BatchGetImage")
    for value in ("--cli-input-json", "file:///etc/passwd", "fileb://x"):
        assert "aws-cli" not in fixes(repository, value)[0].commands


def test_no_template_with_a_value_that_would_be_resolved() -> None:
    assert "cloudformation" not in fixes(SHAPES[0], "{{resolve:ssm:x}}")[0].commands
    assert "cdk" not in fixes(SHAPES[0], "${Token[TOKEN.1]}")[0].commands


def test_a_value_is_never_taken_for_a_slot() -> None:
    assert fill("{a} {b}[[ {c}]]", {"a": "{b}", "b": "[[{a}]]"}, str) == "{b} [[{a}]]"

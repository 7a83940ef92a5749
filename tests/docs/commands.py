"""The `aws` commands of a page, and what is wrong with them by the service models of botocore."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import botocore.session
import jmespath
from botocore import xform_name
from botocore.exceptions import DataNotFoundError
from botocore.model import OperationModel, Shape
from markdown_it import MarkdownIt

# Options that every command of the AWS CLI takes; those that end in a blank take a value.
_GLOBAL = {
    "--region",
    "--profile",
    "--output",
    "--query",
    "--endpoint-url",
    "--cli-binary-format",
    "--debug",
    "--no-cli-pager",
    "--no-sign-request",
}
# Commands that the CLI has beside those of the services.
_OWN = {
    ("configure",): (),
    ("configure", "list"): (),
    ("configure", "list-profiles"): (),
    ("configure", "set"): (),
    ("configure", "sso"): (),
    ("configure", "export-credentials"): ("--format",),
    ("sso", "login"): (),
    ("login",): (),
    ("ecr", "get-login-password"): (),
    ("cloudformation", "deploy"): ("--stack-name", "--template-file", "--capabilities"),
}
# Options that the CLI adds to an operation, and members that these stand for.
_ADDED = {
    ("lambda", "create-function"): {"--zip-file": "Code"},
    ("ec2", "authorize-security-group-ingress"): {"--protocol": "", "--port": "", "--source-group": ""},
}
# A file name that ends the command of an operation whose answer is a stream: the members it stands for.
_OUTFILE = {("lambda", "invoke"), ("s3api", "get-object")}
_SERVICES = {"s3api": "s3"}
# What needs version 2 of the CLI, or a recent one: each fence with such a command says so.
MARKED = {
    ("configure", "list-profiles"): "v2",
    ("configure", "sso"): "v2",
    ("configure", "export-credentials"): "v2",
    ("sso", "login"): "v2",
    ("login",): "recent",
    ("lambda", "get-resource-policy"): "recent",
    ("lambda", "put-resource-policy"): "recent",
    ("lambda", "delete-resource-policy"): "recent",
    ("iam-toolbox",): "recent",
    ("lambda-web",): "recent",
    ("lambda-core",): "recent",
    ("lambda-microvms",): "recent",
}
# What bash reads otherwise than PowerShell: substitutions and variables, loops, double quotes within single ones, and
# programs of its own.
_BASH = re.compile(
    r"\$\(|\$\w|^\w+=|\bfor \w+ in\b|^(?:eval|export|env)\b|\b(?:grep|jq)\b|'[^'\n]*\"[^'\n]*'", re.MULTILINE
)
POWERSHELL = ["<details markdown>", "<summary>In PowerShell</summary>"]
"""The lines that a command for PowerShell begins with."""
MARK = re.compile(r"^# (a recent )?AWS CLI v2$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Command:
    """One call of `aws`: its words after that name, its line in the page (from 1), and the fence it is in."""

    words: tuple[str, ...]
    line: int
    fence: str

    def __str__(self) -> str:
        return shlex.join(("aws", *self.words))


def commands(markdown: str) -> Iterator[Command]:
    """The calls of `aws` in the shell fences of a page."""
    for token in MarkdownIt().parse(markdown):
        if token.type == "fence" and token.info.split(" ")[0] in ("sh", "powershell"):
            start = (token.map or [0])[0] + 2
            # A backtick continues a line in PowerShell as a backslash does in bash, and quotes nothing else here.
            content = token.content.replace(" `\n", " \\\n")
            for number, line in _joined(content):
                yield from (Command(words, start + number, token.content) for words in _calls(line))


def without_powershell(markdown: str) -> Iterator[int]:
    """The lines (from 1) of shell fences that PowerShell reads in another way, and that aren't followed by the same
    for PowerShell."""
    lines = markdown.split("\n")
    for token in MarkdownIt().parse(markdown):
        if token.type == "fence" and token.info.split(" ")[0] == "sh" and _BASH.search(token.content):
            start, end = token.map or (0, 0)
            if lines[end + 1 : end + 3] != POWERSHELL:
                yield start + 1


def problems(command: Command) -> Iterator[str]:
    """What is wrong with a command, a sentence each."""
    names = tuple(word for word in command.words if not word.startswith("-"))[:2]
    wants = next((MARKED[names[:length]] for length in (2, 1) if names[:length] in MARKED), "")
    if wants and not MARK.search(command.fence):
        yield f"the fence does not say that it needs {'a recent ' if wants == 'recent' else ''}AWS CLI v2"
    if names in _OWN or names[:1] in _OWN:
        yield from _unknown(command, _OWN.get(names, ()))
        return
    if len(names) < 2:
        yield "there is no such command"
        return
    service, call = names
    if call == "wait":
        yield from _waiter(service, command)
        return
    operation = _operation(service, call)
    if operation is None:
        yield f"{service} has no operation {call}"
        return
    yield from _of_operation(command, names, operation)


def _of_operation(command: Command, names: tuple[str, ...], operation: OperationModel) -> Iterator[str]:
    shape = operation.input_shape
    members: dict[str, tuple[str, Shape]] = {
        f"--{xform_name(name, '-')}": (name, each) for name, each in (shape.members if shape else {}).items()
    }
    added = _ADDED.get(names, {})
    given = [word for word in command.words if word.startswith("--")]
    plain = {f"--no-{option[2:]}" for option in members} | {"--max-items", "--page-size"}
    for option in given:
        if option not in members and option not in _GLOBAL and option not in added and option not in plain:
            yield f"{' '.join(names)} has no option {option}"
    stood_for = {added[option] for option in given if option in added} | {
        members[option][0] for option in given if option in members
    }
    filled = {
        name
        for name, each in (shape.members.items() if shape else ())
        if each.metadata.get("idempotencyToken")
    }
    missing = [name for name in (shape.required_members if shape else ()) if name not in stood_for | filled]
    if missing:
        yield f"{' '.join(names)} lacks {', '.join(missing)}"
    if names in _OUTFILE and not _ends_in_a_file(command):
        yield "the name of the file for the answer is missing"
    for option, value in zip(command.words, command.words[1:], strict=False):
        if option in members:
            yield from _value(option, value, members[option][1])
        if option == "--query":
            yield from _query(value, operation.output_shape)


def _value(option: str, value: str, shape: Shape) -> Iterator[str]:
    words: list[str] = getattr(shape, "enum", None) or []
    if words and value not in words:
        yield f"{option} takes no {value}"
    pattern = shape.metadata.get("pattern")
    if (
        pattern
        and shape.type_name == "string"
        and re.fullmatch(r"[\w:/.+=,@-]+", value)
        and not value.isupper()
        and not _matches(pattern, value)
    ):
        yield f"{option} {value} does not fit {pattern}"


def _matches(pattern: str, value: str) -> bool:
    try:
        return bool(re.match(pattern, value))
    except re.error:
        return True


def _query(query: str, output: Shape | None) -> Iterator[str]:
    found = jmespath.search(query, _example(output, ()) if output else {})
    if found is None or found == [] or (isinstance(found, list) and None in found):
        yield f"--query {query} finds nothing in the answer"


def _example(shape: Shape, above: tuple[str, ...]) -> Any:
    """An answer that has everything once."""
    if shape.name in above:
        return {}
    inside = (*above, shape.name)
    if shape.type_name == "structure":
        return {name: _example(member, inside) for name, member in shape.members.items()}  # type: ignore[attr-defined]
    if shape.type_name == "list":
        return [_example(shape.member, inside)]  # type: ignore[attr-defined]
    if shape.type_name == "map":
        return {"name": _example(shape.value, inside)}  # type: ignore[attr-defined]
    return True if shape.type_name == "boolean" else "value"


def _waiter(service: str, command: Command) -> Iterator[str]:
    name = next((word for word in command.words[2:] if not word.startswith("-")), "")
    try:
        model = _session().get_waiter_model(_SERVICES.get(service, service))
    except (DataNotFoundError, ValueError):
        yield f"{service} has nothing to wait for"
        return
    if name not in {xform_name(each, "-") for each in model.waiter_names}:
        yield f"{service} has nothing called {name} to wait for"


def _unknown(command: Command, options: tuple[str, ...]) -> Iterator[str]:
    for word in command.words:
        if word.startswith("--") and word not in _GLOBAL and word not in options:
            yield f"{command} has an unknown option {word}"


@cache
def _session() -> botocore.session.Session:
    return botocore.session.get_session()


@cache
def _operation(service: str, call: str) -> OperationModel | None:
    try:
        model = _session().get_service_model(_SERVICES.get(service, service))
    except DataNotFoundError:
        return None
    return next(
        (model.operation_model(name) for name in model.operation_names if xform_name(name, "-") == call), None
    )


def _ends_in_a_file(command: Command) -> bool:
    """Whether the last word is no value of an option: an option and its value stand before it."""
    return (
        len(command.words) > 3
        and not command.words[-1].startswith("--")
        and not command.words[-2].startswith("--")
    )


def _joined(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a fence with their numbers; what a backslash, an open quote or a pipe continues is one
    line."""
    start, held = 0, ""
    for number, line in enumerate(text.split("\n")):
        if line.lstrip().startswith("#"):
            continue
        start = start if held else number
        held += line[:-1] + " " if line.endswith("\\") else line
        if line.endswith("\\"):
            continue
        if _open(held) or line.rstrip().endswith("|"):
            held += " "
            continue
        yield start, held
        held = ""


def _open(text: str) -> bool:
    try:
        shlex.split(text)
    except ValueError:
        return True
    return False


def _calls(line: str) -> Iterator[tuple[str, ...]]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars="();<>|&")
    lexer.whitespace_split = True
    words: list[str] = []
    running = False
    for word in [*lexer, ";"]:
        if re.fullmatch(r"[();<>|&]+", word):
            if running:
                yield tuple(words)
            words, running = [], False
        elif running:
            words.append(word)
        elif word == "aws":
            running = True
        if "$(aws " in word:
            yield from _calls(word.split("$(", 1)[1].rsplit(")", 1)[0])

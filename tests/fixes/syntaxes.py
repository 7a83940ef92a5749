"""Reading back what was written: each syntax by a parser of its own."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import hcl2
import yaml

ROOT = Path(__file__).parent.parent.parent
# What Terraform writes doubled, a character that no case has, what it means:
# https://developer.hashicorp.com/terraform/language/expressions/strings
_MARKS = (("$${", "\ue000", "${"), ("%%{", "\ue001", "%{"))
_PLAIN = hcl2.SerializationOptions(strip_string_quotes=True, explicit_blocks=False, with_comments=False)


def shell(text: str) -> list[list[str]]:
    """The words of each command, as a POSIX shell reads them; comments left out."""
    lexer = shlex.shlex(text.replace("\\\n", " "), posix=True, punctuation_chars="|;\n")
    lexer.whitespace = " \t"
    lexer.whitespace_split = True
    commands: list[list[str]] = [[]]
    for word in lexer:
        if word.strip("|;\n"):
            commands[-1].append(word)
        else:
            commands.append([])
    return [command for command in commands if command]


def option(command: list[str], name: str) -> str:
    """The value of an option of a command."""
    return command[command.index(name) + 1]


def terraform(text: str) -> dict[str, Any]:
    """The blocks of a configuration; what `jsonencode` is given is read as an object, and doubled template
    marks are undone."""
    opened = re.sub(r"= jsonencode\(\{$", "= {", text, flags=re.MULTILINE)
    closed = re.sub(r"^( +)\}\)$", r"\1}", opened, flags=re.MULTILINE)
    # The reader takes even doubled marks for the beginning of a template, so it is given others in their
    # place.
    for doubled, mark, _ in _MARKS:
        closed = closed.replace(doubled, mark)
    read: dict[str, Any] = undoubled(hcl2.loads(closed, serialization_options=_PLAIN))
    return read


def undoubled(data: Any) -> Any:
    """Data with doubled template marks as the strings mean them."""
    if isinstance(data, dict):
        return {undoubled(name): undoubled(value) for name, value in data.items()}
    if isinstance(data, list):
        return [undoubled(value) for value in data]
    if isinstance(data, str):
        for _, mark, meant in _MARKS:
            data = data.replace(mark, meant)
    return data


def cloudformation(text: str) -> dict[str, dict[str, Any]]:
    """The resources of a template."""
    resources: dict[str, dict[str, Any]] = yaml.safe_load(text)["Resources"]
    return resources


def typescript(programs: dict[str, str], folder: Path) -> str:
    """What the TypeScript compiler says of the syntax of many programs at once; nothing when they are
    right."""
    for name, program in programs.items():
        (folder / f"{name}.ts").write_text(program, encoding="utf-8")
    compiler = ROOT / "node_modules/typescript/lib/tsc.js"
    files = [str(folder / f"{name}.ts") for name in programs]
    command = ["node", str(compiler), "--noCheck", "--noEmit", "--noResolve", "--target", "es2022", *files]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False, cwd=folder
    ).stdout


def strings(program: str) -> list[str]:
    """The string literals of a program of ours, which are JSON's."""
    return [json.loads(found) for found in re.findall(r'"(?:[^"\\\n]|\\.)*"', program)]

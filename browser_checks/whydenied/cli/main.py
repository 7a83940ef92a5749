"""Arguments in, exit status out: 0 nothing at or above the threshold, 1 something is, 2 a wrong call."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from .. import __version__
from ..aws.kinds import TYPES, is_type
from ..guide import Guide, load_packaged
from ..report import MOST_EXPLAINED
from . import batch, inputs
from .explain import explain
from .files import walked
from .formats import FORMATS
from .formats.shown import visible
from .formats.text import render_whole
from .options import THRESHOLDS, project
from .question import RANKS, Answer, File, ask


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = parser().parse_args(arguments)
    try:
        guide = _guide(options.guide)
        status = int(options.run(options, guide))
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except BrokenPipeError:
        _silence()  # the reader of our output has seen enough
        return 0
    except (OSError, ValueError) as error:
        print(f"whydenied: {visible(_sentence(error))}", file=sys.stderr)
        _silence()
        return 2


def _silence() -> None:
    """Python flushes standard output once more at its end, which must not fail aloud."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError, AttributeError):
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except (OSError, ValueError, AttributeError):
            pass  # it is closed, or none at all


def _check(options: argparse.Namespace, guide: Guide) -> int:
    wanted = project(Path.cwd())
    denial = options.denial - 1 if options.denial else None
    policy_type = options.policy_type or wanted.policy_type
    if policy_type and not is_type(policy_type):
        raise ValueError(f"there is no policy type {policy_type}: it is one of {', '.join(TYPES)}.")
    given, found = _given(options.files)
    answers = ask(given, guide, denial=denial, policy_type=policy_type)
    answers += [
        each for file in found for each in ask([file], guide, policy_type=policy_type) if each.report.policies
    ]
    if options.denial and not any(
        len(each.report.denials) > options.denial - 1 and each.report.chosen == denial for each in answers
    ):
        counted = max((len(each.report.denials) for each in answers), default=0)
        raise ValueError(f"--denial {options.denial}: {_numbers(counted)} in {_place(options.files)}.")
    ignore = frozenset(options.ignore or ())
    answers = [each.without(ignore | wanted.ignored(each.file.name)) for each in answers]
    render = render_whole if options.verbose and options.format == "text" else FORMATS[options.format]
    print(render(answers))
    return int(_fails(answers, options.fail_on or wanted.fail_on))


def _given(names: Sequence[str]) -> tuple[list[File], list[File]]:
    """The files that were named, and those that were found in folders: policies there are held against a
    denial only when named."""
    given: list[File] = []
    found: list[File] = []
    for name in names or ["-"]:
        if name == "-":
            given.append(inputs.standard_input())
        elif Path(name).is_dir():
            found += walked(name)
        else:
            given.append(inputs.file(name))
    return given, found


def _place(names: Sequence[str]) -> str:
    return "the paste" if [*names] in ([], ["-"]) else ", ".join(names)


def _fails(answers: Sequence[Answer], threshold: str) -> bool:
    """Whether something is at or above the threshold."""
    ranks: tuple[str, ...] = RANKS
    counted = ranks[: ranks.index(threshold) + 1] if threshold in ranks else ()
    return any(each.gravest in counted for each in answers)


def _explain(options: argparse.Namespace, guide: Guide) -> int:
    print(visible(explain(options.name, guide)))
    return 0


def _batch(options: argparse.Namespace, guide: Guide) -> int:
    if sys.stdin is None:
        raise ValueError("there is nothing to read: standard input is closed.")
    batch.run(sys.stdin, sys.stdout, guide, evaluate=options.evaluate)
    return 0


def _guide(path: str | None) -> Guide:
    if not path:
        return load_packaged()
    try:
        return Guide.from_json(json.loads(Path(path).read_text("utf-8")))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(
            f"{path} is no guide index: a build of a site writes one as assets/whydenied/guide.*.json."
        ) from error


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror and error.filename is None:
        return f"cannot write the answer: {error.strerror.lower()}."
    if isinstance(error, OSError) and error.strerror:
        return f"cannot read {error.filename}: {error.strerror.lower()}."
    return str(error)


def _number(text: str) -> int:
    """The number of a denial, from 1."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of a denial: 1 is the first")
    return int(text)


def _numbers(count: int) -> str:
    """Which denials can be asked for."""
    if count < 2:
        return ("there is no denial", "there is one denial only, number 1,")[count]
    return f"there are denials 1 to {min(count, MOST_EXPLAINED)}"


_FORMAT = (
    "text for people (the default), json for the whole report, sarif for code scanning, "
    "markdown for a comment; "
    "json and sarif are one document however many files"
)


def parser() -> argparse.ArgumentParser:
    """The parser of the command line; each command's ``run`` takes its options and the guide."""
    whole = argparse.ArgumentParser(
        prog="whydenied",
        description="Says who was denied what on AWS, by which policy and why. Nothing leaves this machine.",
    )
    whole.add_argument("--version", action="version", version=f"whydenied {__version__}")
    whole.add_argument(
        "--guide",
        metavar="INDEX.json",
        help="the guide index of another site; default: the guide of this package",
    )
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    one = commands.add_parser(
        "check",
        help="read an error message or a policy",
        description="Reads error messages and policies, and says what they mean. Where one file holds a "
        "denial, the policies in the others are "
        "compared with it. Exit status 0: nothing at or above the threshold, 1: something is, "
        "2: a wrong call.",
    )
    one.add_argument(
        "files",
        nargs="*",
        metavar="PATH",
        help="what to read; a folder is searched for policies; none, or -, is standard input",
    )
    one.add_argument("--format", choices=sorted(FORMATS), default="text", help=_FORMAT)
    one.add_argument(
        "--denial",
        type=_number,
        metavar="N",
        help="the denial to work out a change for, where the text holds several; default: 1",
    )
    one.add_argument(
        "--fail-on",
        choices=THRESHOLDS,
        help="how grave a thing makes the exit status 1; default: error, which a denial is",
    )
    one.add_argument(
        "--ignore",
        action="append",
        metavar="CODE",
        help="the code of a finding to leave out; may be given several times",
    )
    one.add_argument(
        "--policy-type",
        metavar="TYPE",
        help=f"what the policies are: {', '.join(TYPES)}; default: what they look like",
    )
    one.add_argument(
        "--verbose",
        action="store_true",
        help="print all that the report tells, with the commands that make the change",
    )
    one.set_defaults(run=_check)
    what = commands.add_parser(
        "explain",
        help="explain a section of the guide or a code",
        description="Prints what a section of the guide or a code is about.",
    )
    what.add_argument(
        "name",
        metavar="CODE|SECTION",
        help="the code of a finding (missing-effect), or a section's id or its end (passrole)",
    )
    what.set_defaults(run=_explain)
    many = commands.add_parser(
        "batch",
        help="JSON lines in, JSON lines out",
        description='Reads a JSON object a line from standard input, {"id", "text", "policies"?, '
        '"policy_type"?}, and writes a line for each, '
        '{"id", "report"}; a bad line gets {"id", "error"}, and the run goes on.',
    )
    many.add_argument(
        "--evaluate",
        action="store_true",
        help=(
            'decide requests instead: {"id", "request", "policies"} in, {"id", "decision", '
            '"deciding", "why"} out'
        ),
    )
    many.set_defaults(run=_batch)
    return whole

"""Arguments in, exit status out: 0 nothing found, 1 an access problem was found by check, 2 a wrong call."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from .. import __version__
from ..check import check
from ..guide import Guide, load_packaged
from ..report import MOST_EXPLAINED
from . import batch
from .explain import explain
from .formats import FORMATS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = parser().parse_args(arguments)
    try:
        guide = _guide(options.guide)
        return int(options.run(options, guide))
    except BrokenPipeError:
        # The reader of our output has seen enough. Python flushes once more at its end, which must not fail aloud.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (OSError, ValueError) as error:
        print(f"whydenied: {_sentence(error)}", file=sys.stderr)
        return 2


def _check(options: argparse.Namespace, guide: Guide) -> int:
    found = False
    for name in options.files or ["-"]:
        text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8", "replace")
        report = check(text, guide, chosen=options.denial - 1 if options.denial else None)
        if options.denial and not (report.denials and report.chosen == options.denial - 1):
            raise ValueError(f"--denial {options.denial}: {_numbers(len(report.denials))} in {'the paste' if name == '-' else name}.")
        found = found or report.section is not None
        print(FORMATS[options.format](report, text, None if name == "-" else name))
    return 1 if found else 0


def _explain(options: argparse.Namespace, guide: Guide) -> int:
    print(explain(options.name, guide))
    return 0


def _batch(options: argparse.Namespace, guide: Guide) -> int:
    batch.run(sys.stdin, sys.stdout, guide, evaluate=options.evaluate)
    return 0


def _guide(path: str | None) -> Guide:
    return Guide.from_json(json.loads(Path(path).read_text("utf-8"))) if path else load_packaged()


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"cannot read {error.filename}: {error.strerror.lower()}."
    return str(error)


def _number(text: str) -> int:
    """The number of a refusal, from 1."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of a refusal: 1 is the first")
    return int(text)


def _numbers(count: int) -> str:
    """Which refusals can be asked for."""
    if count < 2:
        return ("there is no refusal", "there is one refusal only, number 1,")[count]
    return f"there are refusals 1 to {min(count, MOST_EXPLAINED)}"


_FORMAT = (
    "text for people (the default), json for the whole report, sarif for code scanning, markdown for a comment; "
    "json and sarif are one object for each file"
)


def parser() -> argparse.ArgumentParser:
    """The parser of the command line; each command's ``run`` takes its options and the guide."""
    whole = argparse.ArgumentParser(
        prog="whydenied", description="Says who was denied what on AWS, by which policy and why. Nothing leaves this machine."
    )
    whole.add_argument("--version", action="version", version=f"whydenied {__version__}")
    whole.add_argument("--guide", metavar="INDEX.json", help="the guide index of another site; default: the guide of this package")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    one = commands.add_parser(
        "check",
        help="read an error message or a policy",
        description="Reads error messages and policies, and says what they mean. Exit status 0: no access problem, 1: one was found, 2: a wrong call.",
    )
    one.add_argument("files", nargs="*", metavar="FILE", help="what to read; none, or -, is standard input")
    one.add_argument("--format", choices=sorted(FORMATS), default="text", help=_FORMAT)
    one.add_argument(
        "--denial", type=_number, metavar="N", help="the refusal to work out a change for, where the text holds several; default: 1"
    )
    one.set_defaults(run=_check)
    what = commands.add_parser(
        "explain",
        help="explain a section of the guide or a code",
        description="Prints what a section of the guide or a code is about.",
    )
    what.add_argument(
        "name", metavar="CODE|SECTION", help="the code of a finding (missing-effect), or a section's id or its end (passrole)"
    )
    what.set_defaults(run=_explain)
    many = commands.add_parser(
        "batch",
        help="JSON lines in, JSON lines out",
        description='Reads a JSON object a line from standard input, {"id", "text", "policies"?, "policy_type"?}, and writes a line for each, '
        '{"id", "report"}; a bad line gets {"id", "error"}, and the run goes on.',
    )
    many.add_argument(
        "--evaluate",
        action="store_true",
        help='decide requests instead: {"id", "request", "policies"} in, {"id", "decision", "deciding", "why"} out',
    )
    many.set_defaults(run=_batch)
    return whole

"""The arguments of every command. What a command does with them is its own module's business, see
:mod:`.main`."""

from __future__ import annotations

import argparse

from .. import __version__
from ..aws.kinds import TYPES
from .completion import NAMES
from .formats import FORMATS
from .options import THRESHOLDS

_FORMAT = (
    "text for people (the default), json for the whole report, sarif for code scanning, junit for CI systems, "
    "markdown for a comment; "
    "json, sarif and junit are one document however many files"
)


def parser() -> argparse.ArgumentParser:
    """The parser of the command line; ``command`` of its result is the name of the command."""
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
    commands = whole.add_subparsers(required=True, metavar="COMMAND", dest="command")
    _check(commands.add_parser("check", help="read an error message or a policy", description=_CHECK))
    _explain(
        commands.add_parser(
            "explain",
            help="explain a section of the guide or a code",
            description="Prints what a section of the guide or a code is about.",
        )
    )
    _batch(commands.add_parser("batch", help="JSON lines in, JSON lines out", description=_BATCH))
    _summary(
        commands.add_parser(
            "summary", help="who is denied what in records of CloudTrail", description=_SUMMARY
        )
    )
    _run(
        commands.add_parser(
            "run", help="run a command and explain the denials in its output", description=_RUN
        )
    )
    _embed(commands.add_parser("embed", help="the checker as files for any static host", description=_EMBED))
    _completion(
        commands.add_parser(
            "completion",
            help="print the script by which a shell completes this command",
            description="Prints the script by which a shell completes this command, such as for bash: "
            'eval "$(whydenied completion bash)"',
        )
    )
    return whole


_CHECK = (
    "Reads error messages and policies, and says what they mean. Where one file holds a denial, the policies in "
    "the others are compared with it. Exit status 0: nothing at or above the threshold, 1: something is, "
    "2: a wrong call."
)


def _check(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "files",
        nargs="*",
        metavar="PATH",
        help="what to read; a folder is searched for policies; none, or -, is standard input",
    )
    one.add_argument("--format", choices=sorted(FORMATS), default="text", help=_FORMAT)
    one.add_argument(
        "--fail-on",
        choices=THRESHOLDS,
        help="how grave a thing makes the exit status 1; default: error, which a denial is",
    )
    one.add_argument(
        "--ignore",
        action="extend",
        nargs="+",
        metavar="CODE",
        help="codes of findings to leave out, or globs of them; may be given several times",
    )
    one.add_argument(
        "--denial",
        type=_number,
        metavar="N",
        help="the denial to work out a change for, where the text holds several; default: 1",
    )
    one.add_argument(
        "--policy-type",
        metavar="TYPE",
        help=f"what the policies are: {', '.join(TYPES)}; default: what they look like",
    )
    one.add_argument(
        "--policies",
        action="store_true",
        help="search the named files for policies, as those of a folder: a denial in them is not asked about, "
        "and a file without a policy is passed over; needs no guide",
    )
    one.add_argument(
        "--changed",
        action="store_true",
        help="read only what differs from the main branch, as git tells; without a PATH, all of this folder",
    )
    one.add_argument(
        "--since",
        metavar="COMMIT",
        help="what --changed compares with, in place of the main branch",
    )
    one.add_argument(
        "--config",
        metavar="FILE",
        help="the file with the project's options; default: the nearest .whydenied.toml, or pyproject.toml "
        "with [tool.whydenied]",
    )
    one.add_argument(
        "--verbose",
        action="store_true",
        help="print all that the report tells, with the commands that make the change",
    )


def _explain(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "name",
        metavar="CODE|SECTION",
        help="the code of a finding (missing-effect), or a section's id or its end (passrole)",
    )


_BATCH = (
    'Reads a JSON object a line, {"id", "text", "policies"?, "policy_type"?}, and writes a line for each, '
    '{"id", "report"}; a bad line gets {"id", "error"}, and the run goes on. Of CloudTrail\'s records, packed or '
    "not, each denied call gets a line, with the id of its event."
)


def _batch(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "files",
        nargs="*",
        metavar="PATH",
        help="files of lines or of records, or folders of them; none, or -, is lines on standard input",
    )
    one.add_argument(
        "--evaluate",
        action="store_true",
        help=(
            'decide requests instead: {"id", "request", "policies"} in, {"id", "decision", '
            '"deciding", "why"} out'
        ),
    )
    _jobs(one)


_SUMMARY = (
    "Reads records of CloudTrail, as AWS delivers them, and prints who is denied what, by which kind of policy, how "
    "often and since when, with one change for each kind of policy."
)


def _summary(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "files",
        nargs="*",
        metavar="PATH",
        help="files of records, packed or not, or folders of them; none, or -, is standard input",
    )
    one.add_argument(
        "--format",
        choices=["text", "json", "markdown"],
        default="text",
        help="text for people (the default), json with every count, markdown for a ticket",
    )
    one.add_argument(
        "--top", type=_positive, default=20, metavar="N", help="callers that are shown; default: 20"
    )
    _jobs(one)


def _jobs(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--jobs", type=_positive, default=1, metavar="N", help="processes that share the work; default: 1"
    )


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1")
    return int(text)


_RUN = (
    "Runs a command and passes its output through unchanged, with its exit status. When something in it was "
    "denied, a few lines at the end say what, on standard error."
)


def _run(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "argv",
        nargs=argparse.REMAINDER,
        metavar="-- COMMAND",
        help="the command with its arguments, such as: terraform apply",
    )


_EMBED = (
    "Writes the checker, its Python, a guide and the box to paste into as files for any static host, and prints the "
    "three lines that a page includes. MkDocs is not needed."
)


def _embed(one: argparse.ArgumentParser) -> None:
    one.add_argument("folder", metavar="DIR", help="where to write the files, such as public/whydenied")
    one.add_argument(
        "--guide",
        dest="pages",
        metavar="FOLDER",
        help="a guide of your own, as Markdown with sections, forms and samples; default: the guide of this package",
    )
    one.add_argument(
        "--base",
        metavar="URL",
        help="where your site has the guide's pages, from DIR or as an address; default: they are written to DIR/guide",
    )
    one.add_argument(
        "--html-suffix",
        action="store_true",
        help="the guide's pages have addresses that end in .html, not in /",
    )
    one.add_argument(
        "--offline", action="store_true", help="for pages that are opened as files, without a server"
    )
    one.add_argument("--language", default="en", metavar="LANGUAGE", help="of the box, en or de; default: en")


def _completion(one: argparse.ArgumentParser) -> None:
    one.add_argument("shell", choices=[*NAMES], help="the shell")


def _number(text: str) -> int:
    """The number of a denial, from 1."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of a denial: 1 is the first")
    return int(text)

"""Arguments in, exit status out: 0 nothing at or above the threshold, 1 something is, 2 a wrong call."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ..guide import Guide, load_packaged
from . import batch, checking, embed, inputs, run
from .completion import completion
from .explain import explain
from .formats.shown import visible
from .logs import summary
from .parser import parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = parser().parse_args(_with_command(sys.argv[1:] if arguments is None else arguments))
    try:
        status = _COMMANDS[options.command](options, _guide(options))
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
    except KeyboardInterrupt:
        return 130


def _with_command(arguments: Sequence[str]) -> list[str]:
    """The arguments with their command: what people try first, a path or a pipe alone, is something to check."""
    given = list(arguments)
    at = 2 if given[:1] == ["--guide"] else 1 if given and given[0].startswith("--guide=") else 0
    if given[at:]:
        first = given[at]
        alone = first == "-" or (first not in _COMMANDS and os.path.exists(first))  # noqa: PTH110 - takes any text
    else:
        alone = sys.stdin is not None and not sys.stdin.closed and not sys.stdin.isatty()
    return [*given[:at], "check", *given[at:]] if alone else given


def _silence() -> None:
    """Python flushes standard output once more at its end, which must not fail aloud."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError, AttributeError):
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except (OSError, ValueError, AttributeError):
            pass  # it is closed, or none at all


def _explain(options: argparse.Namespace, guide: Guide) -> int:
    print(visible(explain(options.name, guide)))
    return 0


def _batch(options: argparse.Namespace, guide: Guide) -> int:
    lines = inputs.lines() if options.files in ([], ["-"]) else batch.of_files(options.files)
    batch.run(lines, sys.stdout, guide, evaluate=options.evaluate, jobs=options.jobs)
    return 0


def _run(options: argparse.Namespace, guide: Guide) -> int:
    command = options.argv[1:] if options.argv[:1] == ["--"] else options.argv
    if not command:
        raise ValueError("run needs a command: whydenied run -- terraform apply")
    return run.run(command, guide)


def _embed(options: argparse.Namespace, guide: Guide) -> int:
    return embed.run(options)


def _completion(options: argparse.Namespace, guide: Guide) -> int:
    print(completion(options.shell))
    return 0


_COMMANDS: dict[str, Callable[[argparse.Namespace, Guide], int]] = {
    "check": checking.run,
    "explain": _explain,
    "batch": _batch,
    "run": _run,
    "summary": summary.run,
    "embed": _embed,
    "completion": _completion,
}


def _guide(options: argparse.Namespace) -> Guide:
    """The index that was named, else that of this package; a search for policies does without."""
    if options.guide:
        return _other(options.guide)
    without = options.command in ("completion", "embed") or getattr(options, "policies", False)
    return Guide.empty() if without else load_packaged()


def _other(path: str) -> Guide:
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
        # A text in quotes where a file's name is asked for.
        text = " A text goes in by a pipe, or in a file." if " " in str(error.filename).strip() else ""
        return f"cannot read {error.filename}: {error.strerror.lower()}.{text}"
    return str(error)

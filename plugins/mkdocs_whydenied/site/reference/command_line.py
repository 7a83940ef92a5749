"""The command line's reference: what ``--help`` prints, of every command."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import partial

from whydenied.cli.parser import parser

_FORMATTER = partial(argparse.HelpFormatter, width=96)


def page() -> str:
    """Markdown: a heading and the help for the program and each of its commands."""
    return "\n".join(
        line for each in _parsers() for line in (f"## {each.prog}", "", "```text", _help(each), "```", "")
    )


def _parsers() -> Iterator[argparse.ArgumentParser]:
    whole = parser()
    yield whole
    for action in whole._actions:  # argparse has no other way to its commands
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.values()


def _help(each: argparse.ArgumentParser) -> str:
    each.formatter_class = _FORMATTER
    return each.format_help().rstrip()

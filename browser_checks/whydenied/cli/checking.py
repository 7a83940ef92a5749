"""``whydenied check``: which files, which options, the answers in one document, the exit status."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from ..aws.kinds import TYPES, is_type
from ..guide import Guide
from ..report import MOST_EXPLAINED
from . import colours, inputs
from .changed import changed
from .collected import collected
from .files import beside, likely, walked
from .formats import FORMATS
from .formats.text import render_whole
from .options import checked, project
from .progress import shown
from .question import RANKS, Answer, File, ask, search


def run(options: argparse.Namespace, guide: Guide) -> int:
    """Print the answers and return the exit status. Raises OSError and ValueError for a wrong call."""
    wanted = project(Path.cwd(), options.config)
    paths, ignore = _paths(options)
    wanted = replace(wanted, ignore=wanted.ignore | checked(ignore, "--ignore"))
    denial = options.denial - 1 if options.denial else None
    policy_type = options.policy_type or wanted.policy_type
    if policy_type and not is_type(policy_type):
        raise ValueError(f"there is no policy type {policy_type}: it is one of {', '.join(TYPES)}.")
    given, found = _given(paths, options)
    answers = ask(given, guide, denial=denial, policy_type=policy_type)
    searched = (
        search(each, guide, policy_type, beside(each.name)) for each in shown(found, "files", len(found))
    )
    answers += [each for each in searched if each]
    if options.denial and not any(
        len(each.report.denials) > options.denial - 1 and each.report.chosen == denial for each in answers
    ):
        counted = max((len(each.report.denials) for each in answers), default=0)
        raise ValueError(f"--denial {options.denial}: {_numbers(counted)} in {_place(paths)}.")
    answers = [wanted.applied(each) for each in answers]
    render = render_whole if options.verbose and options.format == "text" else FORMATS[options.format]
    document = render(answers)
    print(colours.coloured(document) if options.format == "text" and colours.wanted(sys.stdout) else document)
    return int(_fails(answers, options.fail_on or wanted.fail_on))


def _paths(options: argparse.Namespace) -> tuple[list[str], list[str]]:
    """The paths, and the codes to ignore. ``--ignore`` takes all words that follow it: a file or folder among
    them is a path, since no code is a path's name."""
    words = [code for word in options.ignore or () for code in word.split(",") if code]
    paths = [word for word in words if word == "-" or Path(word).exists()]
    return [*options.files, *paths], [word for word in words if word not in paths]


def _given(names: Sequence[str], options: argparse.Namespace) -> tuple[list[File], list[File]]:
    """The files that were named, and those to be searched for policies: policies there are held against a
    denial only when named, or when iam-collect collected them."""
    named: list[File] = []
    found: list[File] = []
    only = options.changed or options.since
    asked = cache(partial(changed, since=options.since))  # git, once a folder
    for name in names or (["."] if only else ["-"]):
        if name == "-":
            named.append(inputs.standard_input())
            continue
        folder = name if Path(name).is_dir() else str(Path(name).parent)
        wanted = asked(folder) if only else None
        if folder == name and (account := collected(name)):
            named.append(account)
        elif folder == name:
            found += (file for file in walked(name) if wanted is None or _real(file.name) in wanted)
        elif wanted is None or _real(name) in wanted:
            if not options.policies:
                named.append(inputs.file(name))
            elif file := likely(name):
                found.append(file)
    return named, found


def _real(name: str | None) -> Path:
    return Path(name or "").resolve()


def _place(names: Sequence[str]) -> str:
    return "the paste" if [*names] in ([], ["-"]) else ", ".join(names)


def _fails(answers: Sequence[Answer], threshold: str) -> bool:
    """Whether something is at or above the threshold."""
    ranks: tuple[str, ...] = RANKS
    counted = ranks[: ranks.index(threshold) + 1] if threshold in ranks else ()
    return any(each.gravest in counted for each in answers)


def _numbers(count: int) -> str:
    """Which denials can be asked for."""
    if count < 2:
        return ("there is no denial", "there is one denial only, number 1,")[count]
    return f"there are denials 1 to {min(count, MOST_EXPLAINED)}"

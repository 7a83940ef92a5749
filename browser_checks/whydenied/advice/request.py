"""The change as a letter to whoever may make it: who, what, on what, why, and the statement."""

from __future__ import annotations

import re

from ..report import Denial, Fix
from ..text import secrets
from ..text.regex import lazy_regex
from . import wording
from .statement import document
from .syntaxes.aws_cli import NOTES

_ACCOUNT = lazy_regex(r"(?<!\d)\d{12}(?!\d)")


def request(denial: Denial, fix: Fix) -> str:
    """A short text to send.

    Of the encoded message, of credentials and of anything else that is secret there is nothing in it.
    """
    change = fix.policy or fix.kind == "put-in-force"
    # Of a call that no policy stopped, nothing was denied that a policy could allow.
    told = denial.principal or denial.effect or fix.layer != "none"
    lines = [
        "Please make this change in AWS." if change else "Please look into this AWS access denial.",
        "",
        *_facts(denial),
        *([f"Why: {_plain(wording.denial(denial).text)}"] if told else []),
        "",
        f"{_plain(fix.title)}.",
    ]
    if fix.policy:
        lines += ["", document(fix.policy)]
    # What is said of the commands is for whoever runs them: the request has the policy alone.
    if cautions := [caution for caution in wording.without_commands(fix) if caution not in NOTES]:
        lines += ["", *(f"- {_plain(caution)}" for caution in cautions)]
    text = "\n".join(lines) + "\n"
    return secrets.blotted(text, secrets.find(text))


def without_accounts(text: str) -> str:
    """The text with a letter for every account id, the same one for the same account."""
    accounts: dict[str, str] = {}

    def letter(match: re.Match[str]) -> str:
        return accounts.setdefault(match[0], f"ACCOUNT-{_letters(len(accounts))}")

    return _ACCOUNT.sub(letter, text)


def _facts(denial: Denial) -> list[str]:
    known = (
        ("Who", denial.principal),
        ("What", denial.action),
        ("Which resource", denial.resource),
        ("Policy named by AWS", denial.policy_arn),
        ("Request id", denial.request_id),
        ("Authorization id", denial.authorization_id),
    )
    return [f"{name}: {_plain(value)}" for name, value in known if value]


def _plain(value: str) -> str:
    """A value on one line, whatever was pasted."""
    if not value.isprintable():
        value = "".join(char if char.isprintable() else " " for char in value)
    return " ".join(value.split())


def _letters(number: int) -> str:
    """A, B, ... Z, then A2, B2, ..."""
    turn, at = divmod(number, 26)
    return chr(ord("A") + at) + (str(turn + 1) if turn else "")

"""A paste, read: its denials with their evidence, and the policies and records in it."""

from __future__ import annotations

from typing import NamedTuple

from ..guide import Guide
from ..policies.account import NONE, Accounts, accounts
from ..policies.document import Broken, Document
from ..policies.documents import documents, sole
from ..text.paste import Paste
from .denials import read_denials
from .reading import Reading
from .repeated import without_lost


class Found(NamedTuple):
    """What stands in a paste."""

    readings: list[Reading]
    documents: list[Document]
    broken: list[Broken]
    """What was meant as a policy and cannot be read."""
    accounts: Accounts = NONE
    """The accounts in it, whose details are read when the caller is known."""


def read(paste: Paste, guide: Guide) -> Found:
    """Read a paste; one that is a policy and nothing else is not searched for messages."""
    raw = paste.raw
    whole = accounts(raw)
    if whole.spans:
        paste = paste.without(whole.spans)
        raw = paste.raw
    if policy := sole(raw):
        return Found([], [policy], [], whole)
    found, broken = documents(paste)
    return Found(without_lost(read_denials(paste, found, guide)), found, broken, whole)


def read_policies(paste: Paste) -> Found:
    """Read a paste that is only about policies: no message is looked for."""
    whole = accounts(paste.raw)
    return Found([], *documents(paste.without(whole.spans)), whole)

"""What the other files of a folder do with a policy: a document of Terraform in one file, its reader in another; a
file of JSON that Terraform or a script hands on by its name."""

from __future__ import annotations

import re

from ..text.regex import lazy_regex
from .attached import NAME, Attached, blocks_in
from .document import Document
from .owner import Wrapped, of_file
from .scripts import readers_of

_REFERENCE = lazy_regex(r"\b(?:file|templatefile)\([ \t]{0,9}\"[^\"\n]{0,200}\"")


def wrapped_beside(document: Document) -> Wrapped | None:
    """What reads a policy in the other files; None when they do not show it."""
    beside = document.beside
    if beside is None:
        return None
    chars, node = document.text.chars, document.node
    if document.notation == "terraform":
        name = NAME.search(chars, max(0, node.start - 300), node.start)
        return _told(blocks_in(beside.text).readers.get(name[1])) if name else None
    if not beside.file or document.context or chars[: node.start].strip() or chars[node.end :].strip():
        return None
    end = re.compile(rf"[\"/]{re.escape(beside.file)}\"$")
    for reference in _REFERENCE.finditer(beside.text):
        if end.search(reference[0]):
            return _told(blocks_in(beside.text).around(reference.start()))
    return of_file(readers_of(beside.text, beside.file))


def _told(read: Attached | None) -> Wrapped | None:
    return Wrapped(read.type, f"it is read by {read.reader}", read.owner, read.service) if read else None

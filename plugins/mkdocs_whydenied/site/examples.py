"""The names that a guide uses in its commands and policies, which the page replaces by the reader's own: the
option ``examples``."""

from __future__ import annotations

from collections.abc import Mapping

from whydenied.call.names import SLOTS

SCHEMA = {
    "title": "pairs of a name and its word",
    "type": "object",
    "properties": {name: {"type": "string"} for name in SLOTS},
    "additionalProperties": False,
}


def chosen(value: object) -> Mapping[str, str]:
    """The option's value as name -> the word that stands for it in the guide's examples. Raises ValueError
    with a sentence for anything but such pairs; YAML reads an account without quotes as a number."""
    if not isinstance(value, Mapping):
        raise ValueError('Expected pairs of a name and its word in the examples, such as "function: orders".')
    for name, word in value.items():
        if name not in SLOTS:
            raise ValueError(f'"{name}" is no name that a paste can tell: these are {", ".join(SLOTS)}.')
        if not isinstance(word, str) or not word.strip():
            raise ValueError(
                f'"{name}" should be a text in quotes, as the examples have it, such as {name}: "orders".'
            )
    return dict(value)

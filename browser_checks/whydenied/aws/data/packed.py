"""The model of a service's IAM data, and its packed form.

A service is one string of lines; near.py and far.py hold them, refresh_data.py writes them:

- first the condition keys, parted by blanks, each a letter for its type (a capital one: several values) and its name, `:Name` for the service's own;
- a line `name|ARN format|keys` for each resource type, `~` for `arn:${Partition}:SERVICE:${Region}:${Account}:`; then an empty line;
- a line `level|resource types|keys|dependent actions|names` for each group of actions that differ in name only.

Keys and resource types are named by their place (`3.5`, `0* 2:3.5`): a star is AWS's own mark for a required resource type, and after the colon
stand the keys that go with that type.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

AccessLevel = Literal["List", "Read", "Write", "Permissions management", "Tagging"]
KeyType = Literal["String", "ARN", "Bool", "Numeric", "Date", "IPAddress"]

LEVELS: dict[str, AccessLevel] = {
    "L": "List",
    "R": "Read",
    "W": "Write",
    "P": "Permissions management",
    "T": "Tagging",
}
TYPES: dict[str, KeyType] = {
    "s": "String",
    "a": "ARN",
    "b": "Bool",
    "n": "Numeric",
    "d": "Date",
    "i": "IPAddress",
}


class ConditionKey(NamedTuple):
    """A condition key: its name as AWS spells it, variable parts as `${TagKey}`; the type of a value; whether a request carries several."""

    name: str
    type: KeyType
    multivalued: bool


class ResourceType(NamedTuple):
    """A resource type: its ARN formats with variables as `${FunctionName}`, and the condition keys of every request for such a resource."""

    name: str
    arn_patterns: tuple[str, ...]
    condition_keys: tuple[str, ...]


class ActionResource(NamedTuple):
    """A resource type that an action works on: whether it is required, and the condition keys that this action sends with it."""

    name: str
    required: bool
    condition_keys: tuple[str, ...]


class Action(NamedTuple):
    """An action. Without resource types it can be granted on `*` only; dependent actions (`iam:PassRole`) are what its caller also needs."""

    service: str
    name: str
    access_level: AccessLevel
    resource_types: tuple[ActionResource, ...]
    condition_keys: tuple[str, ...]
    dependent_actions: tuple[str, ...]


class Service(NamedTuple):
    """A service: actions and condition keys by their name in lower case, resource types by their name."""

    prefix: str
    title: str
    actions: Mapping[str, Action]
    resource_types: Mapping[str, ResourceType]
    condition_keys: Mapping[str, ConditionKey]


def unpack(prefix: str, title: str, text: str) -> Service:
    """The service that *text* packs."""
    head, _, tail = text.partition("\n\n")
    first, *rows = head.split("\n")
    keys = [condition_key(prefix, token) for token in first.split()]
    names = [key.name for key in keys]
    types = [resource_type(prefix, row, names) for row in rows]
    actions: dict[str, Action] = {}
    for row in tail.split("\n"):
        unpack_group(prefix, row, types, names, actions)
    return Service(
        prefix, title, actions, {item.name: item for item in types}, {key.name.lower(): key for key in keys}
    )


def condition_key(prefix: str, token: str) -> ConditionKey:
    """`S:Layer` -> the key lambda:Layer, with several strings as values."""
    name = token[1:]
    return ConditionKey(
        prefix + name if name.startswith(":") else name, TYPES[token[0].lower()], token[0].isupper()
    )


def resource_type(prefix: str, row: str, names: list[str]) -> ResourceType:
    """The resource type in a line; a format without variables in its partition or account stands as AWS prints it."""
    name, arn, keys = row.split("|")
    pattern = (
        f"arn:${{Partition}}:{prefix}:${{Region}}:${{Account}}:{arn[1:]}" if arn.startswith("~") else arn
    )
    return ResourceType(name, (pattern,), places(keys, names))


def unpack_group(
    prefix: str, row: str, types: list[ResourceType], names: list[str], actions: dict[str, Action]
) -> None:
    """Adds the actions of a line to *actions*; they share one copy of everything but the name."""
    if not row:
        return
    level, marks, keys, needs, members = row.split("|")
    resources = tuple(action_resource(mark, types, names) for mark in marks.split())
    shared = (LEVELS[level], resources, places(keys, names), tuple(needs.split()))
    for name in members.split():
        actions[name.lower()] = Action(prefix, name, *shared)


def action_resource(mark: str, types: list[ResourceType], names: list[str]) -> ActionResource:
    """`4*:6.9` -> resource type 4, required, with the keys 6 and 9."""
    place, _, keys = mark.partition(":")
    return ActionResource(types[int(place.rstrip("*"))].name, place.endswith("*"), places(keys, names))


def places(text: str, names: list[str]) -> tuple[str, ...]:
    """`3.5` -> the third and the fifth of *names*, counted from nought."""
    return tuple(names[int(place)] for place in text.split(".")) if text else ()


def action_names(text: str) -> list[str]:
    """The names alone of a packed service's actions, sorted: much cheaper than all of it."""
    rows = text.partition("\n\n")[2].split("\n")
    return sorted(name for row in rows for name in row.rpartition("|")[2].split())

"""Which kind of policy a document is, inferred from its content, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .documents import Document

_ASSUME = ("sts:assumerole", "sts:tagsession", "sts:setsourceidentity", "sts:setcontext")


def strings(value: Any) -> list[str]:
    """A string or a list of strings as a list."""
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, str)]


def actions(document: Document) -> list[str]:
    """All actions of the document in lower case, NotAction included."""
    return [
        action.lower() for statement in document.statements for key in ("Action", "NotAction") for action in strings(statement.get(key))
    ]


def principals(document: Document) -> Iterator[tuple[str, str]]:
    """Every principal of the document as (kind, value): ``("AWS", "arn:...")``, ``("*", "*")``."""
    for statement in document.statements:
        for key in ("Principal", "NotPrincipal"):
            value = statement.get(key)
            if isinstance(value, dict):
                for kind, names in value.items():
                    yield from ((str(kind), name) for name in strings(names))
            else:
                yield from (("*", name) for name in strings(value))


def condition_keys(document: Document) -> set[str]:
    """The condition keys the document uses, in lower case."""
    return {
        str(key).lower()
        for statement in document.statements
        if isinstance(statement.get("Condition"), dict)
        for block in statement["Condition"].values()
        if isinstance(block, dict)
        for key in block
    }


def kind(document: Document) -> tuple[str, str]:
    """The type of the policy and the reason, as part of a sentence."""
    named = list(principals(document))
    used = actions(document)
    if not any("Principal" in statement or "NotPrincipal" in statement for statement in document.statements):
        if _guardrail(document):
            return "scp", "it only denies, on every resource, and names nobody, as policies of an organization do"
        return "identity", "it names no principal, so it is attached to a user, group or role"
    if used and all(action.startswith(_ASSUME) for action in used):
        return "trust", "it says who may assume a role"
    services = {action.split(":")[0] for action in used}
    if set(_effects(document)) == {"Deny"} and all(name == "*" for _, name in named) and len(services) > 1:
        return "rcp", "it denies everyone, for several services, as resource control policies do"
    owner = next(iter(services)) if len(services) == 1 else None
    return "resource", f"it names who may act on the resource{f' of {owner}' if owner and owner != '*' else ''}"


def _effects(document: Document) -> Iterator[str]:
    return (str(statement.get("Effect")) for statement in document.statements)


def _guardrail(document: Document) -> bool:
    keys = condition_keys(document)
    denies = set(_effects(document)) == {"Deny"}
    everywhere = all(strings(statement.get("Resource")) == ["*"] for statement in document.statements)
    return denies and everywhere and bool({"aws:requestedregion", "aws:principalarn", "aws:principalorgid"} & keys or not keys)

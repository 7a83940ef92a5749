"""Look up actions, resource types and condition keys in the packed data, which is unpacked one service at a time.

The services near Lambda are always there. The others (`far`) are a module of their own, which a page loads only when a paste names one: until then a
look-up answers `NotLoaded`, which is false in an `if` and is never the same as None, unknown. What is unknown is unknown to the data of `DATE`.
Names of services, actions and keys are looked up without regard to case, as IAM compares them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import _lru_cache_wrapper, cache, lru_cache
from typing import Any, Literal, TypeVar

from ...values import dataclass
from . import keys, near, operations, unlisted
from .nearest import nearest
from .packed import Action, ActionResource, ConditionKey, ResourceType, Service, action_names, unpack
from .services import DATE, FOREIGN, RCP_SUPPORTED, TITLES
from .wildcards import LONGEST, has_wildcard, matching, shortest

__all__ = [
    "DATE", "RCP_SUPPORTED", "TITLES", "Action", "ActionResource", "ConditionKey", "NotLoaded", "ResourceType", "Service", "action",
    "api_actions", "complete", "condition_key", "exists", "expand", "is_claim", "is_held", "is_retired", "is_unlisted", "keys_of", "loaded", "look_again", "names", "near_services", "nearest", "service", "takes",
]  # fmt: skip

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class NotLoaded:
    """The result for a service that exists but whose data is not loaded."""

    prefix: str

    def __bool__(self) -> Literal[False]:
        return False


@cache
def _far() -> Mapping[str, str]:
    try:
        from .far import TEXTS
    except ModuleNotFoundError:
        return {}
    return TEXTS


def remembered(function: Callable[..., Answer]) -> _lru_cache_wrapper[Answer]:
    """Cache results that depend on the data; loading more data clears them."""
    cached = lru_cache(maxsize=8192)(function)
    _REMEMBERED.append(cached)
    return cached


_REMEMBERED: list[_lru_cache_wrapper[Any]] = []


def look_again() -> bool:
    """Try to import the far services again, after they were made importable; return whether they are loaded."""
    for cached in (_far, *_REMEMBERED):
        cached.cache_clear()
    return bool(_far())


def _text(prefix: str) -> str | None:
    return near.TEXTS.get(prefix) or _far().get(prefix)


def near_services() -> Mapping[str, str]:
    """The services near Lambda, which are always loaded: prefix -> packed text."""
    return near.TEXTS


def exists(prefix: str) -> bool:
    """Whether AWS has a service of this prefix, loaded or not."""
    return prefix.lower() in TITLES


def loaded(prefix: str) -> bool:
    """Whether the service exists and its data is loaded."""
    return _text(prefix.lower()) is not None


def complete() -> bool:
    """Whether the data of all services is loaded: only then can a look-up in all of them tell anything."""
    return bool(_far())


def is_retired(prefix: str) -> bool:
    """Whether it is the prefix of a service that AWS closed or never listed: unknown, but not an error."""
    return prefix.lower() in unlisted.RETIRED


def is_unlisted(name: str) -> bool:
    """Whether AWS has this action, or one that a pattern matches, although the data lacks it: unknown, but not an error."""
    return bool(matching(name.lower(), unlisted.ACTIONS))


def is_held(name: str) -> bool:
    """Whether examples by AWS limit this action to an ARN although the data has no resource type for it, so that neither is certain."""
    return name.lower() in unlisted.HELD


def service(prefix: str) -> Service | NotLoaded | None:
    """The data of a service; None if there is no service of this prefix."""
    prefix = prefix.lower()
    if prefix not in TITLES:
        return None
    return _unpacked(prefix) if loaded(prefix) else NotLoaded(prefix)


@remembered
def _unpacked(prefix: str) -> Service:
    return unpack(prefix, TITLES[prefix], _text(prefix) or "")


def names(prefix: str) -> Mapping[str, str] | NotLoaded | None:
    """The names of a service's actions by their lower case; cheaper than `service`."""
    prefix = prefix.lower()
    if prefix not in TITLES:
        return None
    return _names(prefix) if loaded(prefix) else NotLoaded(prefix)


@remembered
def _names(prefix: str) -> Mapping[str, str]:
    return {name.lower(): name for name in action_names(_text(prefix) or "")}


def action(name: str) -> Action | NotLoaded | None:
    """The action `lambda:InvokeFunction`; None when the service or the action is unknown."""
    prefix, _, short = name.partition(":")
    found = service(prefix)
    return found.actions.get(short.lower()) if isinstance(found, Service) else found


def expand(pattern: str) -> tuple[str, ...] | NotLoaded:
    """The actions that a pattern (`lambda:Invoke*`, `*`) matches, in full; empty when it matches none or its service is unknown.

    A pattern whose service part has a wildcard speaks of the loaded services only.
    """
    prefix, _, short = shortest(pattern).partition(":")
    if len(prefix) + len(short) > LONGEST:
        return ()
    if exists(prefix) and not loaded(prefix):
        return NotLoaded(prefix.lower())
    return _expanded(prefix.lower(), "*" if prefix == "*" and not short else short.lower())


@remembered
def _expanded(prefix: str, short: str) -> tuple[str, ...]:
    prefixes = matching(prefix, TITLES) if has_wildcard(prefix) else [prefix]
    return tuple(
        f"{each}:{known[lower]}"
        for each in prefixes
        if (known := names(each))
        for lower in matching(short, known)
    )


def condition_key(name: str) -> ConditionKey | NotLoaded | None:
    """The key that a policy names (`aws:ResourceTag/team`); its own name has `${TagKey}` where *name* has the reader's word.

    None when it is unknown. The claims of an identity provider of one's own (`oidc.example.com/x:sub`) are unknown to the data, see `is_claim`.
    """
    return _condition_key(name.lower()) if len(name) <= LONGEST else None


@remembered
def _condition_key(lower: str) -> ConditionKey | NotLoaded | None:
    if lower in keys.CORRECTED:
        return keys.CORRECTED[lower]
    found = keys.GLOBAL.get(lower) or _tag_key(lower)
    vendor = lower.partition(":")[0]
    if found or vendor == "aws":
        return found
    homes = (*((vendor,) if vendor in TITLES else ("sts",)), *FOREIGN.get(vendor, ()))
    for home in homes:
        there = service(home)
        key = (there.condition_keys.get(lower) or _variable_key(home, lower)) if there else None
        if key:
            return key
    return next((NotLoaded(home) for home in homes if not loaded(home)), None)


def is_claim(name: str) -> bool:
    """Whether a condition key is a claim of an identity provider: a host name, with or without a path, before its last colon."""
    vendor, colon, claim = name.rpartition(":")
    return bool(colon and claim) and "." in vendor.partition("/")[0].strip(".") and not exists(vendor)


def _tag_key(lower: str) -> ConditionKey | None:
    """`aws:principaltag/team` is `aws:PrincipalTag/${TagKey}`."""
    front, slash, tag = lower.partition("/")
    return keys.GLOBAL.get(f"{front}/${{tagkey}}") if slash and tag else None


@remembered
def _patterns(prefix: str) -> tuple[tuple[str, str, ConditionKey], ...]:
    """The parts before and after the variable in the names of a service's keys, the longest first."""
    found = service(prefix)
    variable = [key for key in found.condition_keys.values() if "${" in key.name] if found else []
    parts = [
        (key.name.lower().partition("${")[0], key.name.lower().rpartition("}")[2], key) for key in variable
    ]
    return tuple(sorted(parts, key=lambda part: -len(part[0] + part[1])))


def _variable_key(prefix: str, lower: str) -> ConditionKey | None:
    fits = (
        key
        for start, end, key in _patterns(prefix)
        if len(lower) > len(start) + len(end) and lower.startswith(start) and lower.endswith(end)
    )
    return next(fits, None)


@remembered
def keys_of(name: str) -> frozenset[str]:
    """The service's condition keys that a request for an action can carry, in lower case; what comes with its resource types is among them."""
    found, home = action(name), service(name.partition(":")[0])
    if not found or not home:
        return frozenset()
    sent = {
        key
        for row in found.resource_types
        for key in (*row.condition_keys, *home.resource_types[row.name].condition_keys)
    }
    return frozenset(key.lower() for key in sent.union(found.condition_keys))


def takes(name: str, key: str) -> bool:
    """Whether a request for an action can carry a condition key, which is global or in the lists of the action and its resource types.

    Tags of request and resource are global in name only: AWS lists them for each action that sends them.
    """
    known = condition_key(key)
    if not known:
        return False
    lower = known.name.lower()
    return (
        lower in keys_of(name) or lower in keys.UNTIED or (lower in keys.GLOBAL and lower not in keys.LISTED)
    )


@cache
def _api_names() -> Mapping[str, tuple[str, ...]]:
    both = {**operations.OTHER, **operations.RENAMED}
    return {f"{prefix}:{operation}".lower(): tuple(actions) for (prefix, operation), actions in both.items()}


def api_actions(call: str) -> tuple[str, ...]:
    """The actions that IAM checks for an API operation that is no action (`lambda:Invoke`), all or one of them; empty for any other."""
    return _api_names().get(call.lower(), ())

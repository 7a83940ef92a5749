"""Explain how a pattern in a statement differs from the resource of the call: common mistakes, with a score
for nearness.

Sources: https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

from ..aws.arn import FIELDS, fields
from ..aws.glob import fits, parse
from ..values import dataclass

_FIELDS = ("partition", "service", "Region", "account")
_ALIKE = 0.8
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: its kind, part of a sentence, and how near the pattern is, from 0 to 1."""

    kind: str
    why: str
    nearness: float


def difference(pattern: str, resource: str) -> Difference:
    """Explain why *pattern*, a value of Resource, does not cover *resource*."""
    wanted, given = fields(pattern), fields(resource)
    if resource == "*":
        return Difference(
            "star",
            f"the action works on no single resource, so only * covers it, and the statement names {pattern}",
            0.6,
        )
    if len(given) < FIELDS:
        return Difference("form", f"it covers {pattern}, and {resource} is no ARN", 0.3)
    if len(wanted) < FIELDS:
        return Difference("form", f"{pattern} is no ARN, so it covers nothing", 0.3)
    differing = [
        Difference(name.lower(), _field(name, one, other), 0.8)
        for name, one, other in zip(_FIELDS, wanted[1:5], given[1:5], strict=True)
        if not _covers(one, other)
    ]
    if any(found.kind == "service" for found in differing):
        return Difference("other", f"it covers {pattern}", 0.0)
    tail = None if _covers(wanted[5], given[5]) else _tail(given[2], wanted[5], given[5])
    found = [*([tail] if tail else []), *differing]
    if not found:
        return Difference("variable", f"a policy variable in {pattern} has no value in this request", 0.7)
    nearness = min(each.nearness for each in found) / len(found)
    return Difference(found[0].kind, " and ".join(each.why for each in found[:2]), nearness)


def _covers(pattern: str, text: str) -> bool:
    return fits(parse(pattern, variables=False), text)


def _field(name: str, pattern: str, given: str) -> str:
    if not given:
        return f"it names the {name} {pattern}, and ARNs of this kind have none"
    if not pattern:
        return f"it names no {name}, and the call went to {given}"
    return f"it covers the {name} {pattern}, and the call went to {given}"


def _tail(service: str, pattern: str, given: str) -> Difference:
    """Compare the last fields of two ARNs of one service."""
    for check in (_case, *_OF_SERVICE.get(service, ()), _beneath, _path, _typing):
        if found := next(check(pattern, given), None):
            return found
    return Difference("other", f"it covers {pattern}, and the call went to {given}", 0.2)


def _case(pattern: str, given: str) -> Iterator[Difference]:
    if _covers(pattern.lower(), given.lower()):
        yield Difference(
            "case", f"it says {pattern}, the call went to {given}, and capital letters count", 0.95
        )


def _function(pattern: str, given: str) -> Iterator[Difference]:
    """A qualified ARN (alias or version) differs from the unqualified one."""
    kind, _, rest = given.partition(":")
    name, colon, qualifier = rest.partition(":")
    if kind != "function":
        return
    if colon and _covers(pattern, f"function:{name}"):
        why = f"it covers {name} without a version or alias, and the call went to {name}:{qualifier}"
        yield Difference("qualifier", why, 0.95)
    front, _, last = pattern.rpartition(":")
    if front.startswith("function:") and _covers(front, f"function:{name}"):
        if not colon:
            yield Difference(
                "unqualified",
                f"it covers {pattern}, and the call went to {name} without a version or alias",
                0.95,
            )
        else:
            yield Difference(
                "qualifier",
                f"it covers the version or alias {last}, and the call went to {name}:{qualifier}",
                0.9,
            )


def _bucket(pattern: str, given: str) -> Iterator[Difference]:
    """A bucket ARN does not cover its objects, and the reverse."""
    bucket, slash, key = given.partition("/")
    covered, covered_slash, keys = pattern.partition("/")
    if slash and not covered_slash and _covers(covered, bucket):
        yield Difference(
            "object",
            f"it covers the bucket {covered} itself, not the objects in it, and the call was for {key}",
            0.95,
        )
    if not slash and covered_slash and _covers(covered, bucket):
        yield Difference(
            "bucket", f"it covers the objects in {covered}, and the call was for the bucket itself", 0.95
        )
    if slash and covered_slash and _covers(covered, bucket):
        yield Difference("path", f"it covers {keys} in the bucket, and the call was for {key}", 0.85)


def _log_group(pattern: str, given: str) -> Iterator[Difference]:
    """Actions on log streams are checked on the group's ARN with more behind it."""
    if _covers(f"{pattern}:*", given):
        yield Difference(
            "log-group", f"it covers {pattern} without :* behind it, and the call went to {given}", 0.95
        )
    if pattern.endswith(":*") and _covers(pattern[:-2], given):
        yield Difference(
            "log-group", f"it covers {pattern}, and the call went to {given}, without :* behind it", 0.95
        )


def _secret(pattern: str, given: str) -> Iterator[Difference]:
    """Secret ARNs end in a hyphen and six random characters."""
    if _covers(f"{pattern}-??????", given):
        yield Difference(
            "suffix",
            f"it covers {pattern}, and the ARN of a secret ends in a hyphen and six more characters",
            0.95,
        )


def _beneath(pattern: str, given: str) -> Iterator[Difference]:
    for separator in "/:":
        if _covers(f"{pattern}{separator}*", given):
            yield Difference("beneath", f"it covers {pattern} itself, and the call went to {given}", 0.9)
        if pattern.endswith(f"{separator}*") and _covers(pattern[:-2], given):
            yield Difference(
                "above", f"it covers what is beneath {pattern[:-2]}, and the call went to {given} itself", 0.9
            )


def _path(pattern: str, given: str) -> Iterator[Difference]:
    """The same kind and name with another path between: ``role/app`` and ``role/service-role/app``."""
    kind, _, rest = pattern.partition("/")
    other, _, tail = given.partition("/")
    if (
        rest
        and tail
        and kind == other
        and _covers(rest.rpartition("/")[2], tail.rpartition("/")[2])
        and rest.count("/") != tail.count("/")
    ):
        yield Difference("path", f"it covers {pattern}, and the call went to {given}, with another path", 0.9)


def _typing(pattern: str, given: str) -> Iterator[Difference]:
    if "*" in pattern or len(pattern) > _LONGEST or len(given) > _LONGEST:
        return
    matcher = SequenceMatcher(a=pattern, b=given, autojunk=False)
    if matcher.real_quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE:
        yield Difference("typo", f"it says {pattern}, and the call went to {given}", 0.7)


_OF_SERVICE: dict[str, tuple[Callable[[str, str], Iterator[Difference]], ...]] = {
    "lambda": (_function,),
    "s3": (_bucket,),
    "logs": (_log_group,),
    "secretsmanager": (_secret,),
}

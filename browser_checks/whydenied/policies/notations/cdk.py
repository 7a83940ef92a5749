"""Read the CDK's ``PolicyStatement``: the properties object of TypeScript, C# and Go, the keyword arguments of
Python, and the builder of Java.

Source: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_iam.PolicyStatement.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...text.regex import lazy_regex
from ...text.text import Text
from ..document import Container
from ..flaw import Failure
from ..nodes import MERGED, UNKNOWN, Array, Node, Object, Scalar, listed
from .braces import Budget
from .literal import Reading
from .tokens import TOKEN, content, filled

RANK = 2
_HEAD = lazy_regex(
    r"PolicyStatement\s{0,20}\(\s{0,200}+(?:(?:(?:\(|\*\*)|(?:new\s{1,9}|&)[\w.]{0,40}PolicyStatementProps(?:\(\))?)\s{0,40}(?=\{))?"
)
# Java: PolicyStatement.Builder.create().effect(Effect.ALLOW).actions(List.of("s3:GetObject")).build()
_BUILDER = lazy_regex(
    r"PolicyStatement(?:\.Builder\.create|\(\s{0,80}new\s{1,9}PolicyStatementProps\s{0,80}\.Builder)\(\)"
)
_CALL = lazy_regex(r"\s{0,200}\.(\w{1,40})\(")
_LISTED = lazy_regex(r"\s{0,200}(?:[\w.]{1,60}\.)?(?:of|asList|singletonList)\(")
_NAMES = {
    "sid": "Sid",
    "actions": "Action",
    "notactions": "NotAction",
    "resources": "Resource",
    "notresources": "NotResource",
    "conditions": "Condition",
}
_ASSIGNED = lazy_regex(r"(\w{1,80})\s{0,20}(?::[^=\n]{0,60})?=\s{0,40}(?:new\s{1,20})?(?:[\w.]{1,60}\.)?$")
# A call that follows at once, and a place in a list or object from which it is taken to be filled.
_CHAINED = lazy_regex(r"\s{0,20}\)\s{0,80}\.add\w")
_KEPT = lazy_regex(r"\]\s{0,20}=\s{0,40}(?:new\s{1,20})?(?:[\w.]{1,60}\.)?$")
_OWN = {*_NAMES, "effect", "principals", "notprincipals"}
_PRINCIPALS = {"principals": "Principal", "notprincipals": "NotPrincipal"}
_PRINCIPAL = lazy_regex(
    r"(?:[\w.]{0,60}\.)?(\w{1,40}Principal|Anyone)\(\s{0,80}(?:[\"']([^\"'\n]{1,200})[\"'])?"
)
# Classes of principals whose name determines the kind; others also have a condition or an account, which is
# not read.
_KINDS = {
    "AnyPrincipal": "AWS",
    "Anyone": "AWS",
    "ArnPrincipal": "AWS",
    "StarPrincipal": "AWS",
    "ServicePrincipal": "Service",
    "CanonicalUserPrincipal": "CanonicalUser",
    "FederatedPrincipal": "Federated",
    "WebIdentityPrincipal": "Federated",
}
_EVERYONE = frozenset({"AnyPrincipal", "Anyone", "StarPrincipal"})
_REACH = 20_000
"""Length limit of a call, in characters."""
_NEAR = 5_000
"""Distance in characters from a statement within which the calls that fill it are searched."""


def read_around(text: Text, floor: int, place: int, budget: Budget) -> Container | Failure | None:
    """A policy with the one statement whose class is named at *place*."""
    chars = text.chars
    if builder := _BUILDER.match(chars, place):
        built = _built_in_a_chain(chars, builder.end()) if place >= floor else None
        return Container(built, built.end, "cdk", (), text) if built else None
    head = _HEAD.match(chars, place)
    if not head or head.start() < floor:
        return None
    start = head.end()
    if chars.startswith(")", start):
        built = _built(chars, place, start)
        return Container(built, start + 1, "cdk", (), text) if built else None
    if chars.startswith("{", start):
        reading = budget.read(chars, start)
    else:
        stop = _closing(chars, start)
        reading = budget.read(chars, start, inside=True, stop=stop) if stop else None
    if not isinstance(reading, Reading) or not isinstance(reading.node, Object) or not reading.node.members:
        return None
    if not {name.replace("_", "").lower() for name in reading.node.names} & _OWN:
        return None  # all of it comes from elsewhere
    if _goes_on(chars, place, reading.end):
        reading.node.add(
            Scalar(reading.end, reading.end, MERGED), Scalar(reading.end, reading.end, UNKNOWN, "unknown")
        )
    return Container(_policy(reading.node, chars), reading.end, "cdk", (), text)


def _goes_on(chars: str, place: int, end: int) -> bool:
    """Whether calls add something to the statement that is made at *place*."""
    if _CHAINED.match(chars, end) or _KEPT.search(chars, max(0, place - 200), place):
        return True
    assigned = _ASSIGNED.search(chars, max(0, place - 200), place)
    call = re.compile(rf"\b{re.escape(assigned[1])}\.add\w{{0,40}}\(") if assigned else None
    return call is not None and call.search(chars, end, end + _NEAR) is not None


def _built(chars: str, place: int, start: int) -> Object | None:
    """A policy with a statement that is created empty and filled by calls:
    ``statement.addActions("s3:GetObject")``."""
    assigned = _ASSIGNED.search(chars, max(0, place - 200), place)
    if not assigned:
        return None
    name = re.escape(assigned[1])
    again = re.compile(rf"\b{name}\s{{0,20}}(?::[^=\n]{{0,60}})?=(?!=)").search(chars, start, start + _NEAR)
    stop = again.start() if again else start + _NEAR
    given = Object(start, start)
    for call in re.compile(
        rf"\b{name}\.(\w{{1,40}})(?:\(|\s{{0,20}}=\s{{0,20}}[\w.]{{0,60}}?\.(ALLOW|DENY)\b)"
    ).finditer(chars, start, stop):
        method, key = call[1].replace("_", "").lower(), Scalar(call.start(1), call.end(1), call[1])
        if call[2]:
            given.add(
                Scalar(key.start, key.end, "effect"), Scalar(call.start(2), call.end(2), call[2], "bare")
            )
        elif (
            (element := method.removeprefix("add")) in _NAMES
            and element != "conditions"
            and (end := _closing(chars, call.end()))
        ):
            values = given.get(element)
            if not isinstance(values, Array):
                values = Array(call.end(), end)
                given.add(Scalar(key.start, key.end, element), values)
            for value in _arguments(chars, call.end(), end):
                values.add(value)
        elif method.startswith("add"):
            return None  # principals and conditions are not read, and a statement without them would be wrong
    return _policy(given, chars) if given.members else None


def _built_in_a_chain(chars: str, at: int) -> Object | None:
    """A policy with the statement that the calls at *at* make, one behind the other."""
    given = Object(at, at)
    while (call := _CALL.match(chars, at)) and (end := _closing(chars, call.end())) is not None:
        at = end + 1
        element, key = call[1].lower(), Scalar(call.start(1), call.end(1), call[1])
        if element == "effect":
            given.add(key, Scalar(call.end(), end, chars[call.end() : end], "bare"))
        elif element == "sid" and (sid := next(_arguments(chars, call.end(), end), None)):
            given.add(key, sid)
        elif element in _NAMES and element != "conditions":
            values = Array(call.end(), end)
            inner = _LISTED.match(chars, call.end())
            begin, stop = (inner.end(), _closing(chars, inner.end()) or end) if inner else (call.end(), end)
            values.add_all(list(_arguments(chars, begin, stop)))
            given.add(key, values)
        elif element != "build":
            # Principals and conditions are not read.
            given.add(Scalar(call.start(1), call.end(1), MERGED), Scalar(call.end(), end, UNKNOWN, "unknown"))
    return _policy(given, chars) if given.names & _NAMES.keys() else None


def _arguments(chars: str, start: int, end: int) -> Iterator[Scalar]:
    """The arguments of a call: strings, with unknown parts for what a program fills in; other expressions as
    unknown."""
    depth, begin, at = 0, start, start
    while at <= end and (token := TOKEN.match(chars, at)):
        mark = token[0] if token.lastgroup == "mark" else ""
        if at == end or (mark == "," and not depth):
            begin += len(chars[begin:at]) - len(chars[begin:at].lstrip())
            written = chars[begin:at].rstrip()
            literal = TOKEN.fullmatch(written) if written else None
            if literal and literal.lastgroup in ("string", "single"):
                yield Scalar(begin, begin + len(written), filled(content(written), foreign=True))
            elif written:
                yield Scalar(begin, begin + len(written), UNKNOWN, "unknown")
            begin = token.end()
        depth += (mark in ("(", "[", "{")) - (mark in (")", "]", "}"))
        at = token.end()


def _closing(chars: str, start: int) -> int | None:
    """The end of the call whose arguments begin at *start*."""
    depth, at = 0, start
    while at < start + _REACH and (token := TOKEN.match(chars, at)):
        if token.lastgroup == "mark" and token[0] in "([{":
            depth += 1
        elif token.lastgroup == "mark" and token[0] in ")]}":
            if not depth:
                return at
            depth -= 1
        at = token.end()
    return None


def _policy(properties: Object, chars: str) -> Object:
    start, end = properties.members[0].key.start, properties.members[-1].value.end
    statement = Object(start, end)
    statement.add(
        Scalar(start, start, "Effect"),
        _effect(properties.get("effect") or properties.get("Effect"), start, chars),
    )
    for member in properties.members:
        key, name = member.key, member.name.replace("_", "").lower()
        if name in _NAMES:
            statement.add(Scalar(key.start, key.end, _NAMES[name]), member.value)
        elif name in _PRINCIPALS:
            statement.add(Scalar(key.start, key.end, _PRINCIPALS[name]), _principals(member.value, chars))
        elif key.text == MERGED:
            statement.add(key, member.value)
    policy, statements = Object(start, end), Array(start, end)
    statements.add(statement)
    policy.add(Scalar(start, start, "Version"), Scalar(start, start, "2012-10-17"))
    policy.add(Scalar(start, start, "Statement"), statements)
    return policy


def _effect(value: Node | None, start: int, chars: str) -> Scalar:
    """``iam.Effect.DENY`` as Deny; Allow is the default of the CDK."""
    if value is None:
        return Scalar(start, start, "Allow")
    written = chars[value.start : value.end].rpartition(".")[2].removeprefix("Effect_")
    known = {"ALLOW": "Allow", "DENY": "Deny"}.get(written)
    return Scalar(value.start, value.end, known or UNKNOWN, "string" if known else "unknown")


def _principals(value: Node, chars: str) -> Object:
    named = Object(value.start, value.end)
    for item in listed(value):
        source = chars[item.start : item.end]
        if source == "new":
            continue
        match = _PRINCIPAL.match(source)
        kind = _KINDS.get(match[1], "AWS") if match else "AWS"
        name = (
            "*"
            if match and match[1] in _EVERYONE
            else match[2]
            if match and match[1] in _KINDS and match[2]
            else UNKNOWN
        )
        of_kind = named.get(kind)
        if not isinstance(of_kind, Array):
            of_kind = Array(item.start, item.end)
            named.add(Scalar(item.start, item.start, kind), of_kind)
        of_kind.add(Scalar(item.start, item.end, name, "unknown" if name == UNKNOWN else "string"))
    return named

"""Reads the CDK's ``PolicyStatement``: the object that TypeScript hands it, and the keywords that Python does.

Source: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_iam.PolicyStatement.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...reading.text import Text
from ..nodes import UNKNOWN, Array, Node, Object, Scalar, listed
from .braces import Budget
from .literal import Failure, Reading
from .tokens import TOKEN

if TYPE_CHECKING:
    from ..documents import Container

_HEAD = re.compile(r"PolicyStatement\s{0,20}\(\s{0,200}+(?:\(\s{0,20}(?=\{))?")
_NAMES = {
    "sid": "Sid",
    "actions": "Action",
    "notactions": "NotAction",
    "resources": "Resource",
    "notresources": "NotResource",
    "conditions": "Condition",
}
_PRINCIPALS = {"principals": "Principal", "notprincipals": "NotPrincipal"}
_PRINCIPAL = re.compile(r"(?:[\w.]{0,60}\.)?(\w{1,40}Principal|Anyone)\(\s{0,80}(?:[\"']([^\"'\n]{1,200})[\"'])?")
# The classes of principals whose name alone tells the kind; of others a condition or an account belongs to it, which is not read.
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
"""How many characters a call may have."""


def read_around(text: Text, floor: int, place: int, budget: Budget) -> Container | Failure | None:
    """The policy of the one statement whose class is named at *place*."""
    from ..documents import Container

    chars = text.chars
    head = _HEAD.match(chars, place)
    if not head or head.start() < floor:
        return None
    start = head.end()
    if chars.startswith("{", start):
        reading = budget.read(chars, start)
    else:
        stop = _closing(chars, start)
        reading = budget.read(chars, start, inside=True, stop=stop) if stop else None
    if not isinstance(reading, Reading) or not isinstance(reading.node, Object) or not reading.node.members:
        return None
    return Container(_policy(reading.node, chars), reading.end, "cdk", (), text)


def _closing(chars: str, start: int) -> int | None:
    """Where the call ends whose arguments begin at *start*."""
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
    statement.add(Scalar(start, start, "Effect"), _effect(properties.get("effect"), start, chars))
    for member in properties.members:
        key, name = member.key, member.key.text.replace("_", "").lower()
        if name in _NAMES:
            statement.add(Scalar(key.start, key.end, _NAMES[name]), member.value)
        elif name in _PRINCIPALS:
            statement.add(Scalar(key.start, key.end, _PRINCIPALS[name]), _principals(member.value, chars))
    policy, statements = Object(start, end), Array(start, end)
    statements.add(statement)
    policy.add(Scalar(start, start, "Version"), Scalar(start, start, "2012-10-17"))
    policy.add(Scalar(start, start, "Statement"), statements)
    return policy


def _effect(value: Node | None, start: int, chars: str) -> Scalar:
    """``iam.Effect.DENY`` as Deny; without it the CDK allows."""
    if value is None:
        return Scalar(start, start, "Allow")
    written = chars[value.start : value.end].rpartition(".")[2]
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
        name = "*" if match and match[1] in _EVERYONE else match[2] if match and match[1] in _KINDS and match[2] else UNKNOWN
        of_kind = named.get(kind)
        if not isinstance(of_kind, Array):
            of_kind = Array(item.start, item.end)
            named.add(Scalar(item.start, item.start, kind), of_kind)
        of_kind.add(Scalar(item.start, item.end, name, "unknown" if name == UNKNOWN else "string"))
    return named

"""CloudFormation's functions in a policy: what they leave known of a value.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
"""

from __future__ import annotations

import re

from ...text.regex import lazy_regex
from ..nodes import MERGED, UNKNOWN, Array, Choice, Node, Object, Scalar, walk

_VARIABLE = lazy_regex(r"\$\{(!?)((?:[^{}\n]|\{\{[^{}\n]{0,100}\}\}){0,200})\}")


def substituted(text: str) -> str:
    """The text of Fn::Sub: its variables are unknown, ``${!aws:username}`` is IAM's own
    ``${aws:username}``."""

    def part(match: re.Match[str]) -> str:
        return "${" + match[2] + "}" if match[1] else _ALWAYS.get(match[2], UNKNOWN)

    return _VARIABLE.sub(part, text)


_ALWAYS = {"AWS::URLSuffix": "amazonaws.com"}
"""Of CloudFormation's own variables what they are in nearly all partitions."""
_JOIN = lazy_regex(
    r"!Join\s{1,9}\[\s{0,9}(?:'([^'\n]{0,9})'|\"([^\"\n]{0,9})\")\s{0,9},\s{0,9}\[(.{1,1000})\]\s{0,9}\]",
    re.DOTALL,
)
_JOINED = lazy_regex(
    r"\s{0,40}(?:'(?P<one>[^'\n]{0,300})'|\"(?P<two>[^\"\n]{0,300})\"|(?P<tag>!\w{2,20}\s{1,4}(?:\[[^\[\]]{0,200}\]|[^,\[\]\n]{1,200}))|(?P<bare>[^\s,\[\]{}'\"!][^,\[\]{}'\"]{0,300}))\s{0,40}(?:,|\Z)"
)


def joined_in_flow(text: str) -> str:
    """The text that ``!Join ['', [a, !Ref B]]`` makes in a flow collection of YAML."""
    whole = _JOIN.fullmatch(text.strip())
    if whole is None:
        return UNKNOWN
    parts, place = [], 0
    while place < len(whole[3]):
        part = _JOINED.match(whole[3], place)
        if part is None:
            return UNKNOWN
        parts.append(UNKNOWN if part["tag"] else part["one"] or part["two"] or (part["bare"] or "").rstrip())
        place = part.end()
    return (whole[1] or whole[2] or "").join(parts)


def holds_policy(branches: Node) -> bool:
    """Whether a condition decides about a whole policy, which is read as far as it may be there."""
    return any(
        isinstance(node, Object) and (node.member("Statement") or node.member("PolicyDocument"))
        for node in walk(branches)
    )


def statements_of(value: Node) -> Array | None:
    """The statements in all branches of a condition, and something unknown, since which are there is open;
    None when it decides about something else."""
    found: list[Node] = []
    pending = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, Array):
            pending.extend(reversed(node.items))
        elif isinstance(node, Object) and (branches := node.get("Fn::If")) is not None:
            pending.append(branches)
        elif isinstance(node, Object) and _STATEMENT & node.names:
            found.append(node)
    if not found:
        return None
    array = Array(value.start, value.end)
    array.add_all([*found, Scalar(value.start, value.end, UNKNOWN, "unknown")])
    return array


def conditions_of(value: Node) -> Object | None:
    """The conditions in all branches of a decision about a Condition, and something unknown, since which are there
    is open; None when it decides about something else."""
    branches = value.items[1:] if isinstance(value, Array) else []
    found = [
        each for each in branches if isinstance(each, Object) and each.members and not _is_function(each)
    ]
    members = [member for each in found for member in each.members]
    if not members or not all(
        isinstance(member.value, Object) and _OPERATOR.match(member.key.text) for member in members
    ):
        return None
    node = Object(value.start, value.end)
    for member in members:
        node.add(member.key, member.value)
    node.add(Scalar(value.start, value.start, MERGED), Scalar(value.start, value.end, UNKNOWN, "unknown"))
    return node


def _is_function(node: Object) -> bool:
    return any(name == "Ref" or name.startswith("Fn::") for name in node.names)


_OPERATOR = lazy_regex(
    r"(?i)(?:ForA(?:ll|ny)Values:)?(?:String|Arn|Bool|Numeric|Date|(?:Not)?IpAddress|Null|Binary)"
)


_EITHER = 2
"""Branches of a condition."""


def chosen(start: int, end: int, value: Node) -> Scalar:
    """What a condition chooses of values: ``[IsProd, [s3:GetObject, s3:PutObject], s3:GetObject]``."""
    found: list[Scalar] = []
    whole = isinstance(value, Array) and len(value.items) == 1 + _EITHER
    pending = list(reversed(value.items[1:])) if isinstance(value, Array) else []
    while pending:
        node = pending.pop()
        if isinstance(node, Array):
            pending.extend(reversed(node.items))
        elif isinstance(node, Choice):
            found += node.branches
            whole = whole and node.whole
        elif isinstance(node, Object):
            if (value := _resolved(node)) is not node:
                pending.append(value)
            else:
                whole = False
        elif isinstance(node, Scalar) and node.kind in ("string", "bare"):
            found.append(node)
        else:
            whole = False
    return Choice(start, end, found, whole=whole) if found else Scalar(start, end, UNKNOWN, "unknown")


_STATEMENT = frozenset({"Effect", "Action", "NotAction", "actions", "not_actions"})


def resolve(root: Node) -> None:
    """Put scalars in the place of all functions under *root*, unknown where the template alone does not tell
    the value."""
    for node in walk(root):
        if isinstance(node, Array):
            items, node.items = [_resolved(item) for item in node.items], []
            for item in items:
                if isinstance(item, Array) and item.scattered:
                    node.add_all(item.items)
                else:
                    node.add(item)
        elif isinstance(node, Object):
            for member in node.members:
                member.value = _attached(node, member.name, _resolved(member.value))


def _attached(parent: Node, label: str | int, value: Node) -> Node:
    value.parent, value.label = parent, label
    return value


def joined(value: Node) -> str | None:
    """The text that Fn::Join makes of ``["", ["arn:aws:s3:::", {"Ref": "Bucket"}]]``; None when its parts are not there."""
    if not (isinstance(value, Array) and len(value.items) == 2 and isinstance(value.items[1], Array)):
        return None
    parts = [_resolved(item) for item in value.items[1].items]
    between = value.items[0].text if isinstance(value.items[0], Scalar) else UNKNOWN
    return between.join(part.text if isinstance(part, Scalar) else UNKNOWN for part in parts)


def _resolved(node: Node) -> Node:
    if not isinstance(node, Object) or len(node.members) != 1:
        return node
    name, value = node.members[0].name, node.members[0].value
    if name == "Fn::Sub":
        text = value.items[0] if isinstance(value, Array) and value.items else value
        if isinstance(text, Scalar):
            return Scalar(node.start, node.end, substituted(text.text))
    if name == "Fn::Join" and (whole := joined(value)) is not None:
        return Scalar(node.start, node.end, whole)
    if name == "Fn::ToJsonString":
        return value
    if name == "Fn::If" and holds_policy(value):
        return value
    if name == "Fn::If" and (branches := statements_of(value)):
        return branches
    if name == "Fn::If" and (conditions := conditions_of(value)):
        return conditions
    if name == "Fn::If":
        return chosen(node.start, node.end, value)
    if name == "Ref" and isinstance(value, Scalar) and value.text in _ALWAYS:
        return Scalar(node.start, node.end, _ALWAYS[value.text])
    if name == "Ref" or name.startswith("Fn::"):
        return Scalar(node.start, node.end, UNKNOWN, "unknown")
    return node

"""A key stands twice in the same object.

JSON keeps one of the two and drops the other without a word; most parsers keep the last. IAM refuses such a
document, and what you see is not what counts.

Bad:
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Action":
    "sqs:GetQueueUrl",
     "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"}]}

Good:
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["sqs:SendMessage",
    "sqs:GetQueueUrl"],
     "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"}]}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.document import Document
from ....policies.flaw import Flaw
from ....policies.nodes import Node, Object, plain, scalars
from ...edits import remove, written
from ...rule import ERROR, NOTATION, Problem, Rule
from ._places import member_at

_LISTS = frozenset({"Action", "NotAction", "Resource", "NotResource"})
# A suggestion is to be read: longer values are left to the reader.
_SHOWN = 200
# No element of a policy has more keys; what has is not searched for the first of them.
_KEYS = 500


def check(flaw: Flaw, document: Document) -> Iterator[Problem]:
    """The second key of a name, with what would hold both values."""
    found = member_at(document.node, flaw.start)
    if found is None or len(found[0].members) > _KEYS:
        yield Problem(
            Node(flaw.start, flaw.end),
            f"This cannot be read as it is meant: {flaw.sentence}. Only one of the two counts.",
        )
        return
    target, at = found
    member = target.members[at]
    name = member.name[:60]
    before = next(each for each in target.members if each.name == member.name)
    refused = " and IAM refuses the policy" if document.notation == "json" else ""
    message = f'The key "{name}" stands twice in the same object, so only one of its values counts{refused}'
    short = max(each.value.end - each.value.start for each in (before, member)) <= _SHOWN
    if short and plain(before.value) == plain(member.value):
        edit = (
            remove(member.value, document.text.chars)
            if document.notation in ("json", "javascript", "python")
            else None
        )
        yield Problem(member.key, f"{message}: both say the same, so take one out.", edit=edit)
        return
    together = _together(name, before.value, member.value) if short else None
    yield Problem(
        member.key,
        f"{message}: write both values under one key{', as a list' if name in _LISTS else ''}.",
        together,
    )


def _together(name: str, first: Node, second: Node) -> str | None:
    """Both values under one key, when they are short lists of an element or conditions of one operator."""
    if name in _LISTS:
        values = dict.fromkeys(item.text for node in (first, second) for item in scalars(node))
        return f"{written(name)}: {written(list(values))}"
    if isinstance(first, Object) and isinstance(second, Object):
        keys, others = plain(first), plain(second)
        if not set(keys) & set(others):
            return f"{written(name)}: {written({**keys, **others})}"
    return None


RULE = Rule("json-duplicate-key", ERROR, NOTATION, check)

"""The elements of a policy, and which of them a key that is none of them stands for.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from ....aws.data.nearest import nearest
from ....policies.nodes import UNKNOWN, Member, Object
from ....policies.statements import Statement
from ...policy import Policy

TOP = ("Version", "Id", "Statement")
"""What stands at the top of a policy."""

ELEMENTS = (
    "Sid",
    "Principal",
    "NotPrincipal",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
)
"""What stands in a statement."""

LISTS = frozenset({"Action", "NotAction", "Resource", "NotResource"})
"""What may be a list of texts."""

CURRENT = "2012-10-17"
"""The version of the policy language that a policy should state."""

_LOOKED_AT = 20
"""Keys whose meaning is guessed: what has more of them that are no elements is no policy."""


@lru_cache(maxsize=512)
def same(name: str, among: tuple[str, ...]) -> str | None:
    """The element that a key is, but for upper and lower case, blanks, signs between words or an s at the
    end."""
    bare = "".join(name.split()).replace("_", "").replace("-", "").lower()
    return next((each for each in among if bare in (each.lower(), f"{each.lower()}s")), None)


@lru_cache(maxsize=512)
def meant(name: str, among: tuple[str, ...]) -> str | None:
    """The element that a key stands for: the same in another spelling, or the nearest."""
    return same(name, among) or nearest(name, among)


def strangers(node: Object, known: Iterable[str]) -> Iterator[Member]:
    """The members of an object whose keys are none of *known* and no template's function."""
    for member in node.members:
        name = member.name
        if name not in known and not name.startswith("Fn::") and UNKNOWN not in name:
            yield member


def taken_for(node: Object, known: tuple[str, ...], names: tuple[str, ...]) -> bool:
    """Whether one of the first keys that are none of *known* stands for one of *names*: then the rule about
    the key says so."""
    return any(meant(member.name, known) in names for member in islice(strangers(node, known), _LOOKED_AT))


def lacks(statement: Statement, *names: str) -> bool:
    """Whether a statement has none of the elements, and no key that another rule takes for one of them."""
    node = statement.node
    if any(node.member(name) for name in names) or any(
        member.name.startswith("Fn::") for member in node.members
    ):
        return False
    return not taken_for(node, ELEMENTS, names)


def whole(policy: Policy) -> bool:
    """Whether the paste shows the policy from its outermost brace: not a statement, a list of statements, or
    blocks of Terraform."""
    member = policy.root.member("Statement")
    return (
        policy.notation != "terraform"
        and not policy.bare
        and (member is None or member.key.end > member.key.start)
    )

"""An element has a value of the wrong JSON type.

Effect and Sid are strings, Action and Resource a string or a list of strings, Principal a star or an object.
IAM refuses a policy in which one of them is a number, null, or something nested.

Bad:
    {
      "Effect": "Allow",
      "Action": {"Name": "ses:SendEmail"},
      "Resource": "arn:aws:ses:eu-west-1:111122223333:identity/example.com"
    }

Bad:
    {"Version": "2012-10-17", "Statement": "Allow everything"}

Good:
    {
      "Effect": "Allow",
      "Action": "ses:SendEmail",
      "Resource": "arn:aws:ses:eu-west-1:111122223333:identity/example.com"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Array, Node, Object, Scalar
from ...edits import replace
from ...policy import Policy
from ...rule import ERROR, POLICY, TYPED, Problem, Rule
from ._names import LISTS
from ._types import is_text, kind, left_open

_TEXTS = frozenset({"Sid", "Effect"})
_PRINCIPALS = frozenset({"Principal", "NotPrincipal"})


def check(policy: Policy) -> Iterator[Problem]:
    """Each value of another type than its element takes; conditions have rules of their own."""
    for problem in _problems(
        policy, lenient=policy.notation == "yaml"
    ):  # its engine makes strings of numbers
        if not (policy.is_in_program and isinstance(problem.node, Scalar) and problem.node.kind == "null"):
            yield problem


def _problems(policy: Policy, *, lenient: bool) -> Iterator[Problem]:
    statement = policy.root.get("Statement")
    for member in policy.root.members if not policy.bare else ():
        if member.name in ("Version", "Id") and not _fits(member.value, lenient):
            yield _problem(member.value, member.name, "a string")
    if isinstance(statement, Array):
        for item in statement.items:
            if not isinstance(item, Object) and not left_open(item):
                yield _problem(item, "An item of Statement", "an object with Effect, Action and Resource")
    elif statement is not None and not isinstance(statement, Object) and not left_open(statement):
        yield _problem(statement, "Statement", "an object or a list of objects")
    for each in policy.statements:
        for member in each.node.members:
            name, value = member.name, member.value
            if isinstance(value, Scalar) and value.kind == "string":
                continue  # what every element takes
            if name in LISTS:
                yield from _list(name, value, lenient=False)
            elif name in _TEXTS:
                if not _fits(value, lenient and name == "Sid"):
                    yield _problem(value, name, "Allow or Deny" if name == "Effect" else "a string")
            elif name in _PRINCIPALS:
                yield from _principal(name, value, lenient)


def _list(name: str, value: Node, lenient: bool) -> Iterator[Problem]:
    if isinstance(value, Array):
        for item in value.items:
            if not _fits(item, lenient):
                yield _problem(item, f"An item of {name}", "a string")
    elif not _fits(value, lenient):
        yield _problem(value, name, "a string or a list of strings")


def _principal(name: str, value: Node, lenient: bool) -> Iterator[Problem]:
    if isinstance(value, Object):
        for member in value.members:
            if not member.name.startswith("Fn::"):
                yield from _list(f"{name}.{member.name[:40]}", member.value, lenient)
    elif isinstance(value, Array):
        if value.items:  # an empty one is told as such
            yield _problem(value, name, '"*" or an object such as {"AWS": [...]}')
    elif not _fits(value, lenient):
        yield _problem(value, name, '"*" or an object such as {"AWS": "..."}')


def _fits(value: Node, lenient: bool) -> bool:
    if isinstance(value, Scalar) and value.kind == "string":
        return True
    return (
        left_open(value)
        or is_text(value)
        or (lenient and isinstance(value, Scalar) and value.kind == "number")
    )


def _problem(value: Node, name: str, wanted: str) -> Problem:
    # An account whose quotes were forgotten is still the same account.
    account = (
        isinstance(value, Scalar) and value.kind == "number" and len(value.text) == 12 and "rincipal" in name
    )
    return Problem(
        value,
        f"{name} is {kind(value)}, so AWS refuses the policy: it takes {wanted}.",
        f'"{value.text}"' if account and isinstance(value, Scalar) else None,
        replace(value, value.text) if account and isinstance(value, Scalar) else None,
    )


RULE = Rule("data-type-mismatch", ERROR, POLICY, check, needs=(TYPED,))

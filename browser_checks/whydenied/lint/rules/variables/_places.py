"""Where policy variables stand in a policy, and what is in them.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ....policies.nodes import Object, Scalar, scalars
from ....policies.statements import Statement

LITERALS = frozenset({"*", "?", "$"})
"""What stands in braces to be taken literally."""
MENTIONS = ("${", "&{")
"""How a variable begins; Terraform's policy documents write an ampersand."""


# Tools that fill in variables of their own before the policy is written.
# Source: https://www.serverless.com/framework/docs/guides/variables
TOOLS = frozenset({"self", "opt", "env", "sls", "cf", "ssm", "file", "param", "custom"})


class Variable(NamedTuple):
    """A variable as it is written: what stands between its braces, the name in it, and the code of the rule
    that speaks of its form."""

    inner: str
    name: str
    fault: str | None


@lru_cache(maxsize=2048)
def variables(text: str) -> tuple[Variable, ...]:
    """The variables of a text in order."""
    found: list[Variable] = []
    at = text.find("${")
    close = -1
    while at >= 0:
        following = text.find("${", at + 2)
        if close < at:
            close = text.find("}", at + 2)
        if close < 0 or 0 <= following < close:
            inner = text[at + 2 : following if following >= 0 else len(text)]
            found.append(Variable(inner, "", "variable-missing-brace"))
        else:
            inner = text[at + 2 : close]
            found.append(Variable(inner, inner.partition(",")[0].strip(), _fault(inner)))
        at = following
    return tuple(found)


def _fault(inner: str) -> str | None:
    name, comma, default = inner.partition(",")
    default = default.strip()
    if not name.strip():
        return "variable-empty"
    if comma and not (len(default) > 1 and default[0] == default[-1] == "'"):
        return "variable-missing-quote"
    # The key of a tag is the reader's own word and may hold blanks inside.
    front = name.partition("/")[0]
    return "variable-space" if name != name.strip() or front.split() != [front] else None


def values(statement: Statement) -> Iterator[Scalar]:
    """The values of a statement in which variables work: resources and condition values that hold ``${``."""
    for resource in statement.resources:
        if "${" in resource.text:
            yield resource
    for condition in statement.conditions:
        for value in condition.values:
            if "${" in value.text:
                yield value


def faulty(statement: Statement, code: str) -> Iterator[tuple[Scalar, Variable]]:
    """The values with a variable whose form the rule *code* speaks of, once each."""
    for value in values(statement):
        wrong = next((variable for variable in variables(value.text) if variable.fault == code), None)
        if wrong:
            yield value, wrong


def others(statement: Statement) -> Iterator[Scalar]:
    """The values of all other elements that hold ``${``, and the condition keys that do."""
    for member in statement.node.members:
        if member.name in ("Resource", "NotResource", "Condition"):
            continue
        parts = (
            [member.value]
            if not isinstance(member.value, Object)
            else [each.value for each in member.value.members]
        )
        for part in parts:
            yield from (value for value in scalars(part) if "${" in value.text)
    for condition in statement.conditions:
        if "${" in condition.key.text:
            yield condition.key


def named(text: str) -> Iterator[Variable]:
    """The variables of a text whose form is right and which name a condition key."""
    return (variable for variable in variables(text) if not variable.fault and is_iam(variable.name))


def is_iam(name: str) -> bool:
    """Whether a name has the form of a condition key; ``AWS::Region`` is CloudFormation's."""
    return ":" in name and "::" not in name


def shown(text: str) -> str:
    """A text for a message: not more of it than a person reads."""
    return text if len(text) <= 120 else f"{text[:119]}…"

"""Where policy variables stand in a policy, and what is in them.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...policies.nodes import Object, Scalar, scalars
from ...policies.statements import Statement

VARIABLE = re.compile(r"\$\{([^{}]{0,400})\}")
"""A variable and what stands between its braces."""
LITERALS = frozenset({"*", "?", "$"})
"""What stands in braces to be taken literally."""


def values(statement: Statement) -> Iterator[Scalar]:
    """The values of a statement in which variables work: resources and condition values that hold ``${``."""
    for resource in statement.resources:
        if "${" in resource.text:
            yield resource
    for condition in statement.conditions:
        for value in condition.values:
            if "${" in value.text:
                yield value


def others(statement: Statement) -> Iterator[Scalar]:
    """The values of all other elements that hold ``${``, and the condition keys that do."""
    for member in statement.node.members:
        if member.key.text in ("Resource", "NotResource", "Condition"):
            continue
        parts = [member.value] if not isinstance(member.value, Object) else [each.value for each in member.value.members]
        for part in parts:
            yield from (value for value in scalars(part) if "${" in value.text)
    for condition in statement.conditions:
        if "${" in condition.key.text:
            yield condition.key


def names(value: Scalar) -> Iterator[str]:
    """The names of the variables in a value, without default and literals."""
    for match in VARIABLE.finditer(value.text):
        name = match[1].split(",", 1)[0].strip()
        if name and name not in LITERALS:
            yield name


def is_iam(name: str) -> bool:
    """Whether a name has the form of a condition key; ``AWS::Region`` is CloudFormation's."""
    return ":" in name and "::" not in name

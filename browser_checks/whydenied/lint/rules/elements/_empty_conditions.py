"""Conditions whose key is compared with an empty list: what that comes to depends on the operator."""

from __future__ import annotations

from ....policies.statements import Condition, is_empty


def empty(condition: Condition) -> str | None:
    """The code of the rule that speaks of a condition without values, or None when it has some."""
    if not is_empty(condition.value):
        return None
    operator = condition.operator.text.lower()
    if operator.startswith("forallvalues:"):
        return "empty-array-condition-forallvalues"
    if operator.startswith("foranyvalue:"):
        return "empty-array-condition-foranyvalue"
    return "empty-array-condition-ifexists" if operator.endswith("ifexists") else "empty-array-condition"

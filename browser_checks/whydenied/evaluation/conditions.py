"""The Condition element: operators are ANDed, keys are ANDed, values are ORed; missing keys; variables.

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ..aws.glob import Tokens, Variable, parse, parse_arn, resolved, variables_of
from ..values import dataclass
from .operators import Operator, Qualifier, named
from .request import Request, texts

# The ARN of a role includes its path, the ARN of a session does not.
_PRINCIPAL_ARN = "aws:principalarn"


class Broken(ValueError):
    """An element that AWS would reject; the message is part of a sentence."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One operator and one key with their values."""

    operator: Operator
    qualifier: Qualifier | None
    if_exists: bool
    key: str
    """In lower case, as IAM compares it."""
    values: tuple[Any, ...]
    """Values without policy variables, parsed by the operator."""
    templates: tuple[Tokens, ...]
    """Values with policy variables, resolved for each request."""
    written: tuple[str, str, tuple[str, ...]]
    """Operator, key and values as written in the policy."""

    @property
    def variables(self) -> list[Variable]:
        """The policy variables of the values."""
        return [variable for template in self.templates for variable in variables_of(template)]


def conditions_of(block: Any, *, variables: bool) -> tuple[Condition, ...]:
    """Compile a Condition element. Raises Broken."""
    return tuple(_conditions(block, variables)) if block is not None else ()


def _conditions(block: Any, variables: bool) -> Iterator[Condition]:
    if not isinstance(block, dict):
        raise Broken("its Condition is no object of operators")
    for written, keys in block.items():
        operator, qualifier, if_exists = _operator(str(written))
        if not isinstance(keys, dict):
            raise Broken(f"its condition {written} names no keys")
        for key, value in keys.items():
            wanted = texts(value)
            if len(wanted) != (len(value) if isinstance(value, list) else 1):
                raise Broken(f"its condition on {key} has a value that is neither text, number nor boolean")
            plain, templates = _read(operator, wanted, variables)
            yield Condition(
                operator,
                qualifier,
                if_exists,
                str(key).lower(),
                plain,
                templates,
                (str(written), str(key), wanted),
            )


@lru_cache(maxsize=2048)
def _read(
    operator: Operator, wanted: tuple[str, ...], variables: bool
) -> tuple[tuple[Any, ...], tuple[Tokens, ...]]:
    """The values without policy variables, parsed by the operator, and those with some."""
    plain, templates = [], []
    for each in wanted:
        tokens = _tokens(operator, each, variables)
        if variables_of(tokens):
            templates.append(tokens)
        elif (value := operator.read(tokens)) is not None:
            plain.append(value)
    return tuple(plain), tuple(templates)


def _operator(written: str) -> tuple[Operator, Qualifier | None, bool]:
    found = named(written)
    operator, qualifier = found.operator, found.qualifier
    if (
        operator is None
        or (found.if_exists and operator.presence)
        or (found.front is not None and qualifier is None)
    ):
        raise Broken(f"there is no condition operator {written}")
    return operator, qualifier, found.if_exists


def _tokens(operator: Operator, text: str, variables: bool) -> Tokens:
    variables = variables and operator.variables
    if operator.arns:
        return parse_arn(text, variables=variables)
    return parse(text, variables=variables, wildcards=operator.wildcards)


def met(condition: Condition, request: Request, effect: str) -> bool:
    """Whether the request meets the condition of a statement with this effect."""
    given = known_values(condition, request)
    if condition.qualifier and given:
        given = tuple(filter(None, given))  # an empty string counts as no value
    if not given and request.assume:
        return request.assume == effect
    operator = condition.operator
    if operator.presence:
        if not given and condition.qualifier:
            return condition.qualifier == "ForAllValues"
        return ("false" if given else "true") in condition.values
    if not given:
        return _without_key(condition)
    wanted, negated = condition.values, operator.negated
    if condition.templates:
        more, without_value = _templated(condition, request)
        if without_value and request.assume:
            return request.assume == effect
        wanted += more
    matches = operator.matches
    fitting = (any(matches(each, value) for each in wanted) is not negated for value in given)
    every = condition.qualifier == "ForAllValues" or (negated and condition.qualifier is None)
    return all(fitting) if every else any(fitting)


def known_values(condition: Condition, request: Request) -> tuple[str, ...] | None:
    """The request's values of the condition's key; None if it lacks the key or the values are unknown.

    A session does not show whether its role has a path, so a condition on a role's path is open unless the
    context is complete.
    """
    if (
        condition.key == _PRINCIPAL_ARN
        and not request.complete
        and request.caller.hides_path
        and _asks_for_path(condition)
    ):
        return None
    return request.context.get(condition.key)


def _asks_for_path(condition: Condition) -> bool:
    """Whether a condition on the caller's ARN contains the path of a role, ``role/service-role/*``."""
    return any("/" in value.partition(":role/")[2] for value in condition.written[2])


def _without_key(condition: Condition) -> bool:
    """Whether a request without the key meets the condition."""
    if condition.if_exists or condition.qualifier == "ForAllValues":
        return True
    return condition.operator.negated and condition.qualifier is None


def _templated(condition: Condition, request: Request) -> tuple[tuple[Any, ...], bool]:
    """Resolve values with variables for this request; also return whether a variable has neither value nor
    default."""
    found, without_value = [], False
    for template in condition.templates:
        tokens = resolved(template, request.values)
        if tokens is None:
            without_value = True
        elif (value := condition.operator.read(tokens)) is not None:
            found.append(value)
    return tuple(found), without_value

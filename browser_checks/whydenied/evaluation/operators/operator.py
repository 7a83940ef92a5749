"""The model of a condition operator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...aws.glob import Tokens
from ...values import dataclass


@dataclass(frozen=True, slots=True)
class Operator:
    """A condition operator: how it parses a value of the policy and compares a value of the request with it.

    Source:
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
    """

    name: str
    """AWS's spelling, without set operator and IfExists."""
    phrase: str
    """Describes the comparison in a sentence, between key and value: ``to be``."""
    read: Callable[[Tokens], Any]
    """Parses a value of the policy after variables are filled in; None if it is not of the operator's
    type."""
    matches: Callable[[Any, str], bool]
    """Compares a parsed value of the policy with a value of the request, before negation."""
    negated: bool = False
    """Whether it is a negated operator, such as StringNotEquals."""
    variables: bool = False
    """Whether its values may contain policy variables."""
    wildcards: bool = False
    presence: bool = False
    """Whether it only tests if the request has the key: Null."""
    arns: bool = False

    def opposite(self, name: str, phrase: str) -> Operator:
        """The negated operator."""
        return Operator(
            name,
            phrase,
            self.read,
            self.matches,
            True,
            self.variables,
            self.wildcards,
            self.presence,
            self.arns,
        )


def literal(tokens: Tokens) -> str:
    """The text of a value without wildcards."""
    return "".join(token for token in tokens if isinstance(token, str))

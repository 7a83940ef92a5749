"""What a condition operator is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...aws.glob import Tokens


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator of conditions: how a value of the policy is read, and how a value of the request is held against it.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
    """

    name: str
    """AWS's spelling, without set operator and IfExists."""
    says: str
    """What it asks of the key, as part of a sentence: ``to be``."""
    read: Callable[[Tokens], Any]
    """Reads a value of the policy, its variables put in; None when it is no value of this operator's type."""
    holds: Callable[[Any, str], bool]
    """Whether a value of the request fits what was read, before negation."""
    negated: bool = False
    """Whether the operator asks for a difference."""
    variables: bool = False
    """Whether policy variables are put into its values."""
    wildcards: bool = False
    presence: bool = False
    """Whether it asks only for the key to be there or not."""
    arns: bool = False

    def opposite(self, name: str, says: str) -> Operator:
        """The operator that asks for the difference."""
        return Operator(name, says, self.read, self.holds, True, self.variables, self.wildcards, self.presence, self.arns)


def literal(tokens: Tokens) -> str:
    """The text of a value without wildcards."""
    return "".join(token for token in tokens if isinstance(token, str))

"""A key that carries several values is tested without ForAllValues or ForAnyValue.

A request can hold many values of such a key, so the condition has to say whether all of them or one of them
must fit. AWS's validation refuses it otherwise.

Bad:
    {"Effect": "Allow", "Action": "lambda:CreateFunction", "Resource":
    "arn:aws:lambda:eu-west-1:111122223333:function:billing",
     "Condition": {"StringEquals": {"lambda:SubnetIds": ["subnet-0aa11bb22cc33dd44"]}}}

Good:
    {"Effect": "Allow", "Action": "lambda:CreateFunction", "Resource":
    "arn:aws:lambda:eu-west-1:111122223333:function:billing",
     "Condition": {"ForAllValues:StringEquals": {"lambda:SubnetIds": ["subnet-0aa11bb22cc33dd44"]}, "Null":
     {"lambda:SubnetIds": "false"}}}

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....evaluation.operators import Named
from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, ERROR, Problem, Rule
from ._keys import known
from ._operators import operator_of


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A multivalued key with an operator that has no set operator; Null alone needs none."""
    operator = operator_of(condition)
    which = "ForAnyValue" if statement.denies or operator.negated else "ForAllValues"
    yield Problem(
        condition.operator,
        f"The key {condition.key.text} can have several values in one request, but "
        f"{condition.operator.text} compares one: AWS's "
        "validation asks for ForAllValues: (each value must fit) or ForAnyValue: (one must "
        f"fit). Here {which}:{condition.operator.text} "
        "is the likely one.",
        suggestion=(
            f"Write {which}:{condition.operator.text}, after thinking about which of the two is meant."
        ),
    )


_EITHER = ("events:",)
"""EventBridge documents its keys with and without a set operator.

Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
"""


def _concerns(operator: Named, key: str) -> bool:
    if operator.front is not None or operator.family in ("", "Null"):
        return False
    found = known(key)
    return found is not None and found.multivalued and not key.startswith(_EITHER)


RULE = Rule("missing-set-qualifier", ERROR, CONDITION, check, concerns=_concerns)

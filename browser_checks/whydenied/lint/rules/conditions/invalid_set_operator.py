"""What stands before the colon of an operator is not a set operator.

Only ForAllValues and ForAnyValue exist; IAM refuses the policy with anything else before the colon.

Bad:
    {"Effect": "Allow", "Action": "lambda:TagResource", "Resource":
    "arn:aws:lambda:eu-west-1:111122223333:function:billing",
     "Condition": {"ForEachValue:StringEquals": {"aws:TagKeys": ["team", "stage"]}}}

Good:
    {"Effect": "Allow", "Action": "lambda:TagResource", "Resource":
    "arn:aws:lambda:eu-west-1:111122223333:function:billing",
     "Condition": {"ForAnyValue:StringEquals": {"aws:TagKeys": ["team", "stage"]}}}

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data.nearest import nearest
from ....evaluation.operators import OPERATORS, QUALIFIERS, named
from ....policies.statements import Statement
from ...edits import reword
from ...policy import Policy
from ...rule import ERROR, ODD_CONDITION, STATEMENT, Problem, Rule
from ._operators import used


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A known operator behind another word than the two set operators, or before one of them."""
    for key in used(statement):
        name = named(key.text)
        turned = name.base.lower() in QUALIFIERS and (name.front or "").lower() in OPERATORS
        if name.front is None or name.qualifier or not (name.operator or turned):
            continue
        meant = nearest(name.front, QUALIFIERS.values()) if name.operator else None
        written = f"{meant}:{key.text.rpartition(':')[2]}"
        certain = meant is not None and abs(len(meant) - len(name.front)) <= 1
        yield Problem(
            key,
            f'"{name.front}" in "{key.text}" is no set operator, so IAM refuses the policy: only '
            "ForAllValues and ForAnyValue can stand "
            "before the colon, and only for keys that carry several values.",
            suggestion=f"Write {written}."
            if meant
            else "Write ForAnyValue: or ForAllValues:, or the operator alone.",
            edit=reword(key, written) if certain else None,
        )


RULE = Rule("invalid-set-operator", ERROR, STATEMENT, check, needs=(ODD_CONDITION,))

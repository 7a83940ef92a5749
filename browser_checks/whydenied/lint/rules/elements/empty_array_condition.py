"""A condition key is compared with an empty list: what that comes to depends on the operator.

## empty-array-condition
A condition key is compared with an empty list.

No value equals one of none: the statement never applies, or, with an operator that asks for a difference,
always.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::price-lists/*",
     "Condition": {"StringEquals": {"aws:PrincipalAccount": []}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::price-lists/*",
     "Condition": {"StringEquals": {"aws:PrincipalAccount": ["111122223333"]}}}

## empty-array-condition-forallvalues
ForAllValues is used with an empty list.

Such a condition is met only when the request does not carry the key at all, or an empty one; that is rarely
what was meant, and Null says it plainly.

Bad:
    {"Effect": "Allow", "Action": "sqs:TagQueue", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
     "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": []}}}

Good:
    {"Effect": "Allow", "Action": "sqs:TagQueue", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
     "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}, "Null": {"aws:TagKeys": "false"}}}

## empty-array-condition-foranyvalue
ForAnyValue is used with an empty list.

One value of the request has to be among those listed. None is listed, so the condition is never met.

Bad:
    {"Effect": "Allow", "Action": "sqs:TagQueue", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
     "Condition": {"ForAnyValue:StringEquals": {"aws:TagKeys": []}}}

Good:
    {"Effect": "Allow", "Action": "sqs:TagQueue", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
     "Condition": {"ForAnyValue:StringEquals": {"aws:TagKeys": ["team"]}}}

## empty-array-condition-ifexists
An IfExists operator is used with an empty list.

IfExists lets requests without the key pass; all others are compared with nothing. Null says that plainly.

Bad:
    {"Effect": "Allow", "Action": "ec2:StartInstances", "Resource":
    "arn:aws:ec2:eu-west-1:111122223333:instance/*",
     "Condition": {"StringEqualsIfExists": {"ec2:InstanceType": []}}}

Good:
    {"Effect": "Allow", "Action": "ec2:StartInstances", "Resource":
    "arn:aws:ec2:eu-west-1:111122223333:instance/*",
     "Condition": {"StringEqualsIfExists": {"ec2:InstanceType": ["t3.micro"]}}}

## *
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ....policies.statements import Condition, Statement, is_empty
from ...policy import Policy
from ...rule import CONDITION, ODD, SUGGESTION, Problem, Rule

PLAIN = "empty-array-condition"


def _rule(code: str, message: Callable[[str, str], str]) -> Rule:
    def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
        """An operator of one kind without values."""
        if is_empty(condition.value):
            yield Problem(condition.value, message(condition.key.text, condition.operator.text))

    return Rule(
        code,
        SUGGESTION,
        CONDITION,
        check,
        concerns=lambda operator, _: _code(operator.written.lower()) == code,
        values=ODD,
    )


def _code(operator: str) -> str:
    """The code of the rule about an operator, in lower case, without values."""
    if operator.startswith("forallvalues:"):
        return f"{PLAIN}-forallvalues"
    if operator.startswith("foranyvalue:"):
        return f"{PLAIN}-foranyvalue"
    return f"{PLAIN}-ifexists" if operator.endswith("ifexists") else PLAIN


RULES = (
    _rule(
        PLAIN,
        lambda key, operator: (
            f"The key {key} is compared with an empty list, so {operator} decides nothing by its "
            "value: write at least one, or take the key out."
        ),
    ),
    _rule(
        f"{PLAIN}-forallvalues",
        lambda key, operator: (
            f"The key {key} has an empty list under {operator}, so only requests without the key "
            "meet the condition: write values, or ask "
            "for that with Null."
        ),
    ),
    _rule(
        f"{PLAIN}-foranyvalue",
        lambda key, operator: (
            f"The key {key} has an empty list under {operator}, so no request ever meets the "
            "condition: write at least one value."
        ),
    ),
    _rule(
        f"{PLAIN}-ifexists",
        lambda key, operator: (
            f"The key {key} has an empty list under {operator}, so its value decides nothing and "
            "only its absence counts: write values, or "
            "ask for that with Null."
        ),
    ),
)

"""An IfExists operator is used with an empty list.

IfExists lets requests without the key pass; all others are compared with nothing. Null says that plainly.

Bad:
    {"Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "arn:aws:ec2:eu-west-1:111122223333:instance/*",
     "Condition": {"StringEqualsIfExists": {"ec2:InstanceType": []}}}

Good:
    {"Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "arn:aws:ec2:eu-west-1:111122223333:instance/*",
     "Condition": {"StringEqualsIfExists": {"ec2:InstanceType": ["t3.micro"]}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, SUGGESTION, Problem, Rule
from ._empty_conditions import empty

CODE = "empty-array-condition-ifexists"


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """IfExists without values and without a set operator."""
    if empty(condition) == CODE:
        yield Problem(
            condition.value,
            f"The key {condition.key.text} has an empty list under {condition.operator.text}, so its value decides nothing and only its absence counts: write values, or ask for that with Null.",
        )


RULE = Rule(CODE, SUGGESTION, CONDITION, check)

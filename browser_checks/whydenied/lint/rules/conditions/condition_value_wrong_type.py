"""A condition value is an object, a list in a list, or null.

A condition compares strings, numbers and Booleans. IAM refuses the policy when it finds anything else.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:PrincipalOrgID": {"id": "o-a1b2c3d4e5"}}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Object, Scalar, listed
from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, ERROR, ODD, Problem, Rule


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Each value that is no string, number or Boolean."""
    for value in listed(condition.value):
        if isinstance(value, Scalar):
            if value.kind != "null":
                continue
            what = "null"
        else:
            what = "an object" if isinstance(value, Object) else "a list in a list"
        yield Problem(
            value,
            f"The key {condition.key.text} is compared with {what}, so IAM refuses the policy: a "
            "condition value is a string, a number or "
            "a Boolean, or a list of them.",
        )


RULE = Rule("condition-value-wrong-type", ERROR, CONDITION, check, values=ODD)

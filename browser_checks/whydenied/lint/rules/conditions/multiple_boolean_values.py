"""A Boolean condition has more than one value.

A Boolean key is true or false; AWS's validation refuses a list of several. With both values the condition
would always hold.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"Bool": {"aws:SecureTransport": ["true", "false"]}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"Bool": {"aws:SecureTransport": "true"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, ERROR, SEVERAL, Problem, Rule
from ._keys import key_of
from ._operators import operator_of


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """More than one value for the operator Bool or Null, or for a Boolean key."""
    key = key_of(condition)
    if operator_of(condition).family in ("Bool", "Null") or (key and key.type == "Bool"):
        yield Problem(
            condition.value,
            f"The key {condition.key.text} is true or false, but {len(condition.values)} values are "
            "given, which AWS's validation "
            "refuses: keep the one that is meant.",
        )


RULE = Rule("multiple-boolean-values", ERROR, CONDITION, check, mentions=("bool",), values=SEVERAL)

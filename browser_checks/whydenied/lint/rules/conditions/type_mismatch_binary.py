"""BinaryEquals is compared with a value that is not base64.

BinaryEquals compares bytes, which the policy writes in base64. Other text never matches.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"BinaryEquals": {"s3:x-amz-content-sha256": "###"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"BinaryEquals": {"s3:x-amz-content-sha256": "QmluYXJ5VmFsdWVJbkJhc2U2NA=="}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals
"""

from __future__ import annotations

from collections.abc import Iterator

from ....evaluation.operators import OPERATORS
from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, WARNING, Problem, Rule
from ._operators import operator_of
from ._values import fixed, says


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A value of BinaryEquals that cannot be decoded."""
    if operator_of(condition).family != "Binary":
        return
    for value in fixed(condition):
        if not _is_base64(value.text):
            yield Problem(
                value,
                f'"{says(value)}" is not base64, so {condition.operator.text} never matches {condition.key.text}: encode the bytes, or '
                "use StringEquals.",
            )


def _is_base64(text: str) -> bool:
    return OPERATORS["binaryequals"].read((text,)) is not None


RULE = Rule("type-mismatch-binary", WARNING, CONDITION, check)

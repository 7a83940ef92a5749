"""A condition compares an ARN with a value that is none.

The key holds the whole ARN, so a name, an id or an address is never the same: an Allow is dead, a Deny that
spares what has the ARN denies everything. A reference of a template may give just a name: ``!Ref Bucket``,
``aws_s3_bucket.reports.id``.

Bad (resource):
    {"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sqs:SendMessage",
     "Resource": "arn:aws:sqs:eu-west-1:111122223333:uploads",
     "Condition": {"ArnLike": {"aws:SourceArn": "reports"}, "StringEquals": {"aws:SourceAccount": "111122223333"}}}

Good (resource):
    {"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sqs:SendMessage",
     "Resource": "arn:aws:sqs:eu-west-1:111122223333:uploads",
     "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::reports"}, "StringEquals": {"aws:SourceAccount": "111122223333"}}}

Not this: A star at the beginning stands for what an ARN begins with.
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": {"StringLike": {"aws:PrincipalArn": "*:role/app"}}
    }

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import UNKNOWN
from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, WARNING, Problem, Rule
from ..resources._references import no_arn
from ._keys import holds_arn
from ._values import fixed, says


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Values that do not begin as an ARN, and references that give something else."""
    so = f"{condition.operator.text} never finds it in {condition.key.text}"
    for value in condition.values:
        if UNKNOWN in value.text and (problem := no_arn(value, policy, so)):
            yield problem
    for value in fixed(condition):
        if value.text and not value.text.startswith(_BEGINNINGS):
            yield Problem(
                value,
                f'"{says(value)}" is no ARN, so {so}: write the whole ARN, as in arn:aws:s3:::bucket.',
            )


_BEGINNINGS = ("arn:", "*", "?")


RULE = Rule(
    "type-mismatch-arn",
    WARNING,
    CONDITION,
    check,
    concerns=lambda operator, key: operator.family in ("Arn", "String") and holds_arn(key),
)

"""A condition is to hold the ARN of a KMS key, but the value is none.

S3 puts the full ARN of the key into the request, whatever the caller wrote: an alias or a bare key id never
matches.

Bad:
    {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"s3:x-amz-server-side-encryption-aws-kms-key-id": "alias/invoices"}}}

Good:
    {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"ArnEquals": {
         "s3:x-amz-server-side-encryption-aws-kms-key-id":
         "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-1111-2222-3333-444455556666"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.coverage import overlaps
from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, ERROR, Problem, Rule
from ._values import fixed, says


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A value of a key that holds the ARN of a KMS key, and that cannot be one."""
    for value in fixed(condition):
        if not overlaps(value.text, _KEY_ARN):
            yield Problem(
                value,
                f"The key {condition.key.text} always holds the ARN of a key, so it never is "
                f'"{says(value)}": write it as '
                "arn:aws:kms:eu-west-1:111122223333:key/... with the id of the key.",
            )


_KEYS = frozenset(
    {
        "s3:x-amz-server-side-encryption-aws-kms-key-id",
        "s3express:x-amz-server-side-encryption-aws-kms-key-id",
        "s3tables:kmskeyarn",
        "s3vectors:kmskeyarn",
        "secretsmanager:kmskeyarn",
    }
)
_KEY_ARN = "arn:*:kms:*:*:key/*"


RULE = Rule(
    "invalid-kms-key-value",
    ERROR,
    CONDITION,
    check,
    concerns=lambda operator, key: key in _KEYS and operator.family in ("String", "Arn"),
)

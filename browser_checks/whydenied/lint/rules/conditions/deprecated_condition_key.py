"""A condition uses a key that AWS withdrew.

aws:ARN became aws:PrincipalArn, which for a role session holds the ARN of the role. AWS's validation asks for
the new name.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"ArnLike": {"aws:ARN": "arn:aws:iam::111122223333:role/billing"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/billing"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data.keys import DEPRECATED
from ....policies.nodes import Scalar
from ....policies.statements import Condition, Statement
from ...edits import reword
from ...policy import Policy
from ...rule import CONDITION, WARNING, Problem, Rule


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A key in the table of withdrawn ones."""
    instead = DEPRECATED[condition.name]
    of_iam = all(map(_is_of_iam, condition.values))
    advice = f"write {instead}" if of_iam else "that is the ARN of who calls, which these values may not be"
    yield Problem(
        condition.key,
        (
            f"The key {condition.key.text} is withdrawn, and AWS's validation asks for {instead} in "
            f"its place: {advice}."
        ),
        suggestion=f"Write {instead}." if of_iam else None,
        edit=reword(condition.key, instead) if of_iam else None,
    )


def _is_of_iam(value: Scalar) -> bool:
    """Whether a value can equal the ARN of a user or role; the old key held the ARN of an instance's session,
    too."""
    return value.text == "*" or value.text.startswith(
        ("arn:aws:iam:", "arn:*:iam:", "arn:aws-cn:iam:", "arn:aws-us-gov:iam:")
    )


RULE = Rule("deprecated-condition-key", WARNING, CONDITION, check, concerns=lambda _, key: key in DEPRECATED)

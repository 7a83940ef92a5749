"""A weaker key than the source holds a service back.

aws:SourceArn and aws:SourceAccount say for whom a service calls, and AWS fills them in. What else is tested
can often be set or met by others.

Bad (resource):
    {
      "Effect": "Allow",
      "Principal": {"Service": "s3.amazonaws.com"},
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
      "Condition": {"StringEquals": {"aws:Referer": "shop"}}
    }

Good (resource):
    {
      "Effect": "Allow",
      "Principal": {"Service": "s3.amazonaws.com"},
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
      "Condition": {
        "ArnLike": {"aws:SourceArn": "arn:aws:s3:::invoices"},
        "StringEquals": {"aws:SourceAccount": "111122223333"}
      }
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Principal, Statement
from ...policy import Policy
from ...rule import PRINCIPAL, SUGGESTION, Problem, Rule
from ._sources import OWN, SOURCE, WEAKER


def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A service principal whose statement tests one of the weaker keys and none of the source keys."""
    if (
        principal.kind != "Service"
        or principal.value.text in OWN
        or any(condition.name in SOURCE for condition in statement.conditions)
    ):
        return
    weak = next((condition for condition in statement.conditions if condition.name in WEAKER), None)
    if weak and weak.name not in _NO_STAND_IN:
        yield Problem(
            weak.key,
            (
                f"The condition on {weak.key.text} does not say for whose resource "
                f"{principal.value.text} calls: test aws:SourceArn or aws:SourceAccount as well."
            ),
            suggestion="aws:SourceArn",
        )


_NO_STAND_IN = frozenset(
    {"aws:securetransport", "s3:x-amz-acl", "aws:requestedregion", "lambda:eventsourcetoken"}
)
"""Keys that stand there for another reason."""


RULE = Rule(
    "recommended-key-for-service-principal",
    SUGGESTION,
    PRINCIPAL,
    check,
    types=frozenset({"resource"}),
    effect="Allow",
    needs=("Condition",),
    section="service-invoke",
)

"""A service may assume the role on behalf of other customers.

Some services say for which resource they act. Without a test of aws:SourceArn or aws:SourceAccount, a
resource of another account may make the service use this role.

Bad (trust):
    {"Effect": "Allow", "Principal": {"Service": "scheduler.amazonaws.com"}, "Action": "sts:AssumeRole"}

Good (trust):
    {
      "Effect": "Allow",
      "Principal": {"Service": "scheduler.amazonaws.com"},
      "Action": "sts:AssumeRole",
      "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}
    }

Good (trust):
    {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}

Not this (trust): Lambda and EC2 send no source when they assume a role, so a condition would lock them
out.
    {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Principal, Statement
from ...policy import Policy
from ...rule import PRINCIPAL, SECURITY, SUGGESTION, Problem, Rule


def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A service that sends the source keys, without a condition on one of them; a hint where it sends none."""
    if principal.kind != "Service" or any(
        each.name.startswith("aws:source") for each in statement.conditions
    ):
        return
    names = {each.value.text for each in statement.principals}
    if names == {_WITHOUT_SOURCE}:
        yield Problem(
            principal.value,
            f"The service {_WITHOUT_SOURCE} sends no source when it assumes the role, so a condition can't look at it: "
            "who may set the role up with the service is held by iam:PassRole.",
            "Hold iam:PassRole on this role to those who need it",
            severity=SUGGESTION,
        )
    # A condition would lock those out that share the statement and send no key.
    if not names <= SENDING:
        return
    yield Problem(
        principal.value,
        f"The service {principal.value.text} says for which resource it assumes the role, and "
        "this policy does not look at it: add a condition on aws:SourceAccount or "
        "aws:SourceArn.",
        suggestion='"StringEquals": {"aws:SourceAccount": "YOUR-ACCOUNT"}',
    )


SENDING = frozenset(
    {"scheduler.amazonaws.com", "pipes.amazonaws.com", "states.amazonaws.com", "events.amazonaws.com", "bedrock.amazonaws.com",
     "firehose.amazonaws.com", "appsync.amazonaws.com", "iot.amazonaws.com", "logs.amazonaws.com", "dms.amazonaws.com", "codebuild.amazonaws.com",
     "sagemaker.amazonaws.com", "transcribe.amazonaws.com", "rolesanywhere.amazonaws.com", "cloudtrail.amazonaws.com", "config.amazonaws.com",
     "ssm.amazonaws.com", "ses.amazonaws.com", "vpc-flow-logs.amazonaws.com", "delivery.logs.amazonaws.com"}
)  # fmt: skip
"""Services whose guides show the source keys in the trust policies of their roles."""

_WITHOUT_SOURCE = "apigateway.amazonaws.com"


RULE = Rule(
    "trust-service-confused-deputy",
    SECURITY,
    PRINCIPAL,
    check,
    types=frozenset({"trust"}),
    effect="Allow",
    section="execution-role-trust",
)

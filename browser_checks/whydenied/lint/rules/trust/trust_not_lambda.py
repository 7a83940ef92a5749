"""The role does not trust Lambda.

A function takes on its execution role through the service lambda.amazonaws.com. Without it in the trust
policy Lambda says that the role cannot be assumed.

Bad (trust):
    {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}

Good (trust):
    {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}

Not this (trust): A role that accounts or federated users assume is meant for no service.
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:role/deployer"},
      "Action": "sts:AssumeRole"
    }

Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policy import Policy
from ...rule import ERROR, POLICY, SUGGESTION, Problem, Rule


def check(policy: Policy) -> Iterator[Problem]:
    """No statement that lets Lambda in: a defect where the paste is about a function and has no other roles,
    else a hint."""
    services = [
        each
        for statement in policy.statements
        if statement.allows
        for each in statement.principals
        if each.kind == "Service"
    ]
    names = {each.value.text for each in services}
    if (
        not (policy.alone or "lambda" in policy.context)
        or not services
        or not all(statement.complete for statement in policy.statements)
        or names & _LAMBDA
    ):
        return
    yield Problem(
        services[0].value,
        f"The role trusts {services[0].value.text} and not lambda.amazonaws.com, so no function "
        "can take it on. If it is meant as an execution role, name "
        "lambda.amazonaws.com.",
        suggestion='"Service": "lambda.amazonaws.com"',
        severity=None if "lambda" in policy.context else SUGGESTION,
    )


_LAMBDA = frozenset({"lambda.amazonaws.com", "edgelambda.amazonaws.com", "*"})


RULE = Rule(
    "trust-not-lambda", ERROR, POLICY, check, types=frozenset({"trust"}), section="execution-role-trust"
)

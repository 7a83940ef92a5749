"""A resource of another service stands in the policy of a resource.

The policy is about the resource that carries it. An ARN of another service there never fits, and most services refuse it.

Bad (resource):
    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": "s3:GetObject", "Resource": "arn:aws:kms:eu-west-1:111122223333:key/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"}

Good (resource):
    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...data import iam
from ...policies import edits, facts
from ...policies.nodes import Scalar
from ...policies.policy import Policy
from ...policies.rule import ERROR, RESOURCE, Problem, Rule
from ...policies.statements import Statement


def check(resource: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An ARN whose service is not the one that all actions of the statement are of."""
    arn = facts.arn(resource.text)
    services = {item.text.lower().partition(":")[0] for item in statement.actions}
    if arn is None or len(services) != 1 or statement.not_action or not arn.service.isalnum():
        return
    service = services.pop()
    if service == arn.service or not iam.exists(service) or not iam.exists(arn.service) or (service, arn.service) in _RELATED:
        return
    own = sum((other := facts.arn(each.text)) is not None and other.service == service for each in statement.resources)
    yield Problem(
        resource,
        f'"{resource.text}" is a resource of {arn.service}, and the statement is about {service}, so it never fits: write the ARN of the resource that carries this policy.',
        edit=None if own == 0 or not policy.editable else edits.remove(resource, policy.chars),
    )


_RELATED = frozenset(
    {("s3-object-lambda", "s3"), ("s3express", "s3"), ("execute-api", "apigateway"), ("apigateway", "execute-api"), ("sts", "iam")}
)
"""Prefixes of one family."""


RULE = Rule("unsupported-resource-in-resource-policy", ERROR, RESOURCE, check, types=frozenset({"resource"}))

"""A statement has neither Resource nor NotResource.

Policies of users and roles, and most policies of resources, say in each statement what it is about; a star
stands for everything. Without the element the policy is refused ("Policy statement must contain resources").
Only trust policies, and those of ECR repositories, leave it out.

Bad:
    {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue"}

Good:
    {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue",
     "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/db-a1B2c3"}

Not this: A program may add the element to a part of a statement.
    const statement = {
      Effect: "Allow",
      Action: "secretsmanager:GetSecretValue",
    };
    statement.Resource = secret.arn;

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule
from ._names import lacks

# Services whose resources refuse a policy without the element; of others nothing is known for certain.
_OWNERS = frozenset({"s3", "sqs", "sns", "lambda"})


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A statement without both elements where one is needed."""
    if policy.type == "resource" and not _owned(statement):
        return
    if policy.notation == "cloudformation" or (policy.bare and policy.is_in_program):
        return  # a permission, which names a function; a part to which a program may add more
    if lacks(statement, "Resource", "NotResource"):
        yield Problem(
            statement.node,
            (
                'The statement names no resource, so AWS refuses the policy: add "Resource" with the '
                'ARNs it is about, or "*" when it is about all.'
            ),
        )


def _owned(statement: Statement) -> bool:
    """Whether the actions are all of one service that needs the element."""
    services = {action.text.partition(":")[0].lower() for action in statement.actions[:50]}
    return len(services) == 1 and services <= _OWNERS


RULE = Rule(
    "missing-resource",
    ERROR,
    STATEMENT,
    check,
    types=frozenset({"identity", "boundary", "session", "scp", "rcp", "vpc-endpoint", "resource"}),
    lacks=("Resource", "NotResource"),
)

"""iam:PassedToService names other services than Lambda.

The key holds the service that gets the role. Creating a function passes it to ``lambda.amazonaws.com``; with
another name there the role cannot be given to a function.

Bad:
    {"Version": "2012-10-17", "Statement": [
     {"Effect": "Allow", "Action": "lambda:CreateFunction", "Resource":
     "arn:aws:lambda:eu-west-1:111122223333:function:shop-*"},
     {"Effect": "Allow", "Action": "iam:PassRole", "Resource":
     "arn:aws:iam::111122223333:role/shop-functions",
      "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}}]}

Good:
    {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/shop-functions",
     "Condition": {"StringEquals": {"iam:PassedToService": ["ecs-tasks.amazonaws.com",
     "lambda.amazonaws.com"]}}}

Not this: With several services in the condition, Lambda among them, the role can be passed to it.
    {
      "Effect": "Allow",
      "Action": "iam:PassRole",
      "Resource": "arn:aws:iam::111122223333:role/app",
      "Condition": {
        "StringEquals": {"iam:PassedToService": ["ec2.amazonaws.com", "lambda.amazonaws.com"]}
      }
    }

Not this: Who passes roles to several other services, and makes no function, means those.
    {"Version": "2012-10-17", "Statement": [
     {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/jobs",
      "Condition": {"StringEquals": {"iam:PassedToService": "glue.amazonaws.com"}}},
     {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/tasks",
      "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}}]}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.coverage import covers
from ....aws.data.nearest import nearest
from ....policies.nodes import UNKNOWN
from ....policies.statements import Condition, Statement
from ...patterns import includes
from ...policy import Policy
from ...rule import CONDITION, ERROR, SUGGESTION, Problem, Rule
from ._grants import MOST, patterns

_KEY, _LAMBDA, _ACTION = "iam:passedtoservice", "lambda.amazonaws.com", "iam:PassRole"
_GIVING = ("lambda:CreateFunction", "lambda:UpdateFunctionConfiguration")


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """PassRole for other services alone: a suggestion, since the roles may be meant for those, unless the
    policy is about making functions."""
    if not includes(statement, _ACTION) or not _is_other(condition):
        return
    value = condition.values[0]
    meant = nearest(value.text, [_LAMBDA]) is not None and "lambda" in value.text.lower()
    others = [each for each in policy.statements[:MOST] if each.allows and includes(each, _ACTION)]
    if not meant and any(map(_lets_lambda, others)):
        return
    granted = policy.fact(patterns, policy)
    # Who may do everything with Lambda may have the roles for functions passed by another policy.
    making = any(action.lower() in granted for action in _GIVING)
    proven = meant or making
    if not meant and (_uses(condition, granted) or (len(others) > 1 and not making)):
        return
    named = ", ".join(f'"{each.text}"' for each in condition.values[:3])
    message = (
        f"The condition on iam:PassedToService lets roles be passed to {named} alone, so none "
        "can be given to a Lambda function: "
        f"name {_LAMBDA} if functions are to run under them."
    )
    yield Problem(value, message, _LAMBDA, severity=None if proven else SUGGESTION)


def _uses(condition: Condition, granted: set[str]) -> bool:
    """Whether the policy has actions of a service that it passes roles to (`ecs-tasks.amazonaws.com`,
    `ecs:RunTask`): then they are meant for that."""
    services = {value.text.lower().partition(".")[0].partition("-")[0] for value in condition.values}
    return any(pattern.partition(":")[0] in services for pattern in granted)


def _is_other(condition: Condition) -> bool:
    """Whether the condition names services and Lambda is none of them."""
    texts = [value.text.lower() for value in condition.values]
    if (
        not texts
        or condition.negated
        or condition.named.family != "String"
        or any(UNKNOWN in text or "$" in text for text in texts)
    ):
        return False
    return not any(covers(text, _LAMBDA) for text in texts)


def _lets_lambda(statement: Statement) -> bool:
    """Whether a statement that passes roles lets them be passed to Lambda, or to any service."""
    return not any(condition.name == _KEY and _is_other(condition) for condition in statement.conditions)


RULE = Rule(
    "lambda-passedtoservice-wrong",
    ERROR,
    CONDITION,
    check,
    types=frozenset({"identity", "session"}),
    section="passrole",
    effect="Allow",
    concerns=lambda _, key: key == _KEY,
)

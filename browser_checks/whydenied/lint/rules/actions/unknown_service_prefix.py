"""An action names a service that does not exist.

An action whose prefix belongs to no service fits no request, and AWS's validation calls it an error. The
prefix is often not the name of the product: Step Functions is ``states``, EventBridge ``events``, CloudWatch
Logs ``logs``.

Bad:
    {
      "Effect": "Allow",
      "Action": "stepfunctions:StartExecution",
      "Resource": "arn:aws:states:eu-west-1:111122223333:stateMachine:ship"
    }

Good:
    {
      "Effect": "Allow",
      "Action": "states:StartExecution",
      "Resource": "arn:aws:states:eu-west-1:111122223333:stateMachine:ship"
    }

Source:
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data import iam
from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...edits import replace
from ...policy import Policy
from ...rule import ACTION, ERROR, SUGGESTION, Problem, Rule
from ._names import fault, meant_action, meant_service

CODE = "unknown-service-prefix"


def check(action: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An action of a service that the list of services does not have."""
    if fault(action.text) != CODE:
        return
    prefix, _, name = action.text.partition(":")
    meant = meant_action(prefix, name)
    service = meant_service(prefix)
    hint = (
        f"write {meant}"
        if meant
        else f"the prefix may be {service}"
        if service
        else "look up its prefix in the service authorization reference"
    )
    certain = (
        meant if meant and iam.action(meant) and meant.partition(":")[2].lower() == name.lower() else None
    )
    yield Problem(
        action,
        (
            f'"{prefix}" is a service unknown to the data of {iam.DATE}, so the action fits no '
            f"request, and AWS may refuse the policy: {hint}."
        ),
        meant,
        replace(action, certain) if certain else None,
        severity=SUGGESTION if policy.is_in_program and prefix.lower() in _DUMMIES else None,
    )


# What tests and examples of a program call a service.
_DUMMIES = frozenset(
    {"service", "someservice", "foo", "bar", "baz", "xxx", "abc", "test", "dummy", "fake", "example"}
)


RULE = Rule(CODE, ERROR, ACTION, check)

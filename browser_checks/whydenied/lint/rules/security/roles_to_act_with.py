"""Two actions that hand over a role, allowed on every role or on all but some: by name, by a wildcard, or by
NotAction.

## passrole-notaction-notresource
NotAction and NotResource leave iam:PassRole allowed.

Bad:
    {"Effect": "Allow", "NotAction": "s3:*", "NotResource": "arn:aws:iam::111122223333:role/admin"}

## passrole-notaction-star
NotAction leaves iam:PassRole allowed on every role.

Bad:
    {"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}

## passrole-notresource
iam:PassRole is allowed on all roles but some.

Bad:
    {"Effect": "Allow", "Action": "iam:PassRole", "NotResource": "arn:aws:iam::111122223333:role/admin"}

## passrole-star-action-notresource
A wildcard allows iam:PassRole on all roles but some.

Bad:
    {"Effect": "Allow", "Action": "iam:*", "NotResource": "arn:aws:iam::111122223333:role/admin"}

## passrole-star-action-resource
A wildcard allows iam:PassRole on every role.

Bad:
    {"Effect": "Allow", "Action": "iam:Pass*", "Resource": "*"}

## passrole-star-resource
iam:PassRole is allowed on every role.

Bad:
    {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"}

Not this: A prefix holds the roles to some.
    {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/app-*"}

## passrole-*
Passing a role means using its permissions through a service. With every role to choose from, the strongest
one will do.

Good:
    {
      "Effect": "Allow",
      "Action": "iam:PassRole",
      "Resource": "arn:aws:iam::111122223333:role/orders",
      "Condition": {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html

## slr-notaction-notresource
NotAction and NotResource leave iam:CreateServiceLinkedRole allowed.

Bad:
    {"Effect": "Allow", "NotAction": "s3:*", "NotResource": "arn:aws:iam::111122223333:role/admin"}

## slr-notaction-star
NotAction leaves iam:CreateServiceLinkedRole allowed on every role.

Bad:
    {"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}

## slr-notresource
iam:CreateServiceLinkedRole is allowed on all roles but some.

Bad:
    {
      "Effect": "Allow",
      "Action": "iam:CreateServiceLinkedRole",
      "NotResource": "arn:aws:iam::111122223333:role/admin"
    }

## slr-star-action-notresource
A wildcard allows iam:CreateServiceLinkedRole on all roles but some.

Bad:
    {"Effect": "Allow", "Action": "iam:*", "NotResource": "arn:aws:iam::111122223333:role/admin"}

## slr-star-action-resource
A wildcard allows iam:CreateServiceLinkedRole on every role.

Bad:
    {"Effect": "Allow", "Action": "iam:Create*", "Resource": "*"}

## slr-star-resource
iam:CreateServiceLinkedRole is allowed on every role.

Bad:
    {"Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*"}

Not this: The path of one service holds it to that service's role.
    {
      "Effect": "Allow",
      "Action": "iam:CreateServiceLinkedRole",
      "Resource": "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/*",
      "Condition": {
        "StringLike": {"iam:AWSServiceName": "ecs.amazonaws.com"}
      }
    }

## slr-*
A service-linked role lets a service act in the account. Without a condition on iam:AWSServiceName it can be
made for any service.

Good:
    {
      "Effect": "Allow",
      "Action": "iam:CreateServiceLinkedRole",
      "Resource": "*",
      "Condition": {"StringEquals": {"iam:AWSServiceName": "replicator.lambda.amazonaws.com"}}
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Node
from ....policies.statements import Statement
from ....report.words import Severity
from ....values import dataclass
from ...patterns import action_covers, naming
from ...policy import Policy
from ...rule import SECURITY, STATEMENT, SUGGESTION, WILD_RESOURCE, Problem, Rule
from ._risky import PASS_ROLE_HELD, Way, exceptions, tests, way, whole


@dataclass(frozen=True, slots=True)
class Action:
    """An action on roles: its rules' common ground."""

    name: str
    codes: str
    """What the codes of its rules begin with."""
    severity: Severity
    section: str
    limits: tuple[str, ...]
    """Condition keys that limit it, in lower case."""
    danger: str
    alone: str
    """What to do where the action is named."""
    among: str
    """What to do where a wildcard includes it, after "List the actions, and"."""


PASS_ROLE = Action(
    "iam:PassRole",
    "passrole",
    SECURITY,
    "passrole",
    PASS_ROLE_HELD,
    "whoever has it can hand the strongest of them to a service and act through it",
    "Name the roles that may be passed, and the service in a condition on iam:PassedToService.",
    "give iam:PassRole a statement of its own with the ARN of a role.",
)
SERVICE_LINKED_ROLE = Action(
    "iam:CreateServiceLinkedRole",
    "slr",
    SECURITY,
    "admin-delegate",
    ("iam:awsservicename",),
    "roles for any AWS service can be made in the account",
    "Name the service in a condition on iam:AWSServiceName.",
    "hold this one by a condition on iam:AWSServiceName.",
)
# How the statement includes the action, whether its Resource is every role (else NotResource leaves some
# out), and the end of the code.
WAYS = (
    (Way.NAMED, True, "star-resource"),
    (Way.NAMED, False, "notresource"),
    (Way.WILDCARD, True, "star-action-resource"),
    (Way.WILDCARD, False, "star-action-notresource"),
    (Way.EXCEPT, True, "notaction-star"),
    (Way.EXCEPT, False, "notaction-notresource"),
)


def _rule(action: Action, how: Way, every: bool, code: str) -> Rule:
    def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
        """The action in one way, on every role or on all but those listed, without a condition that limits
        it."""
        roles = whole(statement, action.name) if every else _not_resource(statement)
        included = _included(statement, action, how) or roles
        if (
            roles
            and included
            and not tests(statement, *action.limits)
            and way(statement, policy, action.name) is how
        ):
            where = "every role" if every else "every role but those under NotResource"
            yield Problem(
                included,
                _message(action, how, where, statement),
                severity=_beside(action, how, statement, policy),
            )

    return Rule(
        f"{action.codes}-{code}",
        action.severity,
        STATEMENT,
        check,
        types=frozenset({"identity"}),
        effect="Allow",
        needs=(WILD_RESOURCE,)
        if how is not Way.EXCEPT and every
        else ("NotAction",)
        if every
        else ("NotResource",),
        section=action.section,
        concerns_action=lambda entry: action_covers(entry, action.name),
    )


def _beside(action: Action, how: Way, statement: Statement, policy: Policy) -> Severity | None:
    """A suggestion where the same wildcard hands over every role: beside that a service's own roles add nothing."""
    hands_over = how is Way.WILDCARD and way(statement, policy, PASS_ROLE.name) is how
    return SUGGESTION if action is SERVICE_LINKED_ROLE and hands_over else None


def _not_resource(statement: Statement) -> Node | None:
    member = statement.member("NotResource") if statement.not_resource else None
    return member.key if member else None


def _included(statement: Statement, action: Action, how: Way) -> Node | None:
    """What includes the action, to point at; None where it is named: there the roles are the fault."""
    if how is Way.NAMED:
        return None
    return exceptions(statement) if how is Way.EXCEPT else naming(statement, action.name)


def _message(action: Action, how: Way, where: str, statement: Statement) -> str:
    if how is Way.EXCEPT:
        advice = f"List the actions that are needed under Action, or name {action.name} under NotAction."
        return f"NotAction leaves {action.name} allowed on {where}: {action.danger}. {advice}"
    if how is Way.NAMED:
        return f"This allows {action.name} on {where}: {action.danger}. {action.alone}"
    pattern = naming(statement, action.name)
    return (
        f'"{pattern.text if pattern else ""}" includes {action.name} on {where}: '
        f"{action.danger}. List the actions, and {action.among}"
    )


RULES = tuple(_rule(action, *each) for action in (PASS_ROLE, SERVICE_LINKED_ROLE) for each in WAYS)

"""A statement depends on a tag of the resource that its actions' requests do not carry: in an Allow it allows
less than it seems to, a Deny is no guard.

## allow-with-unsupported-tag-key
An Allow by a tag of the resource names an action that carries no such tag.

AWS does not send the tags of a resource with every action. Where they are missing, the condition fails and
the statement allows nothing.

Bad:
    {"Effect": "Allow", "Action": "lambda:ListFunctions", "Resource": "*",
     "Condition": {"StringEquals": {"aws:ResourceTag/team": "billing"}}}

Good:
    {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource":
    "arn:aws:lambda:eu-west-1:111122223333:function:*",
     "Condition": {"StringEquals": {"aws:ResourceTag/team": "billing"}}}

## deny-with-unsupported-tag-key
A Deny by a tag of the resource names an action that carries no such tag.

AWS does not send the tags of a resource with every action. Where they are missing, the condition fails and
the statement denies nothing.

Bad:
    {"Effect": "Deny", "Action": "lambda:ListFunctions", "Resource": "*",
     "Condition": {"StringEquals": {"aws:ResourceTag/team": "billing"}}}

Good:
    {"Effect": "Deny", "Action": "lambda:InvokeFunction", "Resource":
    "arn:aws:lambda:eu-west-1:111122223333:function:*",
     "Condition": {"StringEquals": {"aws:ResourceTag/team": "billing"}}}

## *-with-unsupported-tag-key
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html

## allow-notaction-with-tag-key
An Allow with NotAction depends on a tag of the resource.

NotAction takes in actions of every service, and many of them carry no tags of the resource: the statement
does not allow those.

Bad:
    {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*",
     "Condition": {"StringEquals": {"aws:ResourceTag/team": "billing"}}}

Good:
    {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource":
    "arn:aws:lambda:eu-west-1:111122223333:function:*",
     "Condition": {"StringEquals": {"aws:ResourceTag/team": "billing"}}}

## deny-notaction-with-tag-key
A Deny with NotAction depends on a tag of the resource.

NotAction takes in actions of every service, and many of them carry no tags of the resource: the statement
does not deny those.

Bad:
    {"Effect": "Deny", "NotAction": "iam:*", "Resource": "*",
     "Condition": {"StringEquals": {"aws:ResourceTag/team": "billing"}}}

Good:
    {"Effect": "Deny", "Action": "lambda:InvokeFunction", "Resource":
    "arn:aws:lambda:eu-west-1:111122223333:function:*",
     "Condition": {"StringEquals": {"aws:ResourceTag/team": "billing"}}}

## *-notaction-with-tag-key
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data import iam
from ....aws.data.services import DATE
from ....policies.statements import Condition, Statement
from ....report.words import Severity
from ...policy import Policy
from ...rule import CONDITION, SECURITY, SUGGESTION, WARNING, Problem, Rule
from ._keys import is_resource_tag, known, lacking
from ._operators import operator_of


def _unsupported(effect: str, severity: Severity, advice: str) -> Rule:
    def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
        """Actions named in full, or patterns as a whole, that never come with a tag of the resource."""
        if not (operator_of(condition).needs_key or _present(condition)):
            return
        without, none = lacking(statement, condition.name)
        if not without and not none:
            return
        others = len(without) < len(statement.actions)
        action = without[0] if without else statement.actions[0].text
        more = f" and {len(without) - 1} more of these actions" if len(without) > 1 else ""
        does = {"Allow": "allows", "Deny": "denies"}[effect]
        yield Problem(
            condition.key,
            f"Requests for {action}{more} carry no {condition.key.text} by the data of {DATE}, and "
            f"without it this statement {does} nothing: "
            f"{advice}.",
            severity=WARNING if severity == SUGGESTION and not others and _reach_none(without) else None,
        )

    return Rule(
        f"{effect.lower()}-with-unsupported-tag-key",
        severity,
        CONDITION,
        check,
        concerns=lambda _, key: is_resource_tag(key) and known(key),
        effect=effect,
    )


def _reach_none(actions: list[str]) -> bool:
    """Whether actions list things and are about no single one, so that no request for them has a resource's tags."""
    found = [iam.action(name) for name in actions]
    return bool(found) and all(
        each and not each.resource_types and each.access_level in ("List", "Read") for each in found
    )


def _present(condition: Condition) -> bool:
    """Whether Null asks for the tag to be there."""
    return operator_of(condition).family == "Null" and all(
        value.text.lower() == "false" for value in condition.values
    )


def _all_but_some(effect: str, severity: Severity) -> Rule:
    def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
        """NotAction and a key with a tag of the resource."""
        yield Problem(
            condition.key,
            f"NotAction takes in actions whose requests carry no {condition.key.text}, so the "
            f"statement does not {effect.lower()} what it "
            "seems to: name the actions that are meant, of services that send the tags.",
        )

    return Rule(
        f"{effect.lower()}-notaction-with-tag-key",
        severity,
        CONDITION,
        check,
        concerns=lambda operator, key: is_resource_tag(key) and not operator.if_exists,
        effect=effect,
        needs=("NotAction",),
    )


RULES = (
    _unsupported("Allow", SUGGESTION, "take the condition off them"),
    _unsupported("Deny", SECURITY, "deny them by another condition"),
    _all_but_some("Allow", SUGGESTION),
    _all_but_some("Deny", SECURITY),
)

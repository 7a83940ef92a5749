"""A negated operator has several values, and holds only when none of them fits.

The values of a negated operator are joined by nor: StringNotEquals with two Regions holds in all the others.
It is often read as "either differs", which would always be so. In a Deny that exempts some callers or places
the list is how AWS writes it itself, and policies of an organization are made of such statements: nothing is
said there.

Bad:
    {"Effect": "Deny", "Action": "lambda:*", "Resource": "*",
     "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-central-1"]}}}

Good:
    {"Effect": "Deny", "Action": "lambda:*", "Resource": "*",
     "Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}}

Good:
    {"Effect": "Deny", "Action": "lambda:*", "Resource": "*",
     "Condition": {"ArnNotLike": {"aws:PrincipalArn": ["arn:aws:iam::*:role/admin",
     "arn:aws:iam::*:role/deploy"]}}}

Not this: One value beside a negated operator says what it means.
    {
      "Effect": "Deny",
      "Action": "ec2:*",
      "Resource": "*",
      "Condition": {
        "StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}
      }
    }

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, SEVERAL, SUGGESTION, Problem, Rule


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A negated operator with two values or more. It is correct, so it is only explained."""
    if statement.denies and condition.name.startswith(_EXEMPTIONS):
        return
    effect = {"Allow": "allows", "Deny": "denies"}.get(statement.effect or "", "is about")
    yield Problem(
        condition.key,
        f"The operator {condition.operator.text} with {len(condition.values)} values holds when "
        f"{condition.key.text} is none of them, so "
        f"the statement {effect} requests with any other value: check that this is what is meant.",
    )


# Keys that say who calls and from where: a Deny exempts some by them.
_EXEMPTIONS = (
    "aws:principal",
    "aws:source",
    "aws:vpc",
    "aws:userid",
    "aws:username",
    "aws:ec2instancesource",
    "aws:calledvia",
    "aws:useragent",
)


RULE = Rule(
    "negated-multi-value-condition",
    SUGGESTION,
    CONDITION,
    check,
    types=frozenset({"identity", "session"}),
    concerns=lambda operator, _: operator.negated and not operator.qualifier,
    values=SEVERAL,
)

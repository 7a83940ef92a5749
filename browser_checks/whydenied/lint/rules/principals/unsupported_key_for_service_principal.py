"""A condition tests a key that is missing when a service calls.

A service has no organization, no tags and no user name of yours. A test of such a key fails, and the service
is never let in.

Bad (resource):
    {
      "Effect": "Allow",
      "Principal": {"Service": "s3.amazonaws.com"},
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
      "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}
    }

Good (resource):
    {
      "Effect": "Allow",
      "Principal": {"Service": "s3.amazonaws.com"},
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
      "Condition": {"StringEquals": {"aws:SourceOrgID": "o-a1b2c3d4e5"}}
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, ERROR, Problem, Rule


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A positive test of a key about IAM principals in an Allow for services alone."""
    if not statement.principals or any(each.kind != "Service" for each in statement.principals):
        return
    yield Problem(
        condition.key,
        f"The key {condition.key.text} is not there when {statement.principals[0].value.text} "
        "calls, so this statement lets it never in: test aws:SourceArn, aws:SourceAccount or "
        "aws:SourceOrgID instead.",
        suggestion="aws:SourceOrgID" if "org" in condition.name else "aws:SourceAccount",
    )


def _is_of_principals(key: str) -> bool:
    return key in _OF_PRINCIPALS or key.startswith("aws:principaltag/")


_OF_PRINCIPALS = frozenset(
    {"aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn", "aws:userid", "aws:username", "aws:multifactorauthpresent",
     "aws:multifactorauthage", "aws:principaltype", "aws:federatedprovider", "aws:tokenissuetime"}
)  # fmt: skip


RULE = Rule(
    "unsupported-key-for-service-principal",
    ERROR,
    CONDITION,
    check,
    types=frozenset({"resource"}),
    effect="Allow",
    section="service-invoke",
    concerns=lambda operator, key: operator.needs_key and _is_of_principals(key) and not operator.negated,
)

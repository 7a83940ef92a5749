"""A resource control policy tests a source key for callers that have none.

aws:SourceOrgID and aws:SourceAccount are sent when an AWS service calls. For everyone else the key is
missing, and a negated test hits them all. Narrow the statement with aws:PrincipalIsAWSService true.

Bad (rcp):
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": {"StringNotEqualsIfExists": {"aws:SourceOrgID": "o-a1b2c3d4e5"}}
    }

Good (rcp):
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": {
        "StringNotEqualsIfExists": {"aws:SourceOrgID": "o-a1b2c3d4e5"},
        "Null": {"aws:SourceAccount": "false"},
        "Bool": {"aws:PrincipalIsAWSService": "true"}
      }
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import STATEMENT, WARNING, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A negated test of a source key without aws:PrincipalIsAWSService true."""
    tested = next((each for each in statement.conditions if each.name in _KEYS and each.negated), None)
    if tested is None or any(each.name == "aws:principalisawsservice" for each in statement.conditions):
        return
    yield Problem(
        tested.key,
        f"The key {tested.key.text} is sent only when an AWS service calls, and this Deny is "
        "meant for services: add "
        '"Bool": {"aws:PrincipalIsAWSService": "true"}, so that it hits nobody else.',
        suggestion='"Bool": {"aws:PrincipalIsAWSService": "true"}',
    )


_KEYS = frozenset({"aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceaccount", "aws:sourcearn"})


RULE = Rule(
    "rcp-missing-service-principal-key",
    WARNING,
    STATEMENT,
    check,
    types=frozenset({"rcp"}),
    effect="Deny",
    needs=("Condition",),
    section="rcp",
)

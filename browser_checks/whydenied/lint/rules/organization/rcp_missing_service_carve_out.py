"""A resource control policy locks AWS services out.

aws:PrincipalOrgID and its kin are missing when an AWS service calls, so a negated test is true for it and S3,
CloudTrail and others are denied. Spare them with aws:PrincipalIsAWSService.

Bad (rcp):
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}
    }

Good (rcp):
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": {
        "StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"},
        "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}
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
    """A negated test of the principal's organization or account without aws:PrincipalIsAWSService beside
    it."""
    tested = next((each for each in statement.conditions if each.name in _KEYS and each.negated), None)
    if tested is None or any(each.name in _CARVE_OUTS for each in statement.conditions):
        return
    yield Problem(
        tested.key,
        f"When an AWS service calls, {tested.key.text} is missing and this Deny hits it: "
        "services would lose access to the resources. Add "
        '"BoolIfExists": {"aws:PrincipalIsAWSService": "false"}.',
        suggestion='"BoolIfExists": {"aws:PrincipalIsAWSService": "false"}',
    )


_KEYS = frozenset({"aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn"})
_CARVE_OUTS = frozenset(
    {
        "aws:principalisawsservice",
        "aws:principalservicename",
        "aws:principalservicenameslist",
        "aws:viaawsservice",
    }
)


RULE = Rule(
    "rcp-missing-service-carve-out",
    WARNING,
    STATEMENT,
    check,
    types=frozenset({"rcp"}),
    effect="Deny",
    needs=("Condition",),
    section="rcp",
)

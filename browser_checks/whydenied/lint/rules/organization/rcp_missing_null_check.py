"""A resource control policy tests a source key that some services do not send.

Not every call of an AWS service carries aws:SourceOrgID. Where the key is missing, a negated test is true and
the service is denied. Let the statement speak only where aws:SourceAccount is there.

Bad (rcp):
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": {
        "StringNotEquals": {"aws:SourceOrgID": "o-a1b2c3d4e5"},
        "Bool": {"aws:PrincipalIsAWSService": "true"}
      }
    }

Good (rcp):
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": {
        "StringNotEquals": {"aws:SourceOrgID": "o-a1b2c3d4e5"},
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
    """A negated test of a source key without Null on aws:SourceAccount."""
    tested = next((each for each in statement.conditions if each.name in _KEYS and each.negated), None)
    if tested is None:
        return
    if any(
        each.named.family == "Null" and each.name in ("aws:sourceaccount", tested.name)
        for each in statement.conditions
    ):
        return
    yield Problem(
        tested.key,
        f"Some calls of AWS services carry no {tested.key.text}, and this Deny would hit them: add "
        '"Null": {"aws:SourceAccount": "false"}.',
        suggestion='"Null": {"aws:SourceAccount": "false"}',
    )


_KEYS = frozenset({"aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceaccount", "aws:sourcearn"})


RULE = Rule(
    "rcp-missing-null-check",
    WARNING,
    STATEMENT,
    check,
    types=frozenset({"rcp"}),
    effect="Deny",
    needs=("Condition",),
    section="rcp",
)

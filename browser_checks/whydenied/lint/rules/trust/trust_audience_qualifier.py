"""The audience of a token is tested with a set operator.

The audience is one value. ForAnyValue has no use for it, and ForAllValues is true when it is missing.

Bad (trust):
    {
      "Effect": "Allow",
      "Principal": {
        "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
      },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "ForAnyValue:StringEquals": {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com"
        },
        "StringEquals": {
          "token.actions.githubusercontent.com:sub": "repo:acme/shop:ref:refs/heads/main"
        }
      }
    }

Good (trust):
    {
      "Effect": "Allow",
      "Principal": {
        "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
      },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "StringEquals": {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": "repo:acme/shop:ref:refs/heads/main"
        }
      }
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, SECURITY, Problem, Rule


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """ForAnyValue or ForAllValues on an aud claim."""
    plain = condition.operator.text.partition(":")[2]
    yield Problem(
        condition.operator,
        (
            f"The audience, {condition.key.text}, is one value, so {condition.named.qualifier} does "
            "not belong here"
        )
        + (" and lets in a token without an audience" if condition.named.qualifier == "ForAllValues" else "")
        + f": write {plain}.",
        suggestion=plain,
    )


RULE = Rule(
    "trust-audience-qualifier",
    SECURITY,
    CONDITION,
    check,
    types=frozenset({"trust"}),
    section="assume-role",
    effect="Allow",
    concerns=lambda operator, key: operator.qualifier is not None and key.endswith(":aud"),
)

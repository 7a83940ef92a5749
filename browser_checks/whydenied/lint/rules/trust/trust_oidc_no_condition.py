"""Every token of an identity provider may assume the role.

A provider such as GitHub or a Kubernetes cluster signs tokens for all its users. Without a condition on the
token every one of them may take the role.

Bad (trust):
    {
      "Effect": "Allow",
      "Principal": {
        "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
      },
      "Action": "sts:AssumeRoleWithWebIdentity"
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

from ....policies.statements import Principal, Statement
from ...policy import Policy
from ...rule import PRINCIPAL, SECURITY, Problem, Rule
from ._providers import issuer


def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An OpenID Connect provider in an Allow without a condition on one of its claims."""
    provider = issuer(principal)
    if provider is None or any(
        condition.name.startswith(provider.lower() + ":") for condition in statement.conditions
    ):
        return
    if any("web" not in action.text.lower() and "*" not in action.text for action in statement.actions):
        return
    yield Problem(
        principal.value,
        (
            f"Whoever gets a token from {provider} may assume this role: add conditions on "
            f"{provider}:aud and {provider}:sub."
        ),
    )


RULE = Rule(
    "trust-oidc-no-condition",
    SECURITY,
    PRINCIPAL,
    check,
    placed=True,
    types=frozenset({"trust"}),
    effect="Allow",
    section="assume-role",
)

"""The federated principal is no identity provider.

A federated principal is the ARN of a provider in the account, or the domain of one that IAM knows, such as
cognito-identity.amazonaws.com.

Bad (trust):
    {"Effect": "Allow", "Principal": {"Federated": "our login"}, "Action": "sts:AssumeRoleWithWebIdentity"}

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

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Principal, Statement
from ...policy import Policy
from ...rule import ERROR, PRINCIPAL, Problem, Rule
from ..variables._placeholders import in_principal
from ._providers import is_saml, issuer


def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Neither the ARN of a SAML or OpenID Connect provider nor a domain."""
    if (
        principal.kind != "Federated"
        or principal.value.text == "*"
        or "${" in principal.value.text
        or is_saml(principal)
        or issuer(principal)
        or in_principal(principal.value.text)  # hardcoded-placeholder tells
    ):
        return
    yield Problem(
        principal.value,
        f'"{principal.value.text}" is no identity provider, so IAM refuses the trust policy: '
        "write its ARN, arn:aws:iam::ACCOUNT:oidc-provider/HOST or "
        "arn:aws:iam::ACCOUNT:saml-provider/NAME.",
    )


RULE = Rule(
    "trust-invalid-federated", ERROR, PRINCIPAL, check, types=frozenset({"trust"}), section="assume-role"
)

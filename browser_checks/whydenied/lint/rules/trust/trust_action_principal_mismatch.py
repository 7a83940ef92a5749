"""The action does not fit the kind of principal.

Each kind of principal assumes a role by its own call: accounts, users, roles and services by sts:AssumeRole,
OpenID Connect providers by sts:AssumeRoleWithWebIdentity, SAML providers by sts:AssumeRoleWithSAML.

Bad (trust):
    {
      "Effect": "Allow",
      "Principal": {
        "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
      },
      "Action": "sts:AssumeRole",
      "Condition": {
        "StringEquals": {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
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

Not this (trust): The action sts:TagSession may stand beside any of them.
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:role/deployer"},
      "Action": ["sts:AssumeRole", "sts:TagSession"]
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Principal, Statement
from ... import edits
from ...placed import placed_principal
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule
from ._providers import is_saml, issuer


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A provider without its action, or an action of providers without one."""
    if statement.not_action or not statement.allows or statement.is_open:
        return
    principals = [each for each in map(placed_principal, statement.principals) if each]
    if len(principals) < len(statement.principals) or not all(action.known for action in statement.actions):
        return
    assuming = [action for action in statement.actions if action.text.lower().startswith("sts:assumerole")]
    if not assuming or any("*" in action.text for action in assuming):
        return
    wanted = {_action(principal) for principal in principals} - {None}
    named = {action.text.lower() for action in assuming}
    if not wanted or named & {name.lower() for name in wanted if name}:
        return
    right = sorted(name for name in wanted if name)
    yield Problem(
        assuming[0],
        (
            f"{_who(principals[0])} assumes a role by {' or '.join(right)}, not by "
            f"{assuming[0].text}, so this statement lets nobody in: write {right[0]}."
        ),
        suggestion=right[0],
        edit=edits.replace(assuming[0], right[0]) if len(right) == 1 and len(assuming) == 1 else None,
    )


def _action(principal: Principal) -> str | None:
    """The action by which a principal of this kind assumes a role; None when the kind is not known."""
    if is_saml(principal):
        return "sts:AssumeRoleWithSAML"
    if issuer(principal):
        return "sts:AssumeRoleWithWebIdentity"
    return "sts:AssumeRole" if principal.kind in ("AWS", "Service") and principal.value.text != "*" else None


def _who(principal: Principal) -> str:
    kinds = {"AWS": "An account, user or role", "Service": "A service"}
    return kinds.get(
        principal.kind, "A SAML provider" if is_saml(principal) else "An OpenID Connect provider"
    )


RULE = Rule(
    "trust-action-principal-mismatch",
    ERROR,
    STATEMENT,
    check,
    types=frozenset({"trust"}),
    section="assume-role",
)

"""Which kind of identity provider a federated principal is.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

from ....policies.statements import Condition, Principal, Statement
from ....text.regex import lazy_regex

_SAML = lazy_regex(r"arn:aws[\w-]{0,12}:iam::\d{12}:saml-provider/[\w.-]{1,128}")
_OIDC = lazy_regex(r"arn:aws[\w-]{0,12}:iam::\d{12}:oidc-provider/(\S{1,255})")
_DOMAIN = lazy_regex(r"(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}")
GITHUB = "token.actions.githubusercontent.com"
"""The provider that stands for GitHub Actions."""


def is_saml(principal: Principal) -> bool:
    """Whether the principal is a SAML provider of an account."""
    return principal.kind == "Federated" and bool(_SAML.fullmatch(principal.value.text))


def issuer(principal: Principal) -> str | None:
    """The issuer that an OpenID Connect provider stands for (``token.actions.githubusercontent.com``), None
    for anything else."""
    if principal.kind != "Federated":
        return None
    text = principal.value.text
    found = _OIDC.fullmatch(text)
    if found:
        return found[1]
    return text if _DOMAIN.fullmatch(text) else None


def claims(statement: Statement, provider: str, claim: str) -> list[Condition]:
    """The conditions on a claim of the provider's tokens (``sub``, ``aud``)."""
    return [
        condition for condition in statement.conditions if condition.name == f"{provider}:{claim}".lower()
    ]

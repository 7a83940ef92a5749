"""A trust policy that lets in an identity provider by the action for users and roles: the action is what to change.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp.html
"""

from __future__ import annotations

from collections.abc import Sequence

from ..call.call import Call
from ..lint.examine import Examined
from ..policies.nodes import Scalar
from ..policies.statements import Statement
from ..report import Verdict
from .changes import Try, replaced
from .pasted_policy import kind_of, statement_at

# The providers of each action, by their ARNs, and the end of the key that tells one of their users from another.
_PROVIDERS = {
    "sts:assumerolewithwebidentity": (":oidc-provider/", ":sub"),
    "sts:assumerolewithsaml": (":saml-provider/", ""),
}


def corrected(call: Call, verdict: Verdict, pasted: Sequence[Examined]) -> Try | None:
    """The statement of the verdict with the action of its provider; None where that would let in all whom the provider
    knows, or others as well."""
    if verdict.code != "action-not-covered" or verdict.policy is None or not call.asked:
        return None
    policy, action = pasted[verdict.policy], call.asked[0].action
    statement = statement_at(policy.document, verdict.statement or 0) if policy.document else None
    if policy.document is None or statement is None or kind_of(policy, call.denial) != "trust":
        return None
    found = _action(statement, action)
    return replaced(policy.document, statement, "Action", found, action) if found else None


def _action(statement: Statement, action: str) -> Scalar | None:
    marker, user = _PROVIDERS.get(action.lower(), ("", ""))
    wrong = [item for item in statement.actions if item.known and item.text.lower() == "sts:assumerole"]
    if not marker or len(wrong) != 1 or statement.not_action or statement.not_principal:
        return None
    names = statement.principals
    if not names or any(each.kind != "Federated" or marker not in each.value.text for each in names):
        return None
    # Who is let in has to be told, or this would open the role to all of a provider.
    told = any(
        each.name.startswith("saml:") if not user else each.name.endswith(user)
        for each in statement.conditions
        if not each.negated
        and not each.named.if_exists
        and each.named.name.startswith("String")
        and each.values
        and all(value.text.strip("*?") for value in each.values)
    )
    return wrong[0] if told else None

"""What a denial alone tells of every kind of policy, in the order in which AWS evaluates them.

Apart from the evaluation of policies, so that an error without a policy need not wait for that to be loaded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ..aws.data.services import RCP_SUPPORTED
from ..aws.kinds import BY_PRINTED, BY_TYPE, LAYERS, LayerName, PolicyType, layer_of, with_article
from ..report import Denial, Layer
from ..text.regex import lazy_regex

_OF_CALLER = ("identity", "boundary", "session")
_ASSUME = lazy_regex(r"sts:(?:AssumeRole|TagSession|SetSourceIdentity|SetContext)", re.IGNORECASE)


def layers(denial: Denial, given: Mapping[LayerName, Layer] | None = None) -> tuple[Layer, ...]:
    """Every kind of policy: the one that the message names decided, *given* is what pasted policies say, the
    others are unknown."""
    named = layer_of(BY_PRINTED[denial.policy_type].type) if denial.policy_type else None
    found = []
    for name in LAYERS:
        shown, noun = _shown(name, denial)
        if name == named:
            found.append(_named(shown, noun, denial.effect))
        elif given and name in given:
            found.append(replace(given[name], decided=False))
        elif why := _absent(name, denial):
            found.append(Layer(shown, "not-there", False, why))
        else:
            found.append(
                Layer(
                    shown,
                    "unknown",
                    False,
                    f"Nothing here tells whether {with_article(noun)} takes part, or what it says.",
                )
            )
    return tuple(found)


def _shown(name: LayerName, denial: Denial) -> tuple[PolicyType, str]:
    """What a layer is shown as for this call, and what it is called: a role's own policy is its trust policy,
    a key's its key policy."""
    if name != "resource":
        return name, BY_TYPE[name].noun
    action, resource = denial.action or "", denial.resource or ""
    if denial.policy_type == "trust" or (_ASSUME.match(action) and ":role/" in resource):
        return "trust", BY_TYPE["trust"].noun
    return name, "key policy" if action.lower().startswith("kms:") and ":key/" in resource else BY_TYPE[
        name
    ].noun


def _named(shown: PolicyType, noun: str, effect: str | None) -> Layer:
    if effect == "explicit":
        return Layer(shown, "denies", True, f"The message says that {with_article(noun)} denies it.")
    if effect == "implicit":
        return Layer(shown, "silent", True, f"The message says that no {noun} allows it.")
    return Layer(
        shown,
        "unknown",
        True,
        f"The message names the {noun}, but not whether it denies this or only does not allow it.",
    )


def _absent(name: LayerName, denial: Denial) -> str | None:
    """Why a kind of policy has no part in this call, where caller and action tell.

    Sources:
    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp,
    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html,
    https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
    """
    who, service = denial.principal or "", (denial.action or "").partition(":")[0].lower()
    if name == "rcp":
        return (
            f"RCPs do not cover calls to {service}."
            if ":" in (denial.action or "") and service not in RCP_SUPPORTED
            else None
        )
    if name in ("scp", *_OF_CALLER) and who.endswith(".amazonaws.com") and not who.startswith("arn:"):
        return f"The caller is an AWS service, {who}: {with_article(BY_TYPE[name].noun)} does not reach it."
    if name in _OF_CALLER and who.startswith("arn:") and who.endswith(":root"):
        return f"The caller is the root user: {with_article(BY_TYPE[name].noun)} does not limit it."
    if name == "session" and who.startswith("arn:") and ":user/" in who:
        return "The caller is an IAM user, who has no session policy."
    return None

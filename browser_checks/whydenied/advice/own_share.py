"""A statement that keeps each caller to their own share, by a variable in its Resource.

The policy is the same for many callers: to open another's share in it would open that to all of them. So the Allow
goes to the one caller, beside the policy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..aws.glob import fits, parse
from ..call.call import Call
from ..lint.examine import Examined
from ..report import Verdict
from ..text.regex import lazy_regex
from . import pasted_policy
from .fix import Change

# The variables that tell one caller from another. Source:
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
_OF_CALLER = lazy_regex(
    r"\$\{(?:aws:(?:username|userid|PrincipalTag/[^{}]{1,200}|SourceIdentity|FederatedProvider)|[\w.:/-]{1,200}:(?:sub|user_id|email|id)|"
    r"saml:\w{1,60})(?:,[^{}]{0,200})?\}",
)


def variable(call: Call, verdict: Verdict, pasted: Sequence[Examined]) -> str | None:
    """The variable by which the statement of a verdict spares the share that was asked for; None where it is no
    such statement."""
    if verdict.code != "resource-not-covered" or verdict.policy is None or verdict.statement is None:
        return None
    document = pasted[verdict.policy].document
    statement = pasted_policy.statement_at(document, verdict.statement) if document else None
    if statement is None or statement.principals:
        return None
    own = f"/{call.caller.name}/" if call.caller.kind == "user" else None
    targets = [each.target for each in call.asked if each.target and not (own and own in f"{each.target}/")]
    for item in statement.resources:
        found = _OF_CALLER.search(item.text)
        anyone = parse(_OF_CALLER.sub("*", item.text), variables=False)
        if found and any(fits(anyone, target) for target in targets):
            return found[0]
    return None


def cautioned(changes: Sequence[Change], name: str, call: Call) -> list[Change]:
    """The changes with what they open."""
    says = (
        f"The policy you pasted has {name}, which only users have: it never applies to {call.caller.words}. Leave it as "
        "it is for its users."
        if name.lower().startswith("${aws:username") and call.caller.kind in ("role", "permission-set")
        else f"The policy you pasted gives each caller their own share ({name}), and AWS did not take this for the "
        "caller's: leave that policy as it is, and allow this for the one caller only if another's share is meant."
    )
    return [replace(each, cautions=(says, *each.cautions)) if each.statements else each for each in changes]

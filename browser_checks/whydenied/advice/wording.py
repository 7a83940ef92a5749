"""The sentences of a report: first what happened, then what to do."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..aws import arn
from ..aws.kinds import BY_PRINTED
from ..call.actions import by_content
from ..call.caller import IN_COMMANDS
from ..report import Denial, Fix, Policy, Secret, Span
from ..text.regex import lazy_regex

LOOKED_FOR = (
    "No AWS access problem was found. I looked for AWS error messages (\u201cis not "
    "authorized to perform\u201d, AccessDenied and "
    "the messages of this guide), IAM policies, access keys and names of AWS managed policies."
)
FIND_DENY = "Find the Deny statement"
_LOOK = (
    "Check first the policies attached to the principal, then the policy of the resource, for this action."
)
_SECRET_NAMES = {
    "access-key-id": "an access key ID",
    "secret-access-key": "a secret access key",
    "session-token": "a session token",
    "signature": "the signature of a signed request",
    "bedrock-api-key": "a Bedrock API key",
    "web-token": "a web identity token",
    "service-token": "a token of another service",
    "password": "a password or key",
    "private-key": "a private key",
}
_POLICY_NAMES = {
    "identity": "an identity-based policy",
    "resource": "a resource-based policy",
    "trust": "a role's trust policy",
    "scp": "a service control policy",
    "rcp": "a resource control policy",
    "vpc-endpoint": "a VPC endpoint policy",
    "session": "a session policy",
    "boundary": "a permissions boundary",
}
# What to do where a pasted policy of the type allows the call already.
_IN_FORCE = {
    "identity": "Attach the policy you pasted to {who}, or wait a few minutes if you just did.",
    "trust": (
        "Leave this trust policy as it is: check that it is the one of the role that was asked "
        "for, and try again after a minute."
    ),
    "resource": (
        "Check that the policy you pasted is the one that the resource has now, and try again "
        "after a minute: it allows {what}."
    ),
}
_IN_DOUBT = (
    "Check first that the policy you pasted is attached to {who}; if it is, look for a "
    "boundary, an SCP or a policy of the resource that denies it."
)


def principal(value: str) -> str:
    """A principal in a person's words: ``the role deploy``."""
    parsed = arn.Arn.parse(value)
    if parsed is None:
        return value
    kind = parsed.resource.split("/", 1)[0]
    words = {
        "user": "the user",
        "assumed-role": "the role",
        "role": "the role",
        "federated-user": "the federated user",
    }
    if parsed.resource == "root":
        return f"the root user of account {parsed.account}" if parsed.account else "the root user"
    name = arn.name(value) or ""
    if kind in ("assumed-role", "role") and name.startswith("AWSReservedSSO_"):
        # A role of IAM Identity Center: what is changed is its permission set.
        return f"the permission set {name.removeprefix('AWSReservedSSO_').rpartition('_')[0] or name}"
    return f"{words[kind]} {name}" if kind in words else value


class Sentence:
    """A sentence that grows and knows where each value of a denial stands in it."""

    def __init__(self) -> None:
        self.text = ""
        self.spans: dict[str, Span] = {}

    def add(self, words: str, slot: str | None = None) -> None:
        """Go on with *words*, which tell the value of *slot*."""
        if slot:
            self.spans[slot] = Span(len(self.text), len(self.text) + len(words))
        self.text += words


def denial(found: Denial) -> Sentence:
    """What happened, in one sentence."""
    sentence = Sentence()
    if not found.action and not found.principal:
        sentence.add("AWS denied")
        sentence.add(
            f" the call {found.operation}" if found.operation else " a call",
            "operation" if found.operation else None,
        )
        if found.error_code:
            sentence.add(" (")
            sentence.add(found.error_code, "error_code")
            sentence.add(")")
        sentence.add("; the message does not say which permission was missing.")
        return sentence
    who = principal(found.principal) if found.principal else "The caller"
    # An ARN or a host's name is not ours to change.
    sentence.add(
        who if who == found.principal and (":" in who or "." in who) else f"{who[0].upper()}{who[1:]}",
        "principal" if found.principal else None,
    )
    sentence.add(" was denied ")
    sentence.add(found.action or "an action", "action" if found.action else None)
    if found.resource and found.resource != "*":
        sentence.add(" on ")
        sentence.add(arn.spoken(found.resource), "resource")
    if found.effect and (found.policy_type or found.effect == "explicit"):
        sentence.add(", ")
        sentence.add(_because(found), "effect")
    sentence.add(".")
    return sentence


def _because(found: Denial) -> str:
    if not found.policy_type:
        return "because a policy explicitly denies it"
    kind = BY_PRINTED[found.policy_type]
    return (
        f"because no {kind.bare_name} allows it"
        if found.effect == "implicit"
        else f"because {kind.name} explicitly denies it"
    )


def advice(found: Denial, allowed_by: str | None = None) -> list[str]:
    """What to do, the first step first; nothing that the message does not support. *allowed_by* is the type
    of a pasted policy that would be the one to change, and allows the call already.
    """
    steps: list[str] = []
    who = principal(found.principal) if found.principal else "the caller"
    what = _to_allow(found)
    if found.authorization_id:
        steps.append("Open the address in the message: for 24 hours it shows which policy decided.")
    if found.effect == "explicit":
        where = f" {found.policy_arn}" if found.policy_arn else ""
        steps.append(
            f"{FIND_DENY}{' in' + where if where else ''} and its condition: an Allow elsewhere won't help."
        )
        if found.policy_type in ("scp", "rcp"):
            steps.append(BY_PRINTED[found.policy_type].to_allow)
    elif allowed_by:
        in_doubt = allowed_by == "identity" and not found.policy_type
        steps.append((_IN_DOUBT if in_doubt else _IN_FORCE[allowed_by]).format(what=what, who=who))
    elif _is_unsigned(found):
        steps.append("Sign the request with the credentials of a caller whom that policy allows.")
    elif found.policy_type:
        steps.append(BY_PRINTED[found.policy_type].to_allow.format(what=what, who=who))
    elif found.encoded_message:
        steps.append(
            "Decode the message: aws sts decode-authorization-message --encoded-message followed "
            "by the text of the message."
        )
    elif (
        found.action
        and (found.principal or "").endswith(".amazonaws.com")
        and "sts:AssumeRole" in found.action
    ):
        steps.append(BY_PRINTED["trust"].to_allow.format(what=what, who=who))
    elif found.action and found.principal:
        steps.append(_LOOK)
    return steps


def without_allowing(steps: Sequence[str]) -> tuple[str, ...]:
    """The steps but those that look for an Allow, which is of no help where no policy is."""
    return tuple(each for each in steps if each != _LOOK and not each.startswith("Allow "))


def without_commands(fix: Fix) -> list[str]:
    """The cautions of a change for where its commands are not shown: a word that only these have is not explained."""
    shown = json.dumps(fix.policy) if fix.policy else fix.title
    return [
        _IN_COMMANDS.sub(lambda match: _HERE.format(match[1]) if match[1] in shown else "", each)
        for each in fix.cautions
    ]


_IN_COMMANDS = lazy_regex(IN_COMMANDS.format(element=r"([\w-]+)"))
_HERE = ": {} stands for the caller's role"


def _is_unsigned(found: Denial) -> bool:
    """Whether a policy that names callers denied nobody in particular: but a function's URL may be for all."""
    named = found.policy_type and BY_PRINTED[found.policy_type].names_principals
    return (
        bool(named)
        and (found.principal or "").lower() == "anonymous"
        and not ((found.action or "").lower().startswith("lambda:"))
    )


def _to_allow(found: Denial) -> str:
    """The actions to allow, as IAM spells them: the one that is printed may be a call."""
    if checked := by_content(found.action):
        return f"those of {', '.join(checked[:-1])} and {checked[-1]} that the call makes,"
    needed = [need.action for need in found.needs]
    if not found.action:
        return "the action"
    return " and ".join(needed) if 0 < len(needed) <= _FEW else found.action


# More actions than these are told by the change, not by a sentence.
_FEW = 3


def policies(found: tuple[Policy, ...]) -> str:
    """What kinds of policies were pasted: of a single one also how that is known."""
    names = [_POLICY_NAMES.get(each.type or "", "an IAM policy") for each in found]
    if len(found) == 1:
        return f"This is {names[0]}: {found[0].why}."
    kinds = [_counted(name, names.count(name)) for name in dict.fromkeys(names)]
    return f"These are {len(found)} policies: {listed(kinds)}."


def _counted(name: str, count: int) -> str:
    """``a role's trust policy`` of one, ``2 trust policies`` of two."""
    bare = name.partition(" ")[2].removeprefix("role's ").removesuffix("y")
    return name if count == 1 else f"{count} {bare}ies"


def listed(words: Sequence[str]) -> str:
    """``a, b and c``."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def secrets(found: tuple[Secret, ...]) -> str:
    """What secret was seen, and what to do about it."""
    names = list(dict.fromkeys(_SECRET_NAMES[secret.kind] for secret in found))
    it, was, new = ("it", "was", "a new one") if len(names) == 1 else ("they", "were", "new ones")
    them = "it" if it == "it" else "them"
    return (
        f"Your paste contains {listed(names)}. {it.capitalize()} {was}n't sent anywhere and "
        f"{'is' if it == 'it' else 'are'} masked here. If {it} {was} exposed anywhere else, deactivate "
        f"{them} now, then create {new}."
    )

"""The policies that only let pass: boundary, session policy, SCP, VPC endpoint policy. Each grants nothing by
itself."""

from __future__ import annotations

from ..call.caller import Caller
from ..report import Denial
from . import endpoints
from .fix import Change, Place
from .identity import listed, on
from .need import Need, with_principal

_CAPS = "A boundary grants nothing: the identity-based policy has to allow the action too."
_SESSION = (
    "A session policy is passed when the session is made; the role itself stays as it is, "
    "and a new session has to be started."
)
_SCP = (
    "Every level from the organization's root to the account has to allow it, and the "
    "caller's own policy as well."
)
_ENDPOINT = (
    "Only calls through this endpoint are concerned; the caller's own policy has to allow the action too."
)


def boundary(need: Need, who: Caller, denial: Denial) -> Change:
    """The statement in the managed policy that is the caller's boundary."""
    holder = "user" if who.kind == "user" else "role"
    names = {"boundary": denial.policy_arn} if denial.policy_arn else {f"{holder}_name": who.name}
    title = f"Add {listed(need.actions)}{on(need.resource)} to the permissions boundary of {who.words}"
    return Change(
        "boundary", title, Place("boundary", names), need.statements, (_CAPS, *who.notes, *need.notes)
    )


def session(need: Need, who: Caller) -> Change:
    """The statement in the policy that is passed when the role is assumed."""
    names = {"role_arn": who.arn}
    title = (
        f"Add {listed(need.actions)}{on(need.resource)} to the session policy that is passed for {who.words}"
    )
    return Change(
        "session", title, Place("session", names), need.statements, (_SESSION, *who.notes, *need.notes)
    )


def scp(need: Need) -> Change:
    """What the organization's owner adds to the SCP that does not allow the action."""
    title = f"For the organization's owner: allow {listed(need.actions)}{on(need.resource)} in the SCP"
    return Change("scp", title, Place("scp"), need.statements, (_SCP, *need.notes))


def endpoint(need: Need, who: Caller, denial: Denial) -> Change:
    """The statement in the policy of the VPC endpoint that the call went through."""
    statements = tuple(with_principal(need.statements, who.element))
    if endpoints.is_by_condition(denial):
        statements = tuple(map(endpoints.narrowed, statements))
    notes = [who.element_note] if who.element_note else []
    title = f"Let {who.words} call {listed(need.actions)}{on(need.resource)} through the VPC endpoint"
    return Change(
        "vpc-endpoint", title, Place("endpoint"), statements, (_ENDPOINT, *notes, *who.notes, *need.notes)
    )

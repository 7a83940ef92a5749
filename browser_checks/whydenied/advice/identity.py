"""The caller's side: a statement in a policy attached to the user or role that was denied."""

from __future__ import annotations

from collections.abc import Sequence

from ..aws import arn
from ..call.caller import Caller
from .fix import Change, Place, Statement
from .need import Need

_INLINE_NAME = 64
_SET = (
    "The role belongs to an IAM Identity Center permission set: change the permission set, because IAM "
    "rejects changes to its role. aws sso-admin list-instances and list-permission-sets print the two ARNs."
)


def change(need: Need, who: Caller, *, also: tuple[str, ...] = ()) -> Change:
    """The statements as an inline policy of the caller; *also* are further cautions."""
    title = (
        f"Give {who.words} the permission{'s' * (len(need.actions) > 1)} "
        f"{listed(need.actions)}{on(need.resource)}"
    )
    cautions = [*_whose(who), *also, *who.notes, *need.notes]
    return Change("identity", title, place(need.statements, who), need.statements, tuple(cautions))


def place(statements: Sequence[Statement], who: Caller) -> Place:
    """Where statements go on the caller's side."""
    name = (statements[0]["Sid"])[:_INLINE_NAME]
    if who.kind == "user":
        return Place("user", {"user": who.name, "policy_name": name})
    if who.kind == "permission-set":
        return Place("permission-set", {"set": who.name})
    return Place("role", {"role": who.name, "policy_name": name})


def _whose(who: Caller) -> list[str]:
    if who.function:
        return [
            (
                f"The session is named {who.function}, like the function: {who.name} is its execution "
                "role, and the role is what gets the permission."
            )
        ]
    return [_SET] if who.kind == "permission-set" else []


def listed(actions: tuple[str, ...]) -> str:
    """The actions in a title."""
    if len(actions) > 3:
        return f"{actions[0]} and {len(actions) - 1} more that go with it"
    return ", ".join(actions[:-1]) + f" and {actions[-1]}" if len(actions) > 1 else actions[0]


def on(resource: str) -> str:
    """The resource in a title, by the name people call it."""
    return "" if resource == "*" else f" on {arn.spoken(resource)}"

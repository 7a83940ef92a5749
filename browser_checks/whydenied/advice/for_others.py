"""A statement with a condition that is not for this caller: one on the source of a service's call, or on a function
URL that needs no signature.

To meet it would be of no help, or open the function to everybody; the caller gets a statement of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..call.call import Call
from ..evaluation.conditions import Condition
from ..evaluation.request import Request
from ..lint.examine import Examined
from ..report import Verdict
from . import meeting, pasted_policy
from .fix import Change

# The keys of a call that a service makes on somebody's behalf. Source:
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcearn
_OF_SERVICES = (
    "aws:sourcearn",
    "aws:sourceaccount",
    "aws:sourceowner",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
)
_SOURCE = "Leave {name} as it is: {key} is there when a service calls, and {who} called."
_UNSIGNED = "Leave {name} as it is: a URL of the type NONE is open to everybody, and {who} signs the request."


def sentence(call: Call, verdict: Verdict, pasted: Sequence[Examined]) -> str | None:
    """Why the condition of a verdict is not one for the caller to meet; None where it is."""
    if verdict.code != "condition-not-met" or verdict.policy is None or verdict.statement is None:
        return None
    document = pasted[verdict.policy].document
    statement = pasted_policy.statement_at(document, verdict.statement) if document else None
    found = meeting.failing(call, verdict, pasted)
    if statement is None or found is None:
        return None
    condition, name, request = found
    if condition.key == "lambda:functionurlauthtype" and request.values(condition.key) == ("AWS_IAM",):
        return _UNSIGNED.format(name=name, who=call.caller.words)
    if not statement.principals or condition.operator.negated or condition.if_exists:
        return None
    if is_of_services(condition, call, request):
        return _SOURCE.format(name=name, key=condition.written[1], who=call.caller.words)
    return None


def is_of_services(condition: Condition, call: Call, request: Request) -> bool:
    """Whether only a service's calls carry the condition's key, and a user or role called."""
    of_people = call.caller.kind in ("user", "role", "permission-set")
    return of_people and condition.key in _OF_SERVICES and not request.values(condition.key)


def cautioned(changes: Sequence[Change], says: str) -> list[Change]:
    """The changes with what is to stay."""
    return [replace(each, cautions=(says, *each.cautions)) if each.statements else each for each in changes]

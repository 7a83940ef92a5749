"""The main message: ``User: P is not authorized to perform: A on resource: R because no T allows the A action``.

Grammar and its variants: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
Keywords are found in the squeezed text, so that no wrap hides them; values are cut from the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..text.squeeze import Squeezed
from . import values
from .context import Context, read_context
from .region import Region

_ANCHOR = re.compile(
    r"notauthorizedtoperform:?(?!thisoperation|thisaction|anyaction|theaction)|"
    # CloudFormation's own words, "User doesn't have permission to call iam:GetRole": only an action makes them AWS's.
    r"do(?:es)?n[o’]?thavepermissions?to(?:call|perform):?(?=[a-z][a-z0-9-]{1,40}:[a-z*])"
)
_GERMAN = re.compile(r"nichtberechtigt,diesenvorgangauszuf.hren:")
# After the action: what ends it. "on the resource associated with this ciphertext" is KMS's own.
_AFTER_ACTION = re.compile(
    r"onresources?\(?s?\)?:?|onthisresource|ontheresource|becauseno|becausethe|because|withan?explicitdeny|dueto|"
    r"\(service:|encodedauthorization|\.goto|statuscode:|withorwithout"
)
_AFTER_RESOURCE = re.compile(
    r"becauseno|becausethe|becausepublic|becausethis|because|withan?explicitdeny|duetoan?explicitdeny|"
    r"\(service:|\.?encodedauthorization|\.goto|statuscode:|</message>|<requestid>|user:"
)
# How far a message can reach before and after its keyword, in squeezed characters.
_BEFORE, _BEHIND = 900, 4_000


@dataclass(frozen=True, slots=True)
class Found:
    """A message found: regions of the text by slot, and what its last clause says."""

    start: int
    end: int
    slots: dict[str, Region] = field(default_factory=dict)
    context: Context = field(default_factory=Context)


def messages(squeezed: Squeezed) -> Iterator[Found]:
    """Every main message of the text, in order."""
    chars = squeezed.chars
    anchors = [*_ANCHOR.finditer(chars)]
    if "nichtberechtigt" in chars:
        anchors = sorted([*anchors, *_GERMAN.finditer(chars)], key=lambda match: match.start())
    border = 0
    for number, anchor in enumerate(anchors):
        limit = anchors[number + 1].start() if number + 1 < len(anchors) else len(chars)
        found = _message(squeezed, anchor.start(), anchor.end(), border, min(limit, anchor.end() + _BEHIND))
        if found:
            yield found
            border = squeezed.index(found.end)


def _message(squeezed: Squeezed, anchor: int, after: int, border: int, limit: int) -> Found | None:
    chars = squeezed.chars
    ends = _AFTER_ACTION.search(chars, after, min(limit, after + 200))
    action = values.action(squeezed, after, ends.start() if ends else limit)
    slots: dict[str, Region] = {}
    if action:
        slots["action"] = action
    principal = values.principal(squeezed, anchor, max(border, anchor - _BEFORE))
    if principal:
        slots["principal"] = principal
    if not action and not principal and not (ends and ends.start() - after < 40):
        return None
    here = squeezed.index(action[2]) if action else after
    resource_at = _resource_start(chars, here, ends.start() if ends else here, limit)
    if resource_at is not None:
        close = _AFTER_RESOURCE.search(chars, resource_at, min(limit, resource_at + 2_000))
        # The start of the next message is no clause of this one: what lies between may be a stack trace.
        ends_here = close is not None and close[0] != "user:"
        resource = values.resource(squeezed, resource_at, close.start() if close and ends_here else None, limit)
        if resource:
            slots["resource"] = resource
            here = squeezed.index(resource[2])
    context, end = read_context(squeezed, here, limit)
    # "... allows the ACTION action" ends the sentence.
    if action and chars.startswith(repeated := f"the{action[0].lower()}action", end):
        end += len(repeated)
    slots.update(context.regions)
    if not action and not context.effect and not (principal and principal.value.startswith("arn:")):
        return None  # other products say "is not authorized to perform" as well, but name no action like AWS's
    start = principal[1] if principal else squeezed.place(anchor)
    label = chars.rfind("user:", max(border, anchor - _BEFORE), anchor)
    if principal and label >= 0:
        start = min(start, squeezed.place(label))
    stop = max([squeezed.end(max(end, after)), *(value[2] for value in slots.values())])
    return Found(start, stop, slots, context)


def _resource_start(chars: str, here: int, ends: int, limit: int) -> int | None:
    """Just behind ``on resource:``, if the message has one."""
    at = chars.find("onresource", min(here, ends), min(limit, max(here, ends) + 60))
    if at < 0:
        return here + len("on") if chars.startswith("onarn:aws", here) else None
    colon = _COLON.match(chars, at + len("onresource"))
    return colon.end() if colon else None


_COLON = re.compile(r"s?(?:\(s\))?:?")

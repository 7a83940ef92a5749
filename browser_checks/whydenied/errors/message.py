"""The main message: ``User: P is not authorized to perform: A on resource: R because no T allows the A
action``.

Grammar and its variants: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
Keywords are found in the squeezed text, so that no wrap hides them; values are cut from the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field

from ..aws.data import iam
from ..text.records import Records
from ..text.regex import lazy_regex
from ..text.squeeze import Squeezed
from ..values import dataclass
from . import values
from .context import Context, read_context
from .region import Region, cut

_ANCHOR = lazy_regex(
    r"notauthorizedtoperform:?(?:(?:the)?action:?(?=[a-z][a-z0-9-]{1,30}:[a-z]))?(?!thisoperation|thisaction|anyaction|theaction)"
)
# Services' own words, "User doesn't have permission to call iam:GetRole", "could not perform
# s3:GetBucketLocation", "lacks the iam:PassRole permission": only an action that IAM has makes them AWS's.
_KIND = r"(?:the|any|sufficient|required|necessary|enough|proper|following|iam|aws)*"
_LACKS = r"(?:do(?:es)?n[o’]?thave|lacks?|missing|insufficient)"
_ACTION = r"(?!arn:|[a-z0-9-]{1,40}:arn:)[a-z][a-z0-9-]{1,40}:[a-z*]"
_OWN_WORDS = lazy_regex(
    rf"(?:{_LACKS}{_KIND}permissions?(?:required|needed)?to|could(?:not|nt)|unableto|notallowedto|notpermittedto)"
    rf"(?:call|perform|execute|invoke|run)(?:the|action|operation|following|:)*(?={_ACTION})|"
    rf"{_LACKS}{_KIND}permissions?(?:for|to|on|action|:)*(?={_ACTION})|accessdenied(?:to|for(?:the)?(?:operation|action):?)(?={_ACTION})|"
    rf"permissions?(?:is|are)missing:(?={_ACTION})|"
    rf"{_LACKS}{_KIND}(?={_ACTION}[a-z0-9*]{{2,70}}?permission)|"
    rf"(?:not|isn[’]?t|aren[’]?t)authori[sz]edto(?:call|execute|invoke|run|use)(?:the|action|operation|following|:)*(?={_ACTION})"
)
_OWN_KEYS = (
    "nothave",
    "nthave",
    "lack",
    "missing",
    "insufficient",
    "couldnot",
    "couldnt",
    "unableto",
    "notallowedto",
    "notpermittedto",
    "isnt",
    "arent",
    "n’t",
    "accessdeniedto",
    "accessdeniedfor",
    *("notauthorizedtoc", "notauthorizedtoe", "notauthorizedtoi", "notauthorizedtor", "notauthorizedtou"),
)
_GERMAN = lazy_regex(r"nichtberechtigt,diesenvorgangauszuf.hren:")
# After the action: what ends it. "on the resource associated with this ciphertext" is KMS's own.
_AFTER_ACTION = lazy_regex(
    r"onresources?\(?s?\)?:?|onthisresource|ontheresource|becauseno|becausethe|because|withan?explicitdeny|dueto|"
    r"\(service:|encodedauthorization|\.goto|statuscode:|withorwithout"
)
_AFTER_RESOURCE = lazy_regex(
    r"becauseno|becausethe|becausepublic|becausethis|because|withan?explicitdeny|duetoan?explicitdeny|"
    r"\(service:|\.?encodedauthorization|\.goto|statuscode:|</message>|<requestid>|user:"
)
# The sentence that breaks off before its action, or goes on in other words: "User: ARN is not authorized to
# access this resource".
_NO_ACTION = lazy_regex(
    r"(arn:aws[a-z-]{0,12}:(?:sts|iam)::[^:]{0,40}?:(?:assumed-role|user|role|federated-user)/[\w+=,.@/*<>{}$-]{1,200}?)"
    r"is(?:explicitly|currently)?(no(?:t(?:a(?:u(?:t(?:h(?:o(?:r(?:i(?:[zs](?:ed?)?)?)?)?)?)?)?)?)?)?)"
)
_OPERATION = "toperformthis"
# Where it breaks off, nothing of a sentence follows: "ARN is not a valid role" is another one.
_BREAKS_OFF = lazy_regex(r"[ \t]{0,4}(?:\.\.|…|[\"'`)\]}>|<\[(]|\\|\.?\s*$|\n)")
# How far a message can reach before and after its keyword, in squeezed characters.
_BEFORE, _BEHIND = 900, 4_000


@dataclass(frozen=True, slots=True)
class Found:
    """A message found: regions of the text by slot, and what its last clause says."""

    start: int
    end: int
    slots: dict[str, Region] = field(default_factory=dict)
    context: Context = field(default_factory=Context)
    broken: bool = False
    """Whether it leaves off before the action."""


def messages(squeezed: Squeezed, records: Records) -> Iterator[Found]:
    """Every main message of the text, in order."""
    chars = squeezed.chars
    anchors = [*_ANCHOR.finditer(chars)]
    own = [*_OWN_WORDS.finditer(chars)] if any(key in chars for key in _OWN_KEYS) else []
    german = [*_GERMAN.finditer(chars)] if "nichtberechtigt" in chars else []
    if own or german:
        anchors = sorted([*anchors, *own, *german], key=lambda match: match.start())
    if "arn:aws" in chars and "isno" in chars:
        yield from _without_action(squeezed)
    border = 0
    for number, anchor in enumerate(anchors):
        place = squeezed.place(anchor.start())
        limit = min(
            squeezed.index(records.end(place)),
            anchors[number + 1].start() if number + 1 < len(anchors) else len(chars),
        )
        border = max(border, squeezed.index(records.start(place)))
        limit = min(limit, anchor.end() + _BEHIND)
        found = _message(squeezed, records, anchor.start(), anchor.end(), border, limit)
        if found and (anchor not in own or _is_of_iam(found)):
            yield found
            border = squeezed.index(found.end)


def _is_of_iam(found: Found) -> bool:
    """Whether the action of a sentence is one of a service that IAM has."""
    action = found.slots.get("action")
    return action is not None and iam.exists(action.value.lower().partition(":")[0])


def _without_action(squeezed: Squeezed) -> Iterator[Found]:
    """Sentences that name the caller, and break off or leave AWS's usual words before the action."""
    for match in _NO_ACTION.finditer(squeezed.chars):
        start, stop = squeezed.region(*match.span())
        whole = match[2] in ("notauthorized", "notauthorised")
        if _is_whole(squeezed.chars, match) if whole else not _BREAKS_OFF.match(squeezed.text.chars, stop):
            continue
        if values.broken_arn(squeezed, *match.span(1)) is None:
            continue  # words stand between the ARN and "is"
        yield Found(start, stop, {"principal": cut(squeezed, *match.span(1))}, broken=True)


def _is_whole(chars: str, match: re.Match[str]) -> bool:
    """Whether the sentence goes on as AWS's does, which is another reader's."""
    return _ANCHOR.match(chars, match.start(2)) is not None or chars.startswith(_OPERATION, match.end())


def _message(
    squeezed: Squeezed, records: Records, anchor: int, after: int, border: int, limit: int
) -> Found | None:
    chars = squeezed.chars
    ends = _AFTER_ACTION.search(chars, after, min(limit, after + 200))
    action = values.action(squeezed, after, ends.start() if ends else limit)
    slots: dict[str, Region] = {}
    if action:
        slots["action"] = action
    principal = values.principal(squeezed, anchor, max(border, anchor - _BEFORE))
    # "The required permissions are missing: ..." has no caller before it.
    if principal and chars.startswith("permission", anchor) and not principal.value.startswith("arn:"):
        principal = None
    if principal:
        slots["principal"] = principal
    if not action and not principal and not (ends and ends.start() - after < 40):
        return None
    here = squeezed.index(action[2]) if action else after
    resource_at = _resource_start(squeezed, here, ends.start() if ends else here, limit)
    if resource_at is not None:
        close = _AFTER_RESOURCE.search(chars, resource_at, min(limit, resource_at + 2_000))
        # The start of the next message is no clause of this one: what lies between may be a stack trace.
        ends_here = close is not None and close[0] != "user:"
        resource = values.resource(
            squeezed, resource_at, close.start() if close and ends_here else None, limit
        )
        if resource:
            slots["resource"] = resource
            here = squeezed.index(resource[2])
    line = squeezed.index(records.line_end(squeezed.end(here)))
    context, end = read_context(squeezed, here, min(limit, max(here, line)))
    # "... allows the ACTION action" ends the sentence.
    if action and chars.startswith(repeated := f"the{action[0].lower()}action", end):
        end += len(repeated)
    slots.update(context.regions)
    if not action and not context.effect and not (principal and principal.value.startswith("arn:")):
        return (
            None  # other products say "is not authorized to perform" as well, but name no action like AWS's
        )
    start = principal[1] if principal else squeezed.place(anchor)
    label = chars.rfind("user:", max(border, anchor - _BEFORE), anchor)
    if principal and label >= 0:
        start = min(start, squeezed.place(label))
    stop = max([squeezed.end(max(end, after)), *(value[2] for value in slots.values())])
    return Found(start, stop, slots, context, broken=action is None)


def _resource_start(squeezed: Squeezed, here: int, ends: int, limit: int) -> int | None:
    """Just behind ``on resource:``, or the ``on`` that stands for it, if the message has one."""
    chars = squeezed.chars
    stop = min(limit, max(here, ends) + 60)
    at = max(chars.find("onresource", min(here, ends), stop), chars.find("forresource", here, stop))
    if at >= 0:
        colon = _COLON.match(chars, at + chars[at:].index("resource") + len("resource"))
        return colon.end() if colon else None
    if named := _ON_A_KIND.match(chars, here) or _CALL_ON.match(chars, here):
        return named.end()
    if _ON_A_NAME.match(squeezed.text.chars, squeezed.place(here)):
        return here + len("on")
    return None


# "on role ARN", "on the key ARN": what the resource is stands before it; not "on alerts" and the next "User: ARN".
_ON_A_KIND = lazy_regex(r"on(?:the)?(?:(?![a-z]+user:)[a-z]{3,20}?:?)?(?=arn:aws)")
_CALL_ON = lazy_regex(
    r"[a-z]{3,60}?on(?:the)?(?:role|key|bucket|queue|topic|table|function|secret):?(?=arn:aws)"
)
_COLON = lazy_regex(r"s?(?:\(s\))?:?")
# "on" and one name, where the sentence ends with it or goes on as AWS's does; what is said in prose behind
# "on" is no name.
_ON_A_NAME = lazy_regex(
    r"on (?!(?:the|this|that|a|an|any|all|my|your|our|its|it|behalf|account|resources?|which|line|top|demand)\b)"
    r"(?:[\[<{][\w .:/*-]{1,80}[\]>}]|[\w.:/*@+=,$-]{2,300}?)[\"'.,;)]{0,3}(?=\s{0,4}(?:$|\n|because|with an|\(|due to))"
)

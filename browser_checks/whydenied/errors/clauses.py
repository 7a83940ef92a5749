"""AWS's reason without the sentence before it: "explicit deny in a T", "no T allows the A action", KMS's
three causes.

A log line that was cut, a tool that prints the reason alone, a person who quotes the end: the reason still
says who decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..aws.kinds import named_in
from ..aws.operations import prefix
from ..text.records import Records
from ..text.regex import lazy_regex
from ..text.squeeze import Squeezed
from . import values
from .context import Context, encoded_message
from .message import Found
from .region import Region, cut

_KIND = r"(?:identity-based|resource-based|permissionsboundary|permissionboundary|session|servicecontrol|resourcecontrol|vpcendpoint|(?:role)?trust)(?:polic(?:y|ies))?"
_CLAUSE = lazy_regex(
    rf"no(?P<implicit>{_KIND})allows?(?:the(?P<action>[a-z0-9-]{{2,40}}:[a-z0-9*]{{2,80}}?)action)?|"
    rf"explicitdeny(?:in|by|from)(?:an?|the|your)?(?P<explicit>{_KIND})|(?:explicitly)?(?:denied|blocked)by(?:an?|the|your)?(?:explicitdenyin(?:an?|the)?)?(?P<denied>{_KIND})|"
    rf"withanexplicitdeny(?!(?:in|by|from)(?:an?|the|your)?{_KIND})|"
    r"(?P<three>theresourcedoesnotexistinthisregion,noresource-basedpoliciesallowaccess(?:,oraresource-basedpolicyexplicitlydeniesaccess)?)"
)
_KEYS = ("polic", "boundary", "explicitdeny")
_POLICY_ARN = lazy_regex(r":?(arn:aws[a-z-]{0,12}:(?:iam|organizations)::[^:\s]{0,40}:policy/)")
_CONTROL = lazy_regex(
    r"arn:aws[a-z-]{0,12}:organizations::[^:\s]{0,40}:policy/o-[a-z0-9]{3,40}/(service|resource)_control_policy/p-[a-z0-9]{3,140}"
)
_ACTION = lazy_regex(r"(?<![\w:/.-])([a-z][a-z0-9-]{1,40}:[A-Z][A-Za-z0-9]{2,70}\*?)(?!\w|:\w|/)")
_PRINCIPAL = lazy_regex(
    r"arn:aws[a-z-]{0,12}:(?:sts|iam)::[^:\s]{0,40}:(?:assumed-role|user|federated-user)/[\w+=,.@/-]{1,200}"
)
_RESOURCE = lazy_regex(
    r"(?:\bon |resource\(?s?\)?: ?)[\"']?(arn:aws[^\s\"',;()]{4,1000})|\bresource: ?[\"']?([^\s\"',;()]{1,300})"
)
# Without an action or an ARN, some word beside the clause has to say that a call failed.
_FAILED = lazy_regex(
    r"[Dd]enied|uthori[sz]|FAILED|[Ff]ailed|[Ee]rror|[Ee]xception|\bforbid|[Ff]orbidden|\(Service: |[Rr]efused|arn:aws|AWS|status code|[Rr]equest ?I[Dd]"
)
# How far before the clause its own values may stand, and what may surround a control policy's ARN that is all
# of the paste.
_BEFORE, _ALONE = 420, 60


def clauses(squeezed: Squeezed, records: Records, known: Sequence[Found]) -> Iterator[Found]:
    """Every reason outside the sentences that are *known* already."""
    chars = squeezed.chars
    # What stands just behind a sentence without a reason of its own is its reason.
    taken = [(found.start, found.end, 0 if found.context.effect else _ALONE) for found in known]
    border = 0
    for match in _CLAUSE.finditer(chars) if any(key in chars for key in _KEYS) else ():
        start, end = squeezed.region(*match.span())
        if any(
            first <= end and start <= last + behind and not records.in_lines(last, start)
            for first, last, behind in taken
        ):
            continue
        if found := _clause(squeezed, match, max([border, *(last for _, last, _ in taken if last <= start)])):
            yield found
            border = found.end
    short = not taken and not border and len(chars) < 2 * _ALONE + 160
    if short and (alone := _CONTROL.search(chars)) and len(chars) - len(alone[0]) < _ALONE:
        region = cut(squeezed, *alone.span())
        kind = "scp" if alone[1] == "service" else "rcp"
        yield Found(
            region.start,
            region.end,
            {"policy_arn": region},
            Context("explicit", kind, regions={"policy_arn": region}),
        )


def _clause(squeezed: Squeezed, match: re.Match[str], border: int) -> Found | None:
    text = squeezed.text.chars
    start, end = squeezed.region(*match.span())
    begin = _begin(text, start, border)
    slots: dict[str, Region] = {}
    if match["action"]:
        slots["action"] = cut(squeezed, *match.span("action"))
    elif actions := [
        each for each in _ACTION.finditer(text, begin, start) if prefix(each[1].partition(":")[0])
    ]:
        slots["action"] = Region(actions[-1][1], *actions[-1].span(1))
    elif behind := _ACTION.search(text, end, min(_line_end(text, end), end + _BEFORE)):
        slots["action"] = Region(behind[1], *behind.span(1))
    if callers := [*_PRINCIPAL.finditer(text, begin, start)]:
        slots["principal"] = Region(callers[-1][0], *callers[-1].span())
    if resources := [*_RESOURCE.finditer(text, begin, start)]:
        group = 1 if resources[-1][1] else 2
        value = resources[-1][group].rstrip(".]")
        slots["resource"] = Region(value, resources[-1].start(group), resources[-1].start(group) + len(value))
    if not slots and not _FAILED.search(text, begin, min(len(text), end + 200)):
        return None
    three = match["three"] is not None
    kind = (
        "resource-based"
        if three
        else named_in(match["implicit"] or match["explicit"] or match["denied"] or "")
    )
    effect = None if three else "implicit" if match["implicit"] else "explicit"
    if effect:
        slots["effect"] = cut(squeezed, *match.span())
    last = match.end()
    if (
        effect
        and (arn := _POLICY_ARN.match(squeezed.chars, last))
        and (whole := values.arn(squeezed, arn.start(1), len(squeezed.chars)))
    ):
        slots["policy_arn"] = whole
        last = squeezed.index(whole[2])
    if encoded := encoded_message(squeezed, last, min(len(squeezed.chars), last + 160)):
        slots["encoded_message"] = encoded
    first = min([start, *(region[1] for region in slots.values())])
    stop = max([end, *(region[2] for region in slots.values())])
    return Found(first, stop, slots, Context(effect, kind, three, regions={}))


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _begin(text: str, start: int, border: int) -> int:
    """Where the line begins that the clause ends; of a clause that a wrap put at the beginning of a line, the
    lines before it."""
    line = text.rfind("\n", max(border, start - _BEFORE), start) + 1
    if line and start - line > 2 * len("because ") and _ACTION.search(text, line, start):
        return max(line, border)
    return max(border, start - _BEFORE)

"""The last clause of the main message: implicit or explicit deny, by which type of policy, and what
follows."""

from __future__ import annotations

import re
from dataclasses import field

from ..aws.kinds import named_in
from ..text.regex import lazy_regex
from ..text.squeeze import Squeezed
from ..values import dataclass
from . import values
from .region import Region, cut

_IMPLICIT = lazy_regex(
    r"(?:because|context:)no(?!ne)(.{3,60}?)(?:allows?|$)|becausethe(roletrustpolicy)allows?"
)
_EXPLICIT = lazy_regex(
    r"(?:withan?|duetoan?|hasan?|context:(?:an?)?)explicitdeny(?:in(?:an(?=[aeiou])|a|the)?(permissionsboundary|[a-z-]{3,40}?polic(?:y|ies)))?"
)
_TRANSITIVE = lazy_regex(
    r"transitivelythrougha(?:n(?=[aeiou]))?(permissionsboundary|[a-z-]{3,40}?polic(?:y|ies))"
)
_THREE_WAY = lazy_regex(r"becausetheresourcedoesnotexistinthisregion,noresource-basedpoliciesallowaccess")
_OTHER = lazy_regex(r"because(public(?:acl|polic|accesscontrollist)|thisbuckethasblocked)")
# A policy's ARN ends the clause; a full stop after it is the sentence's.
_POLICY_ARN = lazy_regex(
    r":?(arn:aws[a-z-]*:(?:iam|organizations)::[^:\s]{0,40}:policy/[\w+=,.@*<>{}\[\]/-]{1,300})"
)
_LEADS_IN = lazy_regex(
    r"(?:the[a-z0-9-]{2,40}:[a-z0-9*]{2,80}action)?(?:with|in|by|under|from|see|the|policy|arn|is|[\W_]){0,16}"
)
_ENCODED = lazy_regex(r"encodedauthorizationfailuremessage:?")
_AUTHORIZATION = lazy_regex(
    r"#/authorization-details/([0-9a-z]{16,40}?)(?:forcomplete|[^0-9a-z]|$)|authorizationid:([0-9a-z]{16,40})"
)


@dataclass(frozen=True, slots=True)
class Context:
    """What the clause states; None where the message does not state it."""

    effect: str | None = None
    policy_type: str | None = None
    three_way: bool = False
    setting: bool = False
    regions: dict[str, Region] = field(default_factory=dict)


def read_context(squeezed: Squeezed, here: int, limit: int) -> tuple[Context, int]:
    """The clause between *here* and *limit* of the squeezed text, and where it ends."""
    chars = squeezed.chars
    near = min(limit, here + 260)
    effect = policy_type = None
    three_way = setting = False
    regions: dict[str, Region] = {}
    end = here
    if match := _THREE_WAY.search(chars, here, near):
        three_way, policy_type, end = True, "resource-based", match.end()
    elif match := _OTHER.search(chars, here, near):
        setting, end = True, match.end()
    else:
        implicit, explicit = _IMPLICIT.search(chars, here, near), _EXPLICIT.search(chars, here, near)
        if implicit and (not explicit or implicit.start() < explicit.start()):
            effect, policy_type, end = "implicit", named_in(implicit[1] or implicit[2]), implicit.end()
            regions["effect"] = cut(squeezed, implicit.start(), implicit.end())
        elif explicit:
            effect, end = "explicit", explicit.end()
            policy_type = named_in(explicit[1]) if explicit[1] else None
            regions["effect"] = cut(squeezed, explicit.start(), explicit.end())
            if through := _TRANSITIVE.search(chars, end, near):
                policy_type, end = named_in(through[1]), through.end()
    if effect:
        arn = _POLICY_ARN.search(chars, end, min(limit, end + 420))
        if arn and arn.start() - end < 120 and _is_of_clause(squeezed, end, arn.start()):
            whole = values.arn(squeezed, arn.start(1), limit)
            if whole:
                regions["policy_arn"] = whole
                end = squeezed.index(whole[2])
    end = _rest(squeezed, end, limit, regions)
    return Context(effect, policy_type, three_way, setting, regions), end


def _is_of_clause(squeezed: Squeezed, end: int, arn: int) -> bool:
    """Whether an ARN behind the clause is that of its policy: in the same line, or led in by nothing but
    words that say so."""
    return "\n" not in squeezed.text.chars[squeezed.end(end) : squeezed.place(arn)] or (
        _LEADS_IN.fullmatch(squeezed.chars, end, arn) is not None
    )


def encoded_message(squeezed: Squeezed, here: int, limit: int) -> Region | None:
    """The encoded message behind its lead-in, which only ``sts:DecodeAuthorizationMessage`` can read."""
    lead = _ENCODED.search(squeezed.chars, here, limit)
    if not lead:
        return None
    match = _BASE64.match(squeezed.chars, lead.end())
    if not match or len(match[0]) < 20:
        return None
    begin, stop = squeezed.region(match.start(), match.end())
    # A line's end belongs to a wrap only where the next line holds nothing but more of it.
    text = squeezed.text.chars
    for end in re.finditer(r"\n", text[begin:stop]):
        if not _MORE.match(text, begin + end.end()):
            stop = begin + end.start()
            break
    return Region("".join(text[begin:stop].split()), begin, stop)


_MORE = lazy_regex(r"[ \t>│|]{0,12}[\w=+/-]+[\"'`]{0,2}[ \t│|]{0,40}(?=\n|$)")
_BASE64 = lazy_regex(r"[\w=+/-]{1,6000}")


def _rest(squeezed: Squeezed, end: int, limit: int, regions: dict[str, Region]) -> int:
    """What may follow the clause: an encoded message, an authorization id."""
    encoded = encoded_message(squeezed, end, min(limit, end + 160))
    if encoded:
        regions["encoded_message"] = encoded
        end = squeezed.index(encoded[2])
    if match := _AUTHORIZATION.search(squeezed.chars, end, min(limit, end + 400)):
        group = 1 if match[1] else 2
        regions["authorization_id"] = cut(squeezed, match.start(group), match.end(group))
        end = match.end()
    return end

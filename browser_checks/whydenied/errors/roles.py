"""What services say of a role in words of their own: that nobody can assume it, or that it lacks a permission.

Every service has its own sentence, and makes new ones; what they share is the shape. A sentence that the guide
lists, or AWS's main message, says more and goes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..aws.brands import names_one
from ..text.regex import lazy_regex
from ..text.squeeze import Squeezed
from . import prose, values
from .region import Region

_QUALITY = r"(?:the|a|an|all|any|sufficient|enough|required|necessary|needed|proper|correct|appropriate|adequate|valid|following|iam)*"
_LACKS = r"(?:do(?:es)?n[o’]?thave|didn[o’]?thave|m(?:ay|ight)nothave|lacks?|lacking|ismissing|missing|without|has(?:no|insufficient)|insufficient)"
_CANNOT = r"can(?:not|t|’t)|could(?:not|nt|n’t)"
_ASK = r"(?:check|verify|ensure|makesure|confirm|validate)(?:that|if|whether)?"
_ARN = r"arn:aws[a-z-]{0,12}:iam::[^:]{0,40}:role/[\w+=,.@/*<>{}$-]{1,200}"
# Which role, between the verb and the word.
_WHICH = (
    r"(?:the|this|that|your|its|a|an|iam|aws|service|linked|-|execution|provided|specified|given|supplied|configured|"
    r"customer|task|instance|access|associated|required|delivery|crossaccount|cross-account)*"
)
_NOT_ASSUMED = lazy_regex(
    rf"(?:(?:unable|notable|failed|failure|notpossible|not(?:authoris|authoriz|allow|permitt)ed)to|{_CANNOT}|"
    rf"(?:{_LACKS}|no){_QUALITY}(?:permissions?|privileges?)(?:required|needed|necessary)?to|"
    r"(?:denied|error)(?:when|while|in)?(?:(?:attempting|trying)to)?)"
    rf"(?:perform:?sts:assumeroleon|assum(?:e|ing)){_WHICH}(?:[\w+=,.@-]{{3,64}}?)?role(?:arn(?!:aws)|for|with|named|:|\()*({_ARN})?|"
    rf"(?:{_LACKS}{_QUALITY}permissions?|unable|failed|notauthori[sz]ed|notallowed)toassume({_ARN})|"
    rf"role:?({_ARN})?[^.]{{0,40}}?must(?:have|include)(?:a|the|valid)*trust(?:policy|relationship)|"
    rf"role(?:with|arn(?!:aws)|:)*({_ARN})?[^.]{{0,60}}?(?:{_CANNOT}|unableto|notableto|failedto)beassumed|"
    r"(?<!\w)assumerole(?:call|operation|request)?(?:has)?failed|"
    r"role[^.]{0,90}?must(?:allow|trust|permit|be(?:assumable|trusted)by)[^.]{0,60}?(?:toassume|\.amazonaws\.com)|"
    rf"role:?({_ARN})?[^.]{{0,40}}?{_LACKS}{_QUALITY}(?:trustrelationship|trustpolicy|trustedentit)|"
    r"(?:missing|lacks?|no)[a-z0-9.-]{0,40}?principalin(?:the|its)?(?:roles?)?trust(?:policy|relationship)|"
    r"trust(?:policy|relationship)[^.]{0,80}?(?:do(?:es)?n[o’]?t|didn[o’]?t|failsto)(?:allow|permit|include|trust|grant|contain|let)"
)
_OF_WHOM = r"(?:iam|service|execution|provided|specified|instance|task|linked|customer|delivery|access|supplied|crawler|job|the|your|this)"
_LACKING = lazy_regex(
    rf"{_OF_WHOM}?role(?:for(?:the|your|this|its)[a-z]{{2,30}}?|:?(?P<which>{_ARN}?|[\w+=,.@-]{{1,64}}?))?(?:provided|specified|used[a-z]{{2,40}}?)?"
    rf"(?:{_LACKS}{_QUALITY}(?:[a-z0-9]{{2,30}}?)?(?:permission|access|privilege|polic(?:y|ies)(?:attached|associated))|"
    r"(?:do(?:es)?n[o’]?t|didn[o’]?t)(?:allow|permit|grant|authori[sz]e))|"
    rf"(?:insufficient|missing|inadequate|incorrect|invalid)(?:iam)?permissions?(?:on|for|in|of|with){_WHICH}role({_ARN})?"
)
# What services ask for beside an error, or in the place of one.
_ASKED = lazy_regex(
    rf"{_ASK}[^.]{{0,120}}?(?:(trustrelationship|trustpolicy|assumerolepolicy|trustedentit)|"
    rf"{_OF_WHOM}role:?({_ARN})?[^.]{{0,80}}?ha(?:s|ve){_QUALITY}(?:[\w:*]{{2,60}}?)?(?:permission|access|privilege))"
)


# What a text has that holds a sentence of a shape: looking for it costs little.
_WANTING = (
    "nothave",
    "nthave",
    "lack",
    "missing",
    "insufficient",
    "hasno",
    "inadequate",
    "incorrect",
    "invalid",
    "without",
    *("notallow", "ntallow", "notgrant", "ntgrant", "notpermit", "ntpermit", "notauthori", "ntauthori"),
)
_ASKING = ("check", "verify", "ensure", "makesure", "confirm", "validate")


def shortcomings(squeezed: Squeezed) -> Iterator[prose.Said]:
    """Every sentence of such a shape."""
    chars = squeezed.chars
    if "role" not in chars:
        return
    if chars.count("assum") > chars.count("assumed-role") or "must" in chars or "trust" in chars:
        yield from _of_shape(squeezed, _NOT_ASSUMED)
    if any(word in chars for word in _WANTING):
        yield from _of_shape(squeezed, _LACKING)
    if any(word in chars for word in _ASKING):
        yield from _of_shape(squeezed, _ASKED)


def _of_shape(squeezed: Squeezed, shape: re.Pattern[str]) -> Iterator[prose.Said]:
    for match in shape.finditer(squeezed.chars):
        if found := _shortcoming(squeezed, match, shape):
            yield found


def _shortcoming(squeezed: Squeezed, match: re.Match[str], shape: re.Pattern[str]) -> prose.Said | None:
    text = squeezed.text.chars
    start, end = squeezed.region(*match.span())
    named = next((at for at, value in enumerate(match.groups(), 1) if value and ":role/" in value), None)
    role = values.arn(squeezed, match.start(named), len(squeezed.chars)) if named else None
    if named and role and match.end(named) == match.end():
        end = role.end  # in the squeezed text the ARN runs on into the next sentence
    if not prose.is_error(text, start, end) or prose.is_conditional(text, start):
        return None
    which = match["which"] if shape is _LACKING else None
    if which and " " in text[slice(*squeezed.region(*match.span("which")))].strip():
        return None  # a sentence about something else stands between
    trust = shape is _NOT_ASSUMED or (shape is _ASKED and match[1] is not None)
    line = max(0, match.start() - _OWNER)
    of_function = _OF_FUNCTION.search(squeezed.chars, line, match.end()) is not None
    own = shape is _NOT_ASSUMED and (_OF_TRUST.search(match[0]) or _by_a_service(text, start))
    kind = "asked" if shape is _ASKED else "said" if own else "role"
    if trust:
        section = "execution-role-trust" if of_function else "assume-role"
        return prose.Said(start, end, kind, section, "sts:AssumeRole", {"resource": role} if role else {})
    section = "execution-role-permissions" if of_function else "role-callers"
    return prose.Said(start, end, kind, section, None, {"principal": role} if role else {})


def _by_a_service(text: str, start: int) -> bool:
    """Whether a service says that it can't assume a role, and not a tool that wants credentials."""
    line = max(text.rfind("\n", 0, start) + 1, start - _SUBJECT)
    return names_one(text, line, start) or _ANSWER.search(text, line, start) is not None


_SUBJECT = 80
_ANSWER = lazy_regex(r"\b(?:Invalid|Validation|BadRequest)\w{0,30}: (?:\w+ ){0,4}$")
# A sentence about the trust policy itself tells the cause.
_OF_TRUST = lazy_regex(r"trust(?:policy|relationship|edentit)")
# The role that a function acts with: "the function's execution role", "your Lambda execution role".
_OF_FUNCTION = lazy_regex(r"(?:function(?:[’']?s)?|lambda)(?:iam)?execution-?role")
_OWNER = 24


# What ECS fetches before a task starts, and the action of its execution role. ECS cuts its reasons off after 255
# characters, often within the message.
_FETCHED = (
    (lazy_regex(r"retrieve secrets? from ssm\b"), "ssm:GetParameters"),
    (lazy_regex(r"retrieve secrets? from asm\b"), "secretsmanager:GetSecretValue"),
    (lazy_regex(r"retrieve ecr registry auth\b"), "ecr:GetAuthorizationToken"),
)
_SECRET = lazy_regex(
    r"failed to fetch secret (?P<secret>arn:aws[a-z-]*:secretsmanager:[\w:/+=.@*-]{10,700}) "
)


def fetching(text: str, start: int, end: int) -> tuple[str, dict[str, Region]] | None:
    """The action that the execution role of a task lacks, where a reason that ECS gives is cut off, and the
    secret."""
    if text.rfind("ResourceInitializationError", start, end) < 0:
        return None
    action = next((action for form, action in _FETCHED if form.search(text, start, end)), None)
    secret = _SECRET.search(text, start, end)
    slots = {"resource": Region(secret["secret"], *secret.span("secret"))} if secret else {}
    return (action, slots) if action else None

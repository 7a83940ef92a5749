"""Refusals without the main message: a code and an operation, S3's two words, EC2's encoded message, a lost
text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import field, replace
from functools import lru_cache

from ..text.records import Records
from ..text.regex import lazy_regex
from ..text.squeeze import Squeezed
from ..values import dataclass
from . import codes, linked, roles, targets, unexplained
from .context import encoded_message
from .frames import Frame, Frames
from .region import Region
from .sighted import WORDLESS, is_of_aws, sightings
from .values import full_line


@dataclass(frozen=True, slots=True)
class Plain:
    """One refusal without the main message: its place in the text, its kind, the section its code leads to.

    *whole* says that it is a client's sentence with words of its own, so that what stands beside it is
    another error; *free* that it is a code alone, which belongs to whatever its record tells; *action* what
    was denied, where the sentence says it in other words.
    """

    start: int
    end: int
    kind: str
    section: str | None = None
    whole: bool = False
    free: bool = False
    action: str | None = None
    slots: dict[str, Region] = field(default_factory=dict)


_EC2 = lazy_regex(r"youarenotauthorizedtoperformthisoperation")
_AWS = lazy_regex(
    r"unauthorizedoperation|encodedauthorization|amazon|arn:|(?<![a-z])(?:ec2|aws|cdk)|amplify|anerroroccurredduringthe(?:push|publish|pull|init)operation|karpenter|cloudformation|statuscode:403,requestid:"
)
# Only S3 has no more to say than "Access Denied" to its own code AccessDenied. Here and below each alternative
# begins with a letter of its own: then looking for them costs little.
_AGAIN = r"[:,]{1,2}(?:errormessage:|message:)?accessdenied"
_S3_TWICE = lazy_regex(
    rf"accessdenied{_AGAIN}|amazons3exception{_AGAIN}|s3exception{_AGAIN}|errormessage:accessdenied,errortype:accessdenied|"
    r"accessdenied\(statuscode:403;errorcode:accessdenied\)|accessdenied\(403\):accessdenied"
)
_NOTHING = r":(?:null|none|undefined|unknownerror|unknown|statuscode:40[03])"
_LOST = lazy_regex(
    rf"accessdenied(?:exception|fault)?{_NOTHING}|unauthorizedoperation{_NOTHING}|"
    r"message:(?:null|none|undefined),(?:name|code):accessdenied(?:exception|fault)?|unhandlederror\(accessdenied(?:exception)?\)|"
    r"accessdeniedexception\(service:|null\(service:[^)]{3,200}accessdeniedexception"
)
# Symfony and others have an exception of this name, with these words: only beside a word of AWS is it AWS's.
_TWICE = lazy_regex(r"accessdeniedexception:accessdenied")
# CloudFormation names the call; S3 says no more to it than these two words.
_S3_API = lazy_regex(r"(?:api:)?s3:[a-z]{3,60}?accessdenied")
# What tells that S3 answered, which may say no more than two words.
_S3 = lazy_regex(
    r"s3(?:service)?exception|s3responseerror|s3(?:api)?(?:returned)?error|services/s3\.js|s3\.extracterror|client-s3|aws-sdk-s3|amazons3|aws::s3|service:s3|errors3:|[/.]s3[.-][a-z0-9.-]{0,40}amazonaws|hostid:|"
    r"extendedrequestid|rest\.(?:get|put|head|delete|post|copy)\.|s3bucket|s3object|headobject|headbucket|s3://|3responseerror"
)
_S3_ID = lazy_regex(r"[rR]equest[ -]?I[dD][\"']?\s{0,2}[:=>]\s{0,2}[\"']?(?=[A-Z]{0,15}\d)[0-9A-Z]{16}\b")
# Sign-in services have a code of the same name for a wrong password.
_SIGN_IN = lazy_regex(
    r"password|logintoken|tokenexpired|invalidtoken|refreshtoken|accesstoken|secrethash|userisdisabled|notconfirmed|invalidsession|verificationcode|usernameor|signin"
)
# The calls of IAM Identity Center that fetch credentials: what they deny is a sign-in, not an action of IAM.
# Organizations has calls of the same names, and other codes.
_SSO = lazy_regex(
    r"getrolecredentials|listaccountroles|listaccounts|createtoken|registerclient|getcallertoken"
)
# Lambda's own answer for a function URL: a function that answers 403 itself has neither this header nor this
# capital letter.
_URL = lazy_regex(r"\.lambda-url\.[a-z0-9-]{5,30}\.on\.aws\b")
_URL_REFUSED = lazy_regex(
    r"[xX]-[aA]mzn-[eE]rror[tT]ype:\s{0,4}(AccessDeniedException)|\"Message\"\s{0,4}:\s{0,4}(?:null|\"Forbidden\")"
)
# SQS's sentence, which has no code.
_QUEUE = lazy_regex(r"accesstotheresourcehttps://[a-z0-9.-]{3,60}\.amazonaws\.com(?:\.cn)?/")
_CALLER = lazy_regex(
    r"arn:aws[a-z-]{0,12}:(?:sts|iam)::[^:\s]{0,40}:(?:assumed-role|user|federated-user)/[\w+=,.@/-]{1,200}"
)
_CALLER_BEHIND = lazy_regex(rf"[:\s\"']{{1,6}}User: ?({_CALLER.pattern})")
_S3_OPERATIONS = lazy_regex(
    r"(?:Get|Put|Head|Copy|Delete|Upload|List|Create|Restore|Select)(?=\w{0,40}?(?:Object|Bucket|Part|Multipart))\w{0,80}$",
    re.IGNORECASE,
)


# Quotas of policies: too long, too many, too many versions. Sources:
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html and
# https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html
_QUOTA = lazy_regex(
    r"cannotexceed(?:the)?quotafor[a-z]{0,40}?(?:polic(?:y|ies)|acl)[a-z]{0,40}|managedpolicycanhaveupto\d{1,3}versions"
)


def refusals(
    squeezed: Squeezed, frames: Frames, records: Records, is_told: Callable[[int], bool]
) -> Iterator[Plain]:
    """Every refusal of these kinds, in no order; they may overlap messages that say more. *is_told* says
    whether one stands close to a place."""
    text = squeezed.text.chars
    for found in _refusals(squeezed, frames, records, is_told):
        start, end = max(records.start(found.start), found.start - 400), found.end + 400
        end = min(end, records.end(found.start))
        if text.find(_AZURES, start, end) < 0 and not _ELSEWHERE.search(text, start, end):
            fetched = roles.fetching(text, start, found.start) if found.free and not found.section else None
            yield replace(found, action=fetched[0], slots={**found.slots, **fetched[1]}) if fetched else found


_AZURES = "This request is not authorized to perform this operation"
# Others speak S3's language, or have codes of the same names.
_ELSEWHERE = lazy_regex(
    r"gserviceaccount\.com|googleapis\.com|storage\.objects\.|aliyuncs\.com|myqcloud\.com|myhuaweicloud\.com|core\.windows\.net|digitaloceanspaces\.com|wasabisys\.com|"
    r"backblazeb2\.com|cloud-object-storage|[cC]leversafe|x-clv-|your-objectstorage\.com|vultrobjects\.com|storjshare\.io|idrivee2|selcloud\.ru|exo\.io|filebase\.com|"
    r"cloudflarestorage\.com|oraclecloud\.com|yandexcloud\.net|scw\.cloud|ovh\.net|linodeobjects\.com|[mM]in[iI][oO]|\bqcs::|\bacs:[a-z]{2,20}:|[aA]liyun|[tT]encent ?[cC]loud"
)


def _refusals(
    squeezed: Squeezed, frames: Frames, records: Records, is_told: Callable[[int], bool]
) -> Iterator[Plain]:
    text, chars = squeezed.text.chars, squeezed.chars
    for frame in frames:
        if found := _framed(squeezed, frame, records):
            yield found
    for match in _EC2.finditer(chars):
        # Other products use this sentence as well: only beside a word of AWS is it EC2's.
        if not _AWS.search(chars, max(0, match.start() - 400), match.end() + 200):
            continue
        encoded = encoded_message(squeezed, match.end(), min(len(chars), match.end() + 80))
        start, stop = squeezed.region(match.start(), match.end())
        lead = chars.startswith((".encodedauthorization", "encodedauthorization"), match.end())
        slots = {"encoded_message": encoded} if encoded else {}
        line = text.rfind("\n", 0, start) + 1
        if caller := _CALLER.search(text, line, start):
            slots["principal"] = Region(caller[0], caller.start(), caller.end())
        yield Plain(start, encoded[2] if encoded else stop, "encoded" if lead else "ec2", slots=slots)
    yield from _coded(squeezed, records, is_told)
    yield from _two_words(squeezed)
    yield from _function_urls(text)
    for start, stop, whose in unexplained.denials(squeezed, records, is_told):
        section = {"ecr": "container-image", "sign-in": "credentials", "kms": "kms"}.get(whose)
        kind = "code" if section else "s3" if whose == "s3" else "lost"
        yield Plain(start, stop, kind, section, free=True)
    for said in (*roles.shortcomings(squeezed), *linked.roles(squeezed), *targets.shut(squeezed)):
        yield Plain(said.start, said.end, said.kind, said.section, action=said.action, slots=said.slots)
    for match in _QUOTA.finditer(chars):
        yield Plain(*squeezed.region(match.start(), match.end()), "code", "policy-validation")
    for match in _named(squeezed):
        named = {"error_code": Region(match[1], match.start(), match.end())}
        yield Plain(match.start(), match.end(), "code", codes.SECTIONS[match[1].lower()], slots=named)


def _named(squeezed: Squeezed) -> Iterator[re.Match[str]]:
    """The codes of the text that have a section: which of them it holds is much faster to see than where all
    of them may stand."""
    present = tuple(code for code in codes.SECTIONS if code in squeezed.chars)
    if present:
        yield from _code_pattern(present).finditer(squeezed.text.chars)


@lru_cache(maxsize=64)
def _code_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        r"(?<![a-z])(" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?![a-z])",
        re.IGNORECASE,
    )


def _framed(squeezed: Squeezed, frame: Frame, records: Records) -> Plain | None:
    """The refusal that a client's frame tells by its code, or by a status where it has no code."""
    text, chars, code = squeezed.text.chars, squeezed.chars, frame.code
    told = frame.slots.get("said")
    said = text[told.start : told.end] if told else text[frame.end : frame.end + 200]
    operation = frame.slots["operation"].value if "operation" in frame.slots else ""
    end, whole = _sentence(text, frame.end) if frame.whole else (frame.end, False)
    if codes.denied(code):
        if _is_sign_in(code, chars, frame.first, frame.last):
            return None
        generic = chars.startswith(("code:", "error:", "errortype:"), frame.first)  # as anybody names fields
        if generic and not is_of_aws(text, frame.start, frame.end, code or ""):
            return None
        # HTTP's own words, as a web framework answers for itself behind a host of AWS.
        if chars.startswith("error:", frame.first) and codes.bare(code or "") in (
            "forbidden",
            "unauthorized",
        ):
            return None
        if _SSO.fullmatch(operation.lower()) and not codes.bare(code or "").startswith("accessdenied"):
            return Plain(frame.start, end, "code", "credentials", whole)
        of_s3 = (
            frame.service in ("s3", "amazons3")
            or (chars.startswith("<code>", frame.first) and not said.startswith("User:"))
            or bool(_S3_OPERATIONS.fullmatch(operation))
        )
        if not operation or not frame.whole:
            wordless = frame.side == "behind" or WORDLESS.match(said) is not None
            of_s3 = wordless and (of_s3 or _of_s3(squeezed, records, frame.start, frame.end))
        return Plain(frame.start, end, "s3" if of_s3 else "refused", whole=whole, free=frame.side != "front")
    if section := codes.section(code):
        return Plain(frame.start, end, "code", section, whole)
    if codes.quota(code) and _QUOTA.search(chars, frame.last, frame.last + 200):
        return Plain(frame.start, end, "code", "policy-validation", whole)
    if (
        not code
        and frame.status == "403"
        and _nothing_said(squeezed, frame, records)
        and _of_s3(squeezed, records, frame.start, frame.end)
    ):
        return Plain(frame.start, end, "s3")
    return None


def _nothing_said(squeezed: Squeezed, frame: Frame, records: Records) -> bool:
    """Whether a frame without a code has no sentence beside it either."""
    before = squeezed.chars[max(squeezed.index(records.start(frame.start)), frame.first - 400) : frame.first]
    if frame.side == "front":
        return "operation" in frame.slots and frame.slots["operation"].value.lower().startswith("head")
    return "notauthorized" not in before and (_BARE.search(before) is not None or "403" in before)


_BARE = lazy_regex(
    r"(?:accessdenied|forbidden|null|unknownerror|exception)[.:,]?$|forbidden:|unknownerror|accessdenied"
)


def _of_s3(squeezed: Squeezed, records: Records, start: int, end: int) -> bool:
    """Whether something near says that S3 answered; its request ids are of a kind of their own."""
    begin, stop = max(records.start(start), start - 400), min(records.end(start), end + 400)
    said = _S3.search(squeezed.chars, squeezed.index(begin), squeezed.index(stop))
    return said is not None or _S3_ID.search(squeezed.text.chars, begin, stop) is not None


def _is_sign_in(code: str | None, chars: str, start: int, end: int) -> bool:
    """Whether a code that could mean a permission is about a password or a token of a user pool."""
    return (
        codes.bare(code or "") in ("notauthorizedexception", "unauthorizedexception")
        and _SIGN_IN.search(chars, start, end + 120) is not None
    )


def _coded(squeezed: Squeezed, records: Records, is_told: Callable[[int], bool]) -> Iterator[Plain]:
    """Denied codes that stand free, beside a sign of AWS: ``AccessDeniedException: any sentence``."""
    chars = squeezed.chars
    for code in sightings(squeezed, is_told):
        first, last = squeezed.index(code.start), squeezed.index(code.end)
        if _is_sign_in(code.value, chars, first, last):
            continue
        bare = WORDLESS.match(squeezed.text.chars, code.end) is not None
        kind = (
            "s3"
            if bare and _of_s3(squeezed, records, code.start, code.end)
            else "lost"
            if bare
            else "refused"
        )
        slots, end = {"error_code": code}, code.end
        if caller := _CALLER_BEHIND.match(squeezed.text.chars, code.end):
            slots["principal"] = Region(caller[1], *caller.span(1))
            end = caller.end()
        yield Plain(code.start, end, kind, whole=end > code.end, free=end == code.end, slots=slots)
    for match in _QUEUE.finditer(chars):
        yield Plain(*squeezed.region(*match.span()), "refused")


def _two_words(squeezed: Squeezed) -> Iterator[Plain]:
    """S3's two words, and refusals whose text is lost."""
    text, chars = squeezed.text.chars, squeezed.chars
    for kind, pattern in (("s3", _S3_TWICE), ("s3", _S3_API), ("lost", _LOST), ("lost", _TWICE)):
        for match in pattern.finditer(chars):
            start, stop = squeezed.region(match.start(), match.end())
            # Where the blank after a word is squeezed away, only the text tells whether the word goes on.
            if text[stop : stop + 1].isalpha() and text[stop - 1].isalpha():
                continue
            if pattern is _S3_API and text[max(0, start - 1) : start].isalnum():
                continue
            # CloudFormation and others write the second word small; S3 does not.
            said = "lost" if text.endswith("Access denied", start, stop) else kind
            doubted = pattern is _TWICE or said != kind
            if not doubted or _AWS.search(chars, max(0, match.start() - 400), match.end() + 200):
                yield Plain(start, stop, said)


def _function_urls(text: str) -> Iterator[Plain]:
    """Lambda's answers for function URLs, beside the URL."""
    for match in _URL_REFUSED.finditer(text) if ".lambda-url." in text else ():
        if _URL.search(text, max(0, match.start() - 3_000), match.end() + 600):
            named = {"error_code": Region(match[1], match.start(1), match.end(1))} if match[1] else {}
            yield Plain(match.start(), match.end(), "code", "function-url", slots=named)


def _sentence(text: str, start: int) -> tuple[int, bool]:
    """Where the sentence behind a client's frame ends, and whether there is one."""
    end = _line_end(text, start)
    said = any(char.isalpha() for char in text[start:end])
    # A window's edge may break the sentence: it goes on while lines are full, unless the next line begins as
    # a log's next line does.
    while text[end : end + 1] == "\n" and end - start < 600:
        line, next_end = text.rfind("\n", 0, end) + 1, _line_end(text, end + 1)
        if not (full_line(text, end) or full_line(text, next_end)):
            break
        if text[line : line + 8] == text[end + 1 : end + 9] or "rror occurred" in text[end + 1 : next_end]:
            break
        end = next_end
    return end, said


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start, start + 300)
    return end if end >= 0 else min(len(text), start + 300)

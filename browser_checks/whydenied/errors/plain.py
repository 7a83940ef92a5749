"""Refusals without the main message: a code and an operation, S3's two words, EC2's encoded message, a lost text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..text.squeeze import Squeezed
from . import codes
from .context import Region, encoded_message
from .values import full_line
from .wrappers import CLIENT_ERROR, GO_CALL, GO_CODE


@dataclass(frozen=True, slots=True)
class Plain:
    """One refusal without the main message: its place in the text, its kind, the section its code leads to.

    *whole* says that it is a client's sentence with words of its own, so that what stands beside it is another error.
    """

    start: int
    end: int
    kind: str
    section: str | None = None
    whole: bool = False
    slots: dict[str, Region] = field(default_factory=dict)


_EC2 = re.compile(r"youarenotauthorizedtoperformthisoperation")
_AWS = re.compile(
    r"unauthorizedoperation|encodedauthorization|amazon|arn:|(?<![a-z])(?:ec2|aws|cdk)|amplify|karpenter|cloudformation|statuscode:403,requestid:"
)
_S3_XML = re.compile(r"<code>accessdenied</code>(?:<message>accessdenied</message>)?")
_S3_WORDS = re.compile(r"(?:accessdenied|forbidden)\((?:service:(?:amazon)?s3[;,])")
# Only S3 has no more to say than "Access Denied" to its own code AccessDenied.
_S3_TWICE = re.compile(
    r"(?:accessdenied|(?:amazon)?s3exception)[:,]{1,2}(?:errormessage:|message:)?accessdenied|accessdenied\(aws::s3::errors::accessdenied\)"
)
# CloudFormation names the call; S3 says no more to it than these two words.
_S3_API = re.compile(r"api:s3:[a-z]{3,60}?accessdenied(?![a-z])")
# A HEAD request has no text: the SDK for JavaScript prints its status's name, and no message.
_S3_HEAD = re.compile(r"forbidden:null.{0,400}?(?:/services/s3\.js|s3\.extracterror)")
_S3_GO = re.compile(r"operationerrors3:[a-z0-9]+,.{0,400}?apierror(?:accessdenied|forbidden)(?!:user)")
_LOST = re.compile(
    r"(?:accessdenied(?:exception|fault)?|unauthorizedoperation):(?:null|none|undefined|unknownerror|unknown|statuscode:40[03])"
    r"|message:(?:null|none|undefined),(?:name|code):accessdenied(?:exception|fault)?(?![a-z])"
    r"|unhandlederror\(accessdenied(?:exception)?\)|accessdeniedexception\(service:|(?:message:)?null\(service:[^)]{3,200}accessdeniedexception"
)
# Symfony and others have an exception of this name, with these words: only beside a word of AWS is it AWS's.
_TWICE = re.compile(r"accessdeniedexception:accessdenied(?![a-z])")
# Lambda's own answer for a function URL: a function that answers 403 itself has neither this header nor this capital letter.
_URL = re.compile(r"\.lambda-url\.[a-z0-9-]{5,30}\.on\.aws\b")
_URL_REFUSED = re.compile(r"[xX]-[aA]mzn-[eE]rror[tT]ype:\s{0,4}(AccessDeniedException)|\"Message\"\s{0,4}:\s{0,4}(?:null|\"Forbidden\")")
# The other clients' frames around a text that says no more: Java's behind it, JavaScript's around it; and SQS's sentence.
_JAVA = re.compile(r"\(service:[a-z0-9]{2,40};statuscode:\d{3};errorcode:([a-z.]{4,60});")
_SCRIPT = re.compile(r"(?<![a-z.])accessdenied(?:exception)?:.{1,800}?\$fault:client")
_QUEUE = re.compile(r"accesstotheresourcehttps://[a-z0-9.-]{3,60}\.amazonaws\.com(?:\.cn)?/")
_CALLER = re.compile(r"arn:aws[a-z-]{0,12}:(?:sts|iam)::[^:\s]{0,40}:(?:assumed-role|user|federated-user)/[\w+=,.@/-]{1,200}")
_CODE = re.compile(r"(?<![a-z])(" + "|".join(map(re.escape, sorted(codes.SECTIONS, key=len, reverse=True))) + r")(?![a-z])", re.IGNORECASE)
_S3_OPERATIONS = re.compile(
    r"(?:Get|Put|Head|Copy|Delete|Upload|List|Create|Restore|Select)\w{0,40}(?:Object|Bucket|Part|Multipart|Objects|Buckets)\w{0,40}$"
)


# Quotas of policies: too long, too many, too many versions. Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html and
# https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html
_QUOTA = re.compile(r"cannotexceedquotafor[a-z]{0,40}?(?:polic(?:y|ies)|acl)[a-z]{0,40}|managedpolicycanhaveupto\d{1,3}versions")


def refusals(squeezed: Squeezed) -> Iterator[Plain]:
    """Every refusal of these kinds, in no order; they may overlap messages that say more."""
    text, chars = squeezed.text.chars, squeezed.chars
    for match in CLIENT_ERROR.finditer(chars):
        code, start = match[1], squeezed.place(match.start())
        end, whole = _sentence(text, squeezed.end(match.end()))
        if code in codes.REFUSED:
            operation = "".join(text[slice(*squeezed.region(*match.span(2)))].split())
            yield Plain(start, end, "s3" if _S3_OPERATIONS.fullmatch(operation) else "refused", whole=whole)
        elif code in codes.SECTIONS:
            yield Plain(start, end, "code", codes.SECTIONS[code], whole)
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
            slots["principal"] = (caller[0], caller.start(), caller.end())
        yield Plain(start, encoded[2] if encoded else stop, "encoded" if lead else "ec2", slots=slots)
    yield from _framed(squeezed)
    yield from _two_words(squeezed)
    yield from _function_urls(text)
    for match in _QUOTA.finditer(chars):
        yield Plain(*squeezed.region(match.start(), match.end()), "code", "policy-validation")
    for match in _CODE.finditer(text):
        named = {"error_code": (match[1], match.start(), match.end())}
        yield Plain(match.start(), match.end(), "code", codes.SECTIONS[match[1].lower()], slots=named)


def _framed(squeezed: Squeezed) -> Iterator[Plain]:
    """Refusals that only a client's frame tells, whatever the text in it says."""
    chars = squeezed.chars
    for call in GO_CALL.finditer(chars):
        code = GO_CODE.match(chars, call.end())
        if code and code[1] in codes.REFUSED:
            yield Plain(*squeezed.region(call.start(), code.end()), "refused")
    for match in _JAVA.finditer(chars):
        if match[1] in codes.REFUSED:
            yield Plain(*squeezed.region(*match.span()), "refused")
    for pattern in (_SCRIPT, _QUEUE) if "$fault" in chars else (_QUEUE,):
        for match in pattern.finditer(chars):
            yield Plain(*squeezed.region(*match.span()), "refused")


def _two_words(squeezed: Squeezed) -> Iterator[Plain]:
    """S3's two words, and refusals whose text is lost."""
    text, chars = squeezed.text.chars, squeezed.chars
    for kind, patterns in (("s3", (_S3_XML, _S3_WORDS, _S3_TWICE, _S3_API, _S3_HEAD, _S3_GO)), ("lost", (_LOST, _TWICE))):
        for pattern in patterns:
            for match in pattern.finditer(chars):
                start, stop = squeezed.region(match.start(), match.end())
                # Where the blank after a word is squeezed away, only the text tells whether the word goes on.
                if text[stop : stop + 1].isalpha() and text[stop - 1].isalpha():
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
            named = {"error_code": (match[1], match.start(1), match.end(1))} if match[1] else {}
            yield Plain(match.start(), match.end(), "code", "function-url", slots=named)


def _sentence(text: str, start: int) -> tuple[int, bool]:
    """Where the sentence behind a client's frame ends, and whether there is one."""
    end = _line_end(text, start)
    said = any(char.isalpha() for char in text[start:end])
    # A window's edge may break the sentence: it goes on while lines are full, unless the next line begins as a log's next line does.
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

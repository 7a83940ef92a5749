"""What stands around a message: error code, operation, service, request id, and the client that printed
it."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator

from ..text.regex import lazy_regex
from . import codes
from .region import Region

_NAME = r"[A-Za-z0-9_]{2,60}(?:\.[A-Za-z0-9_]{2,60}){0,3}"
# Places of an error code. Surest: a tool's own frame. Keyed: a field of that name. Last: what only hints at
# it.
_CLIENT_CODE = lazy_regex(rf"rror\s+occurred\s+\(\s*({_NAME})\s*\)")
_API_CODE = lazy_regex(rf"\bapi\s+error\s+({_NAME})\s*:")
# "EC2 Error Code: ..." inside a message of Lambda's is what another service told Lambda.
_ERROR_CODE = lazy_regex(rf"(?<!EC2 )(?<!S3 )\bError\s+Code:\s*({_NAME})")
_SUREST = (_CLIENT_CODE, _ERROR_CODE, _API_CODE, lazy_regex(rf"<Code>\s*({_NAME})\s*</Code>"))
_FIELD = lazy_regex(
    rf"[\"']?\b(?:errorCode|error_code|ErrorCode|__type|[cC]ode|errorType|code)[\"']?\s*[:=]\s*[\"'](?:[\w.]{{1,80}}\#)?({_NAME})[\"']"
)
_KEYED = (_FIELD, lazy_regex(r"x-amzn-ErrorType:\s*([A-Za-z]{3,60})", re.IGNORECASE))
_LAST = (
    lazy_regex(r"\bKMS\s+Exception:\s*([A-Za-z]{3,40}?Exception)"),
    lazy_regex(r"\bHandlerErrorCode:\s*([A-Za-z]{3,60})"),
)
_CODE_BEFORE = lazy_regex(
    r"(?<![\w.])((?:[A-Z][A-Za-z0-9]{0,40}(?:::[A-Z][A-Za-z0-9]{0,40}){2,3})|(?:[A-Za-z][\w]{1,30}\.){0,8}[A-Za-z]\w{2,60}|403)\s*[:(\]]"
)
_KNOWN_CODE = lazy_regex(
    r"(?<![\w.])((?:Client\.)?(?:[A-Z]\w{0,40}(?:AccessDenied|Unauthorized|Forbidden)\w{0,30}|AccessDenied(?:Exception|Fault)?|UnauthorizedOperation|"
    r"UnauthorizedAccess|AuthorizationError(?:Exception)?|NotAuthorized(?:Exception|Error)?|InvalidParameterValueException|"
    r"InvalidParameter(?:Exception|Value)?|InvalidArgument|InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|"
    r"ExpiredToken(?:Exception)?|SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature(?:Exception)?|"
    r"NoCredentialProviders|CredentialsProviderError|NoSuchEntity(?:Exception)?|MalformedPolicy(?:Document)?(?:Exception)?|PolicyNotAttachable|"
    r"PolicyLengthExceededException|InsufficientCapabilitiesException|AuthFailure|KMS\w{3,30}(?:Exception|Fault)|\w{2,30}AccessDeniedException))(?!\w)"
)
_BROKEN_CODE = lazy_regex(
    r"(?<![\w.])([A-Z][A-Za-z]{1,40})[ \t]{0,200}\n[ \t]{0,80}([A-Za-z]{1,40}):\s{0,90}\Z"
)
_OPERATION = (
    lazy_regex(r"when\s+calling\s+the\s+([A-Z][A-Za-z0-9]{2,60})\s+operation"),
    lazy_regex(r"operation\s+error\s+[A-Za-z0-9 ]{2,40}:\s*([A-Z][A-Za-z0-9]{2,60})\s*,"),
    lazy_regex(r"\[AWS [a-z0-9]{2,30} \d{3} [\d.]{1,10}s \d{1,3} retries\] ([a-z][A-Za-z0-9]{2,60})\("),
    lazy_regex(r"\bCall failed: ([a-z][A-Za-z0-9]{2,60})\("),
    lazy_regex(r"\"eventName\"\s*:\s*\"([A-Za-z0-9]{2,60})\""),
    lazy_regex(r"Error executing \"([A-Z][A-Za-z0-9]{2,60})\" on"),
    # A row of a table: the source of an event, then its name.
    lazy_regex(
        r"[a-z0-9-]{2,40}\.amazonaws\.com(?:\s+|[\"' ]{0,2}[,|;][\"' ]{0,2})([A-Z][A-Za-z0-9]{2,60})[\s,|;\"']"
    ),
    # CloudFormation, which writes EC2's names small.
    lazy_regex(r"\bAPI:\s+[a-z0-9-]{2,30}:([A-Za-z][A-Za-z0-9]{2,60})\s"),
)
_REGION = r"[a-z]{2}(?:-[a-z]{2,9}){1,3}-\d"
_SERVICE = (
    lazy_regex(r"operation\s+error\s+([A-Z][A-Za-z0-9 ]{1,40}?)\s*:"),
    lazy_regex(r"\(Service:\s*([A-Za-z0-9 ]{2,40}?)\s*[;,]"),
    lazy_regex(r"\[AWS ([a-z0-9]{2,30}) \d{3} [\d.]{1,10}s "),
    lazy_regex(r"\"eventSource\"\s*:\s*\"([a-z0-9.-]{2,60})\""),
    lazy_regex(r"\bAPI:\s+([a-z0-9-]{2,30}):[A-Za-z]"),
    # The label before the Region: what stands before that names an account or a bucket.
    lazy_regex(rf"\b(?!{_REGION}\.)([a-z][a-z0-9-]{{1,39}})\.(?:{_REGION}\.)?(?:vpce\.)?amazonaws\.com"),
)
# These always stand in front of the message; a match behind it is of the next error.
_IN_FRONT = (_CLIENT_CODE, _API_CODE, _OPERATION[0], _OPERATION[1])
# What stands in every match: looking for it costs little.
_WORD_OF = {
    _OPERATION[0]: "calling",
    _OPERATION[1]: "operation",
    _OPERATION[4]: "eventName",
    _OPERATION[5]: "executing",
    _OPERATION[6]: "amazonaws.com",
    _SERVICE[0]: "operation",
    _SERVICE[1]: "(Service:",
    _SERVICE[3]: "eventSource",
    _SERVICE[4]: "API:",
    _SERVICE[5]: "amazonaws.com",
    _OPERATION[7]: "API:",
}
_REQUEST_ID = lazy_regex(
    r"(?:request\s?id|RequestId|requestId|requestID|aws_request_id|Request-Id)[\"']?\s*[:=>]\s*(?:(?:Optional|Some)\()?[\"']?([0-9A-Za-z][0-9A-Za-z-]{7,60})",
    re.IGNORECASE,
)
_RUBY = lazy_regex(r"\b(A[Ww][Ss]::[A-Za-z0-9]{2,40}::Errors::[A-Za-z0-9]{3,60})")
# The class of all of a service's errors in Java; what was wrong stands elsewhere.
_JAVA_CLASS = lazy_regex(r"Amazon[A-Z]\w{0,30}Exception")
# What a language's optional values put between the code and the message.
_OPENED = lazy_regex(r"[\s\"']{0,4}(?:Optional|Some|message|Message|text)[\s]{0,2}[(:=][\s\"']{0,4}")
# A sentence may begin before the words of it that are known.
_SENTENCE = lazy_regex(r"[ \"']{1,3}(?:[\w'\u2019-]{1,20} ){1,6}")
# "Client.UnauthorizedOperation", "Lambda.AccessDeniedException": the name before the dot belongs to the code.
_OF_SERVICE = lazy_regex(r"[A-Z][A-Za-z0-9]{1,30}\.[A-Z]\w{2,60}")
_WRAPS = ("Optional", "Some", "message", "Message", "text")
_EXCEPTION_NAMES = lazy_regex(
    r"(?:Exception|Error|Fault|Denied|Operation|Token|Id|Match|Providers|Entity|Capabilities)$"
)
_NOT_A_CODE = {"denied", "error", "clienterror", "exception", "caused", "serverlesserror", "warning", "runtimeerror", "err", "error_code",
               "permissionerror", "fatal", "panic", "client", "servererror", "typeerror", "lambdafunctionexception", "sender",
               "botocore.exceptions.clienterror", "requestfailure", "errorstring", "wraperror", "operationerror", "handled", "unhandled", "unhandlederror", "clientexception"}  # fmt: skip


def read(
    chars: str,
    start: int,
    stop: int,
    message: tuple[int, int],
    known: Container[str] = (),
    field: Region | None = None,
) -> Iterator[tuple[str, Region]]:
    """The values around the *message* region that are not *known* yet, looked for between *start* and *stop*
    of the text.

    *field* is the code of a field beside it.
    """
    found: dict[str, Callable[[], Region | None]] = {
        "error_code": lambda: error_code(chars, start, stop, message, field),
        "operation": lambda: _nearest(_OPERATION, chars, start, stop, message),
        "service": lambda: _nearest(_SERVICE, chars, start, stop, message),
        "request_id": lambda: _region(
            _REQUEST_ID.search(chars, message[0], stop) or _REQUEST_ID.search(chars, start, message[0])
        ),
    }
    for name, look in found.items():
        if name not in known and (region := look()):
            yield name, region


def error_code(
    chars: str, start: int, stop: int, message: tuple[int, int], field: Region | None = None
) -> Region | None:
    """AWS's error code, from the surest place to the least sure one."""
    if ruby := _nearest((_RUBY,), chars, start, stop, message):
        return ruby
    surest = _nearest(_SUREST, chars, start, stop, message)
    if surest and _is_code(surest[0]):
        return surest
    before = [
        match
        for match in _CODE_BEFORE.finditer(chars, max(start, message[0] - 160), message[0] + 1)
        if match[1] not in _WRAPS
    ]
    if before and (
        message[0] - before[-1].end() <= 4
        or _OPENED.fullmatch(chars, before[-1].end(), message[0])
        or (before[-1][1].endswith("Exception") and _SENTENCE.fullmatch(chars, before[-1].end(), message[0]))
    ):
        value = before[-1][1]
        short = (
            value
            if "::" in value
            or value.startswith("Amazon.")
            or (_OF_SERVICE.fullmatch(value) and codes.is_known(value))
            else value.rsplit(".", 1)[-1]
        )
        if _is_code(short) and not _JAVA_CLASS.fullmatch(short) and _EXCEPTION_NAMES.search(short):
            end = before[-1].end(1)
            return Region(short, end - len(short), end)
    if field:
        return field
    keyed = _nearest(_KEYED, chars, start, stop, message)
    if keyed and _is_code(keyed[0]):
        return keyed
    known = [*_KNOWN_CODE.finditer(chars, max(start, message[0] - 400), message[1])]
    if known:
        return _region(known[-1])
    # A window's edge may break the code itself.
    broken = _BROKEN_CODE.search(chars, max(start, message[0] - 160), message[0])
    if broken and _KNOWN_CODE.fullmatch(broken[1] + broken[2]):
        return Region(broken[1] + broken[2], broken.start(), broken.end(2))
    after = _KNOWN_CODE.search(chars, message[1], min(stop, message[1] + 300))
    return _region(after) or _nearest(_LAST, chars, start, stop, message)


def _is_code(value: str) -> bool:
    return (value.lower() not in _NOT_A_CODE and not value.isdigit()) or value in ("403", "401", "400")


def _nearest(
    patterns: tuple[re.Pattern[str], ...], chars: str, start: int, stop: int, message: tuple[int, int]
) -> Region | None:
    """The match of the first pattern that matches at all, the one nearest to the message."""
    for pattern in patterns:
        if (word := _WORD_OF.get(pattern)) and chars.find(word, start, stop) < 0:
            continue
        best: re.Match[str] | None = None
        for match in pattern.finditer(chars, start, message[1] if pattern in _IN_FRONT else stop):
            if best is None or _distance(match, message) <= _distance(best, message):
                best = match
        if best and (pattern is not _FIELD or _is_code(best[1])):
            return _region(best)
    return None


def _distance(match: re.Match[str], message: tuple[int, int]) -> int:
    return max(message[0] - match.end(), match.start() - message[1], 0)


def _region(match: re.Match[str] | None) -> Region | None:
    return Region(re.sub(r"\s", "", match[1]), match.start(1), match.end(1)) if match else None

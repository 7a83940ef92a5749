"""Two words where AWS answered: "Access Denied", "403 Forbidden", beside something that only AWS leaves.

They say that AWS denied the call, and no more. Which service answered may still tell the section.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..text.records import Records
from ..text.regex import lazy_regex
from ..text.squeeze import Squeezed

_SIGN_IN = ("no basic auth credentials", "unauthorized: authentication required")
_WORDS = lazy_regex(
    r"(?<![\w/-])(?:Access [Dd]enied|AccessDenied|HTTP(?:/\d(?:\.\d)?)? 403\b|403[ :(]{1,2}(?:Forbidden|Access Denied)|"
    r"40[13] Client Error: \w*(?= ?for url: )|Forbidden(?=[\s.\"'},;)]{0,3}(?:$|\n|status|: Forbidden))|"
    r""
    + "|".join(_SIGN_IN)
    + r"|AccessDeniedException: (?=s3[a-z]?://)|(?:returned error|status(?: code)?|StatusCode|[cC]ode|HTTP Error)(?:=>|[:=])? ?[\[(]?403\b)"
)
_KEYS = ("accessdenied", "403", "forbidden", "nobasicauthcredentials", "authenticationrequired")
# Whose answer it is, the surest first. A host of a balancer, an instance, an API or a function answers for what
# runs behind it.
_AWS = (
    ("s3", lazy_regex(r"\bs3[a-z]?://|\bREST\.[A-Z]{3,8}\.[A-Z]|[/.]s3[.-][a-z0-9.-]{0,60}amazonaws\.com|amazon[-. ]?s3(?![a-z\d]*[-.]compatible)|\b[A-Z][a-z]+-S3[A-Z]\w+|S3Bucket=|\bS3Key=|x-amz-id-2|\baws s3(?:api)? |\bSpectrum Scan Error", re.IGNORECASE)),
    ("ecr", lazy_regex(r"\.dkr\.ecr\.[a-z0-9-]{5,30}\.amazonaws\.com")),
    (
        "aws",
        lazy_regex(
            r"(?<![\w.-])(?!(?:[\w-]{1,63}\.){0,6}(?:elb|compute|compute-1|execute-api|rds|es|lambda-url)\.)(?:[\w-]{1,63}\.){1,6}amazonaws\.com|"
            r"arn:aws[a-z-]{0,12}:[a-z0-9-]{2,40}:[\w-]{0,30}:[^:\s/]{0,40}:|(?:^|[$#>]) ?aws [a-z0-9-]{2,30} [a-z]|awsProvider\.js|plugins/aws/|aws-sdk[/-]|@aws-sdk/|\bbotocore\.|Serverless ?Error\b|x-amzn-requestid|\b(?:ebs|efs)[.-]csi\b|\bAWS permissions\b|software\.amazon\.awssdk|com\.amazonaws\.(?!serverless)|com\.aws\.greengrass|\bAmazon\.(?:PowerShell|Runtime|[A-Z]\w{1,40}\.Amazon\w{1,60}Exception)\b",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
)  # fmt: skip
# S3's own two words, and what they are about.
_S3_SAYS, _BUCKET = "Access Denied", lazy_regex(r"\b[bB]ucket\b")
# Somebody else's answer, whatever AWS stands beside it.
_OTHERS = lazy_regex(
    r"security_exception|nginx|Apache/|cloudflare|minio|github\.com|gitlab\.com|Kubernetes|\bkubectl|EACCES|E_ACCESSDENIED|for user '|Access is denied|"
    r"[tT]unnel connection failed|CONNECT tunnel|ProxyError|from proxy|[pP]roxy returns|proxyconnect|tunneling socket|X-Squid|RBAC: access denied|"
    r"runtime API|denied to \w|cannot (?:list|get|create|patch) resource|insufficient_scope|Vault"
)
_NEAR = 300
# Prose for a denial, which is AWS's only where the same line has an ARN, a client's frame or AWS's name.
_DONE = r"(?:access|use|read|write|call|invoke|publish|send|assume|decrypt|list|get|put)"
_PROSE = lazy_regex(
    r"[iI]nsufficient (?:\w{2,20} ){0,2}?(?:[pP]ermissions?|privileges?)\b|"
    r"[pP]ermission [dD]enied(?! ?\(publickey|:? ['\"/]| for (?:table|relation|schema|database|sequence|function))|"
    r"[dD]o(?:es)? ?n[o']t have (?:\w{2,20} ){0,2}?(?:access|permissions?) (?:to|for|on)\b|[aA]ccess (?:was|is|has been) denied|"
    rf"\bnot (?:allowed|permitted|authori[sz]ed) to {_DONE}\b"
)
_PROSE_KEYS = (
    *("insufficient", "permissiondenied", "nothave", "nthave", "wasdenied", "isdenied", "beendenied"),
    *("notallowedto", "notpermittedto"),
)
_UNAUTHORIZED, _MAIN = "notauthorizedto", "notauthorizedtoperform"
_OF_A_CALL = lazy_regex(
    r"arn:aws[a-z-]{0,12}:[a-z0-9-]{2,40}:[\w-]{0,30}:(?:[\dxX*]{2,12}:|:)|\(Service: [A-Z]|\b(?:AWS|Amazon) (?:[A-Z]|account)"
)
_KINDS = (
    ("kms", lazy_regex(r":kms:|\bKMS\b")),
    ("s3", lazy_regex(r"s3://|:s3:::|\bS3\b|\bbuckets?\b")),
)


# An address that is not AWS's.
_ADDRESS = lazy_regex(r"https?://(?![\w.-]{0,200}(?:amazonaws\.com|\.aws)\b)[\w.-]")


def _of_another_host(chars: str, words: re.Match[str]) -> bool:
    """Whether the line itself says whose answer it is."""
    start, end = chars.rfind("\n", 0, words.start()) + 1, chars.find("\n", words.end())
    line = start, end if end >= 0 else len(chars)
    return _ADDRESS.search(chars, *line) is not None and not any(
        sign.search(chars, *line) for _, sign in _AWS
    )


def denials(
    squeezed: Squeezed, records: Records, is_told: Callable[[int], bool]
) -> Iterator[tuple[int, int, str]]:
    """Where such words stand, and whose they are: ``s3``, ``ecr``, ``sign-in`` or ``aws``; the first ones of
    each record that nothing else tells."""
    chars = squeezed.text.chars
    unauthorized = squeezed.chars.count(_UNAUTHORIZED)
    in_prose = unauthorized and unauthorized > squeezed.chars.count(_MAIN)
    if in_prose or any(key in squeezed.chars for key in _PROSE_KEYS):
        yield from _in_prose(chars, records, is_told)
    if not any(key in squeezed.chars for key in _KEYS):
        return
    done = -1
    for match in _WORDS.finditer(chars):
        if match.start() < done or is_told(match.start()):
            continue
        start = max(records.start(match.start()), match.start() - _NEAR)
        end = min(records.end(match.start()), match.end() + _NEAR)
        whose = next((name for name, sign in _AWS if sign.search(chars, start, end)), None)
        if not whose and match[0] == _S3_SAYS and _BUCKET.search(chars, start, end):
            whose = "s3"
        if whose == "aws":
            line = records.line_start(match.start()), records.line_end(match.end())
            whose = about(chars, max(start, line[0]), min(end, line[1])) or whose
        if whose and not (_OTHERS.search(chars, start, end) or _of_another_host(chars, match)):
            yield match.start(), match.end(), "sign-in" if match[0] in _SIGN_IN else whose
            done = records.end(match.start())


def _in_prose(chars: str, records: Records, is_told: Callable[[int], bool]) -> Iterator[tuple[int, int, str]]:
    """Denials in words of nobody's list, in a line that only AWS leaves."""
    for match in _PROSE.finditer(chars):
        start, end = records.line_start(match.start()), records.line_end(match.end())
        start, end = max(start, match.start() - _NEAR), min(end, match.end() + _NEAR)
        if (
            not is_told(match.start())
            and _OF_A_CALL.search(chars, start, end)
            and not _OTHERS.search(chars, start, end)
            and "?" not in chars[match.end() : end]
        ):
            whose = next((name for name, sign in _KINDS if sign.search(chars, start, end)), "aws")
            yield match.start(), match.end(), whose


# A resource of another service than these.
_OTHER = lazy_regex(r"arn:aws[a-z-]{0,12}:(?!s3:|kms:|iam:|sts:)[a-z0-9-]{2,40}:")


def about(chars: str, start: int, end: int) -> str | None:
    """What the line between two places is about, ``kms`` or ``s3``; None for neither, for both, and for what
    names another service's resource."""
    if _OTHER.search(chars, start, end):
        return None
    found = [name for name, sign in _KINDS if sign.search(chars, start, end)]
    return found[0] if len(found) == 1 else None

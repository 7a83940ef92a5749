"""Codes that stand free in the text, without a client's frame around them: ``AccessDeniedException: any
sentence``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..text.regex import lazy_regex
from ..text.squeeze import Squeezed
from . import codes
from .region import Region

# Codes begin their words with capital letters, prose does not.
_KEY = lazy_regex(
    r"[aA]ccess_?Denied|[uU]nauthorized(?=[A-Z])|[nN]ot_?Authorized(?=[A-Z\W])|[fF]orbidden(?=Exception|:\s{0,3}(?:Forbidden|null\b))|[aA]uthorization(?:Error|Failure)(?=[A-Z]|\b)|"
    r"[iI]nsufficientPrivileges|[pP]ermissions?Denied"
)
_WORDS = (
    "accessdenied", "access_denied", "unauthorized", "notauthorized", "not_authorized", "forbidden", "authorizationerror",
    "authorizationfailure", "insufficientprivileges", "permissiondenied", "permissionsdenied",
)  # fmt: skip
# Whose text it is; the code's own name may say it as well.
_AWS = lazy_regex(
    r"status\s{1,4}code: ?\d{3}, ?request\s{1,4}id|Exception: [^\n]{0,200}status code: ?40[013]\b|[rR]equest[ -]?I[dD][\"']?\s{0,2}[:=]|__type|arn:aws[a-z-]{0,12}:[a-z0-9-]{2,40}:[\w-]{0,30}:[^:\s/]{0,40}:|amazonaws|\(Service: |aws-sdk|@smithy|aws::|\bAWS|\baws[ _-]|boto|\$fault|\$metadata|"
    r"x-amzn?-|com\.amazon|software\.amazon|Amazon[. A-Z]|AmazonS3|S3Exception|\bcdk\b|CloudFormation|S3Service|S3 error|\bs3[a-z]?://|S3Bucket|Status Code: \d{3}; Error Code: |"
    r"\"errors\\?\"\s{0,4}:\s{0,4}\[\s{0,20}\{\s{0,20}\\?\"errorType",  # AppSync's answers
)
# Names of services, which a code that only AWS has may stand beside.
_SERVICES = lazy_regex(
    r"\b(?:[lL]ambda [fF]unction|IAM|EC2|ECR|ECS|EKS|S3|KMS|SSM|SNS|SQS|DynamoDB|Kinesis|CloudWatch|cloudwatch_logs|PutLogEvents|Secrets ?Manager|API Gateway|Step Functions|Cloudwatch|"
    r"EventBridge|Bedrock|SageMaker|Route ?53|CodeBuild|CodePipeline|CodeDeploy|CodeCommit|Cognito|Athena|Redshift|Glue|Firehose|CloudFront|CloudTrail)\b"
)
_ONLY_AWS = ("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationErrorException")
WORDLESS = lazy_regex(
    r"(?![\s\"'`:,]{0,12}(?:[eE]rror)?[ ]?[mM]essage[\"']?\s{0,4}:\s{0,4}[\"']?(?!Access\s{1,4}Denied|Forbidden|null|None|undefined|Unknown)\w)"
    r"[\s\"'`:,({\[]{0,12}(?:(?:[eE]rror)?[ ]?[mM]essage[\"']?\s{0,4}:\s{0,4}[\"']?)?(?:Access\s{1,4}Denied|Forbidden|null|None|undefined|Unknown ?Error|UnknownError|403)?"
    r"(?=[\"'`]{0,2}\s{0,4}(?:$|\n|[.,;:(){}\[\]<]|status code|at [a-zA-Z]|403 |https?:|errorType))"
)
"""What stands behind a code where nothing more is said."""
# AWS's own sentence, cut behind its first word.
_CUT = lazy_regex(r": User: ?(?:\.{2,}|…|[*xX]{3,}|$|\n)")
# Codes that need nothing beside them where nothing more is said: whoever pastes one asks about AWS.
_ALONE = ("AccessDenied", "AccessDeniedException", "UnauthorizedOperation")
_NO_MORE = lazy_regex(
    r"[\"'`)\]}.;!?]{0,4}\s{0,4}(?:$|\n)|,? (?:errors?|exceptions?|while|when|during|after)\b|, [a-z]"
)
_BEFORE, _BEHIND = 500, 500
_OWN = lazy_regex(r"(?:com\.amazon|software\.amazon|Amazon\.|[aA][wW][sS](?:::|\.|\\))")
_NAME = lazy_regex(r"[\w.#:\\]")
_LONGEST = 120
# A file may be named after a code.
_FILE = lazy_regex(
    r"\.(?:py|rb|js|ts|tsx|mjs|go|java|kt|cs|php|rs|sh|ps1|md|txt|log|json|ya?ml|tf|html|png)\b"
)
# What is glued to a code whose message is lost.
_LOST = lazy_regex(r"(?<=Exception)(?:null|undefined|None)$")


def sightings(squeezed: Squeezed, is_told: Callable[[int], bool]) -> Iterator[Region]:
    """Every code of a denial that stands beside a sign of AWS, in order, but where the record *is_told*
    already."""
    chars = squeezed.text.chars
    for match in _keys(squeezed):
        if is_told(match.start()):
            continue
        start, end = match.span()
        while start > max(0, match.start() - _LONGEST) and _NAME.match(chars, start - 1):
            start -= 1
        while (
            end < match.end() + _LONGEST and end < len(chars) and (chars[end].isalnum() or chars[end] == "_")
        ):
            end += 1
        whole = _LOST.sub("", chars[start:end])
        end = start + len(whole)
        of_a_file = chars[max(0, start - 1) : start] in ("/", "-") or _FILE.match(chars, end)
        if not codes.denied(whole) or of_a_file:
            continue
        short = _short(whole)
        if is_of_aws(chars, start, end, whole) or (
            short in _ALONE and (_NO_MORE.match(chars, end) or _CUT.match(chars, end))
        ):
            yield Region(short, end - len(short), end)


def is_of_aws(chars: str, start: int, end: int, code: str) -> bool:
    """Whether a code that stands in a region is AWS's, by its name or by what stands beside it."""
    around = max(0, start - _BEFORE), end + _BEHIND
    return (
        _OWN.match(code) is not None
        or _AWS.search(chars, *around) is not None
        or (_short(code) in _ONLY_AWS and _SERVICES.search(chars, *around) is not None)
    )


def _keys(squeezed: Squeezed) -> Iterator[re.Match[str]]:
    """The words of codes in order; looking for them one by one is faster than for all at every place."""
    places = set()
    for word in _WORDS:
        at = squeezed.chars.find(word)
        while at >= 0:
            places.add(squeezed.place(at))
            at = squeezed.chars.find(word, at + len(word))
    for place in sorted(places):
        if match := _KEY.match(squeezed.text.chars, place):
            yield match


def _short(name: str) -> str:
    """A code without the package, module or field name before it; the name of a service stays."""
    if "::" in name:
        return name.lstrip(":.")
    name = re.split(r"[#:\\]", name)[-1]
    parts = name.split(".")
    return (
        ".".join(parts[-2:])
        if len(parts) == 2 and parts[0][:1].isupper() and parts[0] != "Amazon"
        else parts[-1]
    )

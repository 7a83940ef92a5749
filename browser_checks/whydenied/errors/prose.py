"""Whether a sentence of a service's own is an error of AWS: no advice, no documentation, no other product."""

from __future__ import annotations

from typing import NamedTuple

from ..aws.brands import names_one
from ..text.regex import lazy_regex
from .region import Region


class Said(NamedTuple):
    """What such a sentence says: its place, whether it tells the cause (``said``), what followed for
    a role (``role``), or only asks to look (``asked``), the section about it, the action that was denied, and what it names."""

    start: int
    end: int
    kind: str
    section: str
    action: str | None
    slots: dict[str, Region]


# Advice is no error: some word has to say that a call failed.
_FAILED = lazy_regex(
    r"denied|uthori[sz]ed|FAILED|[Ff]ail|[Ee]rror|[Ee]xception|[Ff]orbidden|[Uu]nable|not able|[Cc]ould ?n|[Cc]an ?n?[o']t|"
    r"[Ii]nsufficient|not have|n't have|lack|missing|[Ii]nvalid|[Nn]o permission|not (?:allow|grant|permit)|n't (?:allow|grant|permit)"
)
# Whose error: AWS's word stands beside it, or its ARN, or a code of a client.
_AWS = lazy_regex(
    r"arn:aws[a-z-]{0,12}:[a-z0-9-]{2,40}:[\w-]{0,30}:[^:\s/]{0,40}:|amazonaws|sts:|\bIAM\b|\bAWS\b|Amazon|[sS]ervice [rR]ole|[eE]xecution [rR]ole|An error occurred \(|HandlerErrorCode|"
    r"(?:Cloud(?:Trail|Watch|Formation)|Kinesis|Athena|EventBridge|Macie|GuardDuty|OpenSearch)|\bS3\b|AccessDenied|\(Service: |StatusCode: |status code: |[rR]equest ?I[dD]|__type|ValidationException|InvalidParameter|InvalidInput"
)
# Other products write IAM's ARNs without an account.
_FOREIGN = lazy_regex(r"arn:aws:iam::(?:role|user|policy)/")
_NEAR = 300
# What begins a sentence that tells what would be.
_CONDITIONAL = lazy_regex(r"\b(?:[Ii]f|[Ww]hen|[Uu]nless|[Ww]hether)\b")
_SENTENCE = lazy_regex(r"[.!?;:]\s|\n")


def is_error(text: str, start: int, end: int) -> bool:
    """Whether the words between two places stand among those of a failure of AWS's."""
    around = max(0, start - _NEAR), end + _NEAR
    if not has_failed(text, start, end) or _FOREIGN.search(text, *around):
        return False
    return _AWS.search(text, *around) is not None or names_one(text, *around)


def has_failed(text: str, start: int, end: int) -> bool:
    """Whether a word between two places, or beside them, says that something failed."""
    return _FAILED.search(text, max(0, start - _NEAR), end + _NEAR) is not None


def is_conditional(text: str, start: int) -> bool:
    """Whether the sentence around a place says "if" before it."""
    begin = max(0, start - _NEAR)
    ends = [match.end() for match in _SENTENCE.finditer(text, begin, start)]
    return _CONDITIONAL.search(text, ends[-1] if ends else begin, start) is not None

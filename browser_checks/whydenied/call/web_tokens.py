"""The web identity that CloudTrail records as the caller: its provider's ARN, the token's audience and its subject.

Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
"""

from __future__ import annotations

from typing import NamedTuple

from ..text.regex import lazy_regex

_RECORDED = lazy_regex(
    r"(arn:[\w-]+:iam::\d{12}:oidc-provider/([\w./-]{1,255})):([^:\s]{1,255}):(\S{1,1000})"
)


class Token(NamedTuple):
    """Who signed a token, for whom, and about whom."""

    provider: str
    issuer: str
    audience: str
    subject: str


def of_token(principal: str | None) -> Token | None:
    """The token of a recorded caller; None where the caller is no web identity."""
    found = _RECORDED.fullmatch(principal or "")
    return Token(found[1], found[2], found[3], found[4]) if found else None

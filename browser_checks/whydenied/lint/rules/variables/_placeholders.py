"""Words that stand where the reader's own value belongs: what documentation, templates and masks leave in a
policy."""

from __future__ import annotations

import re
from functools import lru_cache

from ....aws.data.regions import BY_PARTITION, REGIONS
from ....text.credentials import contains
from ....text.regex import lazy_regex
from ...patterns import arn

_WHAT = r"(?:account|acct|region|bucket|table|queue|topic|function|role|user|org|organization|domain|key|secret|stack|vpc|vpce|cluster|stream|log[-_ ]?group|app|application|partition|project|env|environment|stage)"
_PART = r"(?:[-_ ]?(?:id|name|number|no|num|code|arn|here))"

_ANYWHERE = lazy_regex(
    r"""
    <[A-Za-z][\w\ .:/-]{0,60}>                                         # <region>
  | \$\{AWS::[A-Za-z]{1,40}\}                                          # CloudFormation's, outside of Fn::Sub
  | \{\{[^{}]{1,60}\}\}                                                # {{ account }}
  | %[A-Z][A-Z_]{2,40}%                                                # %ACCOUNT_ID%
  | (?<![\w$])\$(?!(?:LATEST|DEFAULT)\b)[A-Z][A-Z_]{3,40}(?![\w(])      # $ACCOUNT_ID, but no version or stage of AWS's
  | __[A-Z][A-Z_]{2,40}__
  | (?<![A-Za-z0-9])(?:(?:AWS|YOUR|MY)[-_])?(?:ACCOUNT|ACCT)[-_]?(?:ID|NUMBER|NO|NUM)(?![A-Za-z0-9])
  | (?<![A-Za-z0-9])(?:AWS|YOUR|MY)[-_](?:ACCOUNT|REGION)(?![A-Za-z0-9])
  | (?<![A-Za-z0-9])(?:YOUR|INSERT|REPLACE|CHANGE|ENTER)[-_][A-Z][A-Z_-]{1,40}
  | (?<![A-Za-z0-9])(?:CHANGEME|CHANGE_ME|REPLACEME|REPLACE_ME|PLACEHOLDER)(?![A-Za-z0-9])
  | (?<![A-Za-z0-9])(?:BUCKET|TABLE|QUEUE|TOPIC|FUNCTION|ROLE|USER|ORG|REGION|SECRET|STACK)[-_](?:NAME|ID|ARN)(?![A-Za-z0-9])
    """,
    re.VERBOSE,
)
# In names that people choose, these are told from real ones by their form alone.
_IN_NAME = lazy_regex(
    rf"(?i)(?<![a-z0-9])your[-_](?:own[-_]|aws[-_]|s3[-_])?{_WHAT}|\[[a-z][\w -]{{2,40}}\]|\{{(?!user){_WHAT}{_PART}?\}}"
)
_SAMPLE = lazy_regex(r"DOC-EXAMPLE-BUCKET|EXAMPLE-BUCKET")
# A field of an ARN for an account or a Region holds nothing else, so any word in it is one.
_FIELD = lazy_regex(
    r"(?i)[<>{}\[\]$%()]|account|acct|region|your|x{4}|example|placeholder|todo|^id$|^_+$|redacted|masked|hidden|\.\.\.|^-+$|^#+$"
)
# A name for the whole ARN: QUEUE_ARN, topicArn.
_NAMED_ARN = lazy_regex(r"[A-Za-z][A-Za-z_-]{0,40}A(?:RN|rn)")
_IAM_VARIABLE = lazy_regex(r"\$\{[^{}:]{1,60}:[^{}:][^{}]{0,200}\}")
_SETTLED = frozenset({"", "*", *BY_PARTITION, *REGIONS})
_ACCOUNT = lazy_regex(
    r"(?i)x{6,14}|\*{12}|#{12}|(?:aws[-_ ]?|your[-_ ]?|my[-_ ]?)?account(?:[-_ ]?(?:id|number|no|num))?"
)
_ORGANIZATION = lazy_regex(r"(?i)o-x{6,32}")


_SIGNS = ("<", "{", "%", "[", "$", "__", "your", "Your", "YOUR")
_CAPITALS = lazy_regex(r"[A-Z]{3}")


@lru_cache(maxsize=4096)
def placeholder(text: str) -> str | None:
    """What in an ARN was left to be filled in, or None."""
    if ":" not in text and _NAMED_ARN.fullmatch(text):
        return text
    bare = _IAM_VARIABLE.sub("", text) if "$" in text else text
    found = _ANYWHERE.search(bare) or _IN_NAME.search(bare) if _suspect(bare) else None
    parts = arn(bare) if found is None else None
    if parts:
        for field in (parts.partition, parts.region, parts.account):
            if field not in _SETTLED and not field.isdigit() and _FIELD.search(field):
                return field
    return found[0] if found else None


def _suspect(text: str) -> bool:
    """Whether a text is worth a closer look; hardly any is."""
    return contains(text, _SIGNS) or (not text.islower() and _CAPITALS.search(text) is not None)


@lru_cache(maxsize=1024)
def in_principal(text: str) -> str | None:
    """What in a principal was left to be filled in: an ARN, an account that is none yet, or the Region of a service."""
    if ".region.amazonaws.com" in text.lower():
        return "region"
    return text if _ACCOUNT.fullmatch(text) else placeholder(text)


@lru_cache(maxsize=2048)
def in_value(text: str) -> str | None:
    """What in a condition's value was left to be filled in; where people choose what stands there, only
    unmistakable words count."""
    if text.startswith("arn:"):
        return placeholder(text)
    found = (_ANYWHERE.search(text) if _suspect(text) else None) or _ORGANIZATION.fullmatch(text)
    return found[0] if found else text if _ACCOUNT.fullmatch(text) else None


def sample(text: str) -> str | None:
    """The bucket name of AWS's documentation in a text: a valid one to the eye, and nobody's."""
    found = _SAMPLE.search(text) if "EXAMPLE-BUCKET" in text else None
    return found[0] if found else None

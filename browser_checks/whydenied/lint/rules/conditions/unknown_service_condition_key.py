"""A condition names a key that its service does not have.

The service never sends it, so an Allow with it never applies and a Deny either never or always. AWS's
validation refuses such a key.

Bad:
    {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::invoices",
     "Condition": {"StringEquals": {"s3:prefx": "reports/"}}}

Good:
    {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::invoices",
     "Condition": {"StringEquals": {"s3:prefix": "reports/"}}}

Not this: CloudFormation documents aws:ResourceTag; that it sends its own, as other services do, is not ruled out.
    {
      "Effect": "Allow",
      "Action": "cloudformation:DeleteStack",
      "Resource": "arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/*",
      "Condition": {"StringEquals": {"aws:ResourceTag/team": "billing"}}
    }

Not this: Upper and lower case do not count in a key.
    {
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::reports",
      "Condition": {
        "StringLike": {"S3:Prefix": "2026/*"}
      }
    }

Source:
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data import iam
from ....aws.data.keys import GLOBAL
from ....aws.data.nearest import nearest
from ....aws.data.packed import Service
from ....aws.data.services import DATE, TITLES
from ....aws.data.unlisted import KEYS
from ....policies.nodes import UNKNOWN
from ....policies.statements import Condition, Statement
from ....text.regex import lazy_regex
from ...policy import Policy
from ...rule import CONDITION, ERROR, SUGGESTION, WARNING, Problem, Rule
from ._keys import CROSS_SERVICE, known

# What AWS IoT knows of the device that connects: in its own policies these variables are condition keys, too.
# Source: https://docs.aws.amazon.com/iot/latest/developerguide/iot-policy-variables.html
_DEVICE = lazy_regex(r"iot:(?:clientid$|certificateid$|connection\.thing\.|certificate\.)")


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A key whose service is loaded and does not have it, or whose service does not exist."""
    name = condition.name
    vendor, _, rest = name.partition(":")
    written = condition.key.text
    common = _common(written)
    if not iam.exists(vendor):
        meant = common or nearest(vendor, TITLES)
        yield Problem(
            condition.key,
            f'No service is called "{vendor}" in the data of {DATE}, so no request carries {written}'
            + (f". Did you mean {meant}?" if meant else ": look at the part before the colon."),
        )
        return
    found = iam.service(vendor)
    if not isinstance(found, Service):
        return
    if common and "/" in rest:
        yield Problem(
            condition.key,
            f"{found.title} has no key {written} in the data of {DATE}; {common} is the one for all services. "
            "If the statement works, all is well; if not, this is why.",
            suggestion=f"Write {common}.",
            severity=WARNING if policy.alone else SUGGESTION,
        )
        return
    meant = common or nearest(
        name.partition("/")[0], [key.name.partition("/")[0] for key in found.condition_keys.values()]
    )
    if meant and "/" in rest and _variable(meant.lower()):
        meant = f"{meant}/{written.partition('/')[2]}"
    yield Problem(
        condition.key,
        f"The key {written} is unknown to the data of {DATE}"
        + (
            f": {found.title} sends no such key, so the condition does not do what it says. The nearest known "
            f"key is {meant}."
            if meant
            else f" of {found.title}. If AWS has added it since, all is well; if not, no request carries it, and "
            "the condition does not do what it says: look it up in the service authorization reference."
        ),
        suggestion=f"Write {meant}." if meant else None,
        severity=None if meant else WARNING,
    )


def _common(written: str) -> str | None:
    """The global key of a key's name, with what the reader added: ``aws:ResourceTag/team``."""
    front, slash, tag = written.partition(":")[2].partition("/")
    if not known(f"aws:{front}{slash}{tag}".lower()):
        return None
    pattern = GLOBAL.get(f"aws:{front}/${{tagkey}}".lower()) if slash else GLOBAL.get(f"aws:{front}".lower())
    return pattern.name.replace("${TagKey}", tag) if pattern else None


def _variable(name: str) -> bool:
    """Whether the key lacks only the part that the reader adds (`ec2:ResourceTag`), which is another
    rule's."""
    front = name.rstrip("/:")
    return any(known(f"{front}{mark}x") for mark in "/:")


_NAME = lazy_regex(r"[a-z0-9-]{1,60}")


def _is_unknown(name: str) -> bool:
    vendor, colon, rest = name.partition(":")
    if not (colon and vendor and rest) or vendor in ("aws", "saml") or not _NAME.fullmatch(vendor):
        return False
    return not (
        UNKNOWN in name
        or iam.is_retired(vendor)
        or iam.condition_key(name) is not None
        or name in CROSS_SERVICE
        or iam.is_claim(name)
        or _variable(name)
        or _DEVICE.match(name)
        or name in KEYS
    )


RULE = Rule(
    "unknown-service-condition-key", ERROR, CONDITION, check, concerns=lambda _, key: _is_unknown(key)
)

"""What is wrong with a resource: its form as an ARN, and the formats that its service has."""

from __future__ import annotations

import re
from typing import NamedTuple

from ....aws import arn
from ....aws.coverage import meets_beyond, opened, overlaps
from ....aws.data import iam
from ....aws.data.regions import BY_PARTITION, REGIONS
from ....aws.data.unlisted import RETIRED
from ....aws.data.wildcards import has_wildcard
from ....report.words import Severity
from ....text.regex import lazy_regex
from ...rule import WARNING

_VARIABLE = lazy_regex(r"\$\{[^{}]{0,80}+\}")
# What people write where their own value belongs; another rule speaks of it.
_PLACEHOLDER = lazy_regex(r"(?i)[<>{}\[\]$%()]|account|acct|region|your|x{4}|example|placeholder|todo")
# A partition that a test makes up.
_MADE_UP = lazy_regex(r"test|fake|mock|dummy")
_STAR = lazy_regex(r"(?:arn(?::(?:aws|\*+)(?::\*+){0,4}|):\*+|\*+(?::\*+){0,5})")
# Services of ARNs that are no prefix of actions.
_ARN_SERVICES = (
    frozenset(
        {"catalog", "route53-recovery-control", "elastic-inference", "aws-marketplace", "ram", "greengrassv2"}
    )
    | RETIRED
)
# Formats in use that the data does not have: (Region, account, resource).
_FURTHER = {
    "sts": (("", "*", "assumed-role/*"),),
    "backup": (("*", "*", "recovery-point:*"),),
    "apigateway": (("*", "", "/v2/*"), ("*", "", "/tags")),
    "cloudformation": (("*", "aws", "transform/*"), ("*", "*", "transform/*")),
    "iam": (("", "*", "root"), ("", "aws", "policy/*"), ("", "aws", "contextProvider/*")),
    "ecs": (("*", "*", "task/*"),),
    "qdeveloper": (("*", "*", "plugin/*"),),
    "execute-api": (("*", "*", "*/*"),),
    "ssm": (("*", "", "parameter/aws/*"), ("*", "", "document/*"), ("*", "", "automation-definition/*"), ("*", "aws", "*"), ("*", "*", "parameter*")),
    "pricingplanmanager": (("", "*", "subscription:*"),),
    "autoscaling": (("*", "*", "scalingPolicy:*"), ("*", "*", "scheduledAction:*")),
    "resource-explorer-2": (("*", "", "view/AWS*"),),
}  # fmt: skip


# What no name holds, by service, and how it is written instead.
_NEVER = {
    "execute-api": (lazy_regex(r"[^*/:+]{1,60}:"), "the stage follows the id of an API after a slash"),
    "s3": (lazy_regex(r"/|s3:"), "the name of a bucket follows the three colons at once"),
    "sqs": (lazy_regex(r"[^/]{0,200}/"), "the name of a queue has no slash and stands alone"),
    "sns": (lazy_regex(r"[^/]{0,300}/"), "the name of a topic has no slash and stands alone"),
    "ssm": (lazy_regex(r"parameter(?::/?|s[/:])"), "it is parameter/NAME"),
    "dynamodb": (lazy_regex(r"table/[^*/]{1,255}/$"), "the name of a table has no slash"),
}


def never(service: str, resource: str) -> str | None:
    """How a resource that no name of its service can be is written; None for any other."""
    row = _NEVER.get(service)
    return row[1] if row and row[0].match(resource) else None


class Format(NamedTuple):
    """One ARN format of a service as patterns: a star for each variable; Region and account are empty where
    its ARNs have none."""

    region: str
    account: str
    resource: str


@iam.remembered
def formats(service: str) -> tuple[Format, ...]:
    """The formats of the ARNs that carry the service's name; empty when there are none or nobody can tell."""
    known = iam.service(service)
    if not known:
        return ()
    found = []
    for resource_type in known.resource_types.values():
        for pattern in split_patterns(resource_type.arn_patterns):
            fields = arn.fields(pattern)
            if len(fields) == 6 and fields[2] == service:
                found.append(Format(*fields[3:]))
    return (*found, *(Format(*each) for each in _FURTHER.get(service, ()))) if found else ()


@iam.remembered
def is_beyond_data(text: str) -> bool:
    """Whether an ARN is of a form that is in use though the data has no resource type for it, so that nobody
    can tell which actions take it."""
    fields = arn.fields(opened(text))
    further = _FURTHER.get(fields[2]) if len(fields) == 6 else None
    if not further or not any(overlaps(fields[5], resource) for _, _, resource in further):
        return False
    return not any(overlaps(fields[5], each.resource) for each in formats(fields[2])[: -len(further)])


def split_patterns(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """ARN formats one by one, with a star for each variable."""
    return tuple(_VARIABLE.sub("*", one) for pattern in patterns for one in pattern.split(", "))


def is_star(text: str) -> bool:
    """Whether a pattern reaches every resource of every service, like a lone star."""
    return text.startswith(("*", "arn")) and _STAR.fullmatch(text) is not None


@iam.remembered
def faults(text: str) -> frozenset[str]:
    """The codes of the rules that speak of a resource; what is only known when the policy is used counts as
    in order."""
    if is_star(text):
        return frozenset()
    if not text.startswith("arn:"):
        return frozenset() if text.startswith("${") else frozenset({"resource-not-arn"})
    fields = arn.fields(opened(text))
    if len(fields) < 6:
        return frozenset({"missing-arn-field"})
    _, partition, service, region, account, resource = fields
    if partition not in BY_PARTITION and not (
        has_wildcard(partition) or is_placeholder(partition) or _MADE_UP.search(partition)
    ):
        return frozenset({"invalid-partition"})
    if has_wildcard(service) or is_placeholder(service):
        return frozenset()
    if service != service.lower() and _known(service.lower()):
        return frozenset({"invalid-arn-service-case"})
    if not _known(service):
        return frozenset({"invalid-arn-service"})
    wrong = {code for code in (_region(region), _account(account)) if code}
    wrong |= _format(service, region, account, resource, wrong)
    return frozenset() if wrong and _fits_beyond(text, service, resource) else frozenset(wrong)


def _fits_beyond(text: str, service: str, resource: str) -> bool:
    """Whether a star of the ARN crosses its colon to something that exists: ``logs:*:*:/app/*`` covers log
    groups. A slip of the pen stays one."""
    kind = re.split("[:/]", resource, maxsplit=1)[0]
    kinds = {re.split("[:/*]", each.resource, maxsplit=1)[0] for each in formats(service)} - {""}
    if kind and kind not in kinds and iam.nearest(kind, sorted(kinds)):
        return False
    return any(meets_beyond(text, f"arn:*:{service}:{':'.join(each)}") for each in formats(service))


def severity(text: str) -> Severity | None:
    """WARNING for a pattern over all Regions or accounts, which may be written ahead of what there is; None,
    the rule's own, for one place's ARN."""
    _, _, service, region, account, resource = arn.fields(opened(text))
    if not region + account:
        # A bucket is one place, whatever is meant of its objects.
        return WARNING if has_wildcard(resource.partition("/")[0] if service == "s3" else resource) else None
    return WARNING if has_wildcard(region + account) else None


def is_unfilled(text: str) -> bool:
    """Whether brackets in a resource mark a place that somebody has yet to fill in."""
    return any(char in opened(text) for char in "<>{}[]")


def is_placeholder(field: str) -> bool:
    """Whether a field of an ARN is a word that stands for the reader's own value."""
    return _PLACEHOLDER.search(field) is not None


def _known(service: str) -> bool:
    return iam.exists(service) or service in _ARN_SERVICES


def _region(region: str) -> str | None:
    if not region or region in REGIONS or is_placeholder(region):
        return None
    if has_wildcard(region) and any(overlaps(region, known) for known in REGIONS):
        return None
    return "invalid-arn-region"


def _account(account: str) -> str | None:
    if (
        not account
        or account == "aws"
        or (len(account) == 12 and account.isascii() and account.isdigit())
        or is_placeholder(account)
    ):
        return None
    digits = account.replace("*", "").replace("?", "")
    fits = (
        has_wildcard(account)
        and (not digits or (digits.isascii() and digits.isdigit()))
        and overlaps(account, "?" * 12)
    )
    return None if fits else "invalid-arn-account"


def _format(service: str, region: str, account: str, resource: str, wrong: set[str]) -> set[str]:
    """What the formats of the service say of the fields; a field that is wrong in itself is not looked at
    again."""
    if not resource:
        return {"invalid-arn-resource"}
    if never(service, resource):
        return {"invalid-arn-resource"}
    fitting = _fitting(service, resource)
    if not fitting:
        return (
            {"invalid-arn-resource"}
            if formats(service) and not is_placeholder(resource.partition("/")[0].partition(":")[0])
            else set()
        )
    found = set()
    if "invalid-arn-region" not in wrong:
        found.add(_presence(region, [each.region for each in fitting], "region"))
    if "invalid-arn-account" not in wrong:
        found.add(_presence(account, [each.account for each in fitting], "account"))
    return {code for code in found if code}


@iam.remembered
def _fitting(service: str, resource: str) -> list[Format]:
    return [each for each in formats(service) if overlaps(resource, each.resource)]


def _presence(field: str, wanted: list[str], name: str) -> str | None:
    if not field:
        return None if any(overlaps("", each) and each != "*" for each in wanted) else f"missing-arn-{name}"
    if not field.strip("*") or (field == "aws" and name == "account"):
        return None
    return None if any(each for each in wanted) else f"arn-{name}-not-allowed"

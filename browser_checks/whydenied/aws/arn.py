"""Amazon Resource Names, also masked, redacted or cut ones."""

from __future__ import annotations

import re
from typing import NamedTuple

FIELDS = 6
"""Number of an ARN's fields, its first word included."""


class Arn(NamedTuple):
    """The six fields of an ARN as they were printed.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
    """

    partition: str
    service: str
    region: str
    account: str
    resource: str

    @classmethod
    def parse(cls, value: str | None) -> Arn | None:
        """The ARN in *value*, or None when it is not one."""
        if not value or not value.startswith("arn:"):
            return None
        found = fields(value)
        return cls(*found[1:]) if len(found) == FIELDS else None

    def __str__(self) -> str:
        return ":".join(("arn", *self))


def fields(text: str) -> list[str]:
    """The fields of an ARN or of a pattern of ARNs, `arn` first; fewer than :data:`FIELDS` where it is cut
    short."""
    return text.split(":", FIELDS - 1)


def service(text: str) -> str:
    """The service that an ARN names, also one that is cut short; empty where it names none."""
    return "".join(text.split(":", 3)[2:3])


def resource(text: str) -> str:
    """What stands behind an ARN's account; of a text that is no ARN all of it."""
    return fields(text)[-1]


def account(value: str | None) -> str | None:
    """The account of an ARN when it is really known: 9 to 13 digits, or a placeholder that names one."""
    arn = Arn.parse(value)
    if arn is None or not arn.account:
        return None
    return None if set(arn.account) <= set("*xX.-_#?") else arn.account


def name(value: str | None) -> str | None:
    """What a person calls the thing: the function, role, bucket or table an ARN ends in."""
    arn = Arn.parse(value)
    if arn is None:
        return value
    tail = arn.resource
    if arn.service in ("iam", "sts"):
        if tail.startswith("assumed-role/"):
            return tail.split("/")[1]
        return tail.rsplit("/", 1)[-1]
    for prefix in ("function:", "layer:", "secret:", "log-group:", "stateMachine:"):
        if tail.startswith(prefix):
            return tail[len(prefix) :]
    return tail.split("/", 1)[-1] if arn.service != "s3" and "/" in tail else tail


_SHOWN = 64
"""Characters of a name in a sentence; of a longer one, its two ends are told: bucket and file, if it has them."""


def spoken(value: str) -> str:
    """A resource in a sentence: its name, with its kind where the name is only a pattern (``function:*``), and
    short enough to read."""
    arn, said = Arn.parse(value), name(value) or ""
    if arn and not any(char.isalnum() for char in said):
        said = arn.resource if len(arn.resource) > len(said) else value
    said = said or value
    if len(said) <= _SHOWN:
        return said
    ends = f"{said.partition('/')[0]}/…/{said.rpartition('/')[2]}"
    return (
        ends if "/" in said and len(ends) <= _SHOWN else f"{said[: _SHOWN // 2]}…{said[-_SHOWN // 2 + 1 :]}"
    )


def is_session(value: str | None) -> bool:
    """Whether this is the ARN of an assumed-role session, which policies never name: they name the role."""
    arn = Arn.parse(value)
    return bool(arn and arn.service == "sts" and arn.resource.startswith("assumed-role/"))


def session_parts(value: str) -> tuple[str, str | None]:
    """Role name and session name of an assumed-role session's ARN."""
    parts = resource(value).split("/")
    return parts[1], parts[-1] if len(parts) > 2 else None


def is_cut_off(value: str) -> bool:
    """Whether an ARN breaks off before its resource, at a separator, or within what the ARNs of its kind
    have."""
    value = "".join(value.split())
    if not value.startswith("arn:"):
        return False
    arn = Arn.parse(value)
    if arn is None or value[-1] in ":/-":
        return True
    if arn.service == "organizations" and arn.resource[:7] == "policy/"[: len(arn.resource)]:
        return not _CONTROL_POLICY.fullmatch(arn.resource)
    return arn.service == "iam" and arn.resource in _IAM_KINDS


# Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html
_CONTROL_POLICY = re.compile(r"policy/(?:[^/]{1,40}/)?[a-z_]{1,40}_policy/.{1,140}")
_IAM_KINDS = frozenset({"policy", "role", "user", "group", "instance-profile"})

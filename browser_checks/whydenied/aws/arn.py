"""Amazon Resource Names, also masked, redacted or cut ones."""

from __future__ import annotations

from typing import NamedTuple


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
        fields = value.split(":", 5)
        return cls(*fields[1:]) if len(fields) == 6 else None


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


def is_session(value: str | None) -> bool:
    """Whether this is the ARN of an assumed-role session, which policies never name: they name the role."""
    arn = Arn.parse(value)
    return bool(arn and arn.service == "sts" and arn.resource.startswith("assumed-role/"))


def session_parts(value: str) -> tuple[str, str | None]:
    """Role name and session name of an assumed-role session's ARN."""
    parts = value.split(":", 5)[-1].split("/")
    return parts[1], parts[-1] if len(parts) > 2 else None

"""The reader's own names behind a denial, by what a guide's examples call them: account, Region, function,
execution role, caller's role.

A section is filled in with them. What the message does not tell for certain is left out: the section then
keeps its example.
"""

from __future__ import annotations

import re

from ..aws import arn
from ..aws.data import iam
from ..aws.data.regions import REGIONS
from ..report import Denial
from ..text.regex import lazy_regex
from . import inference

SLOTS = ("account", "region", "function", "role", "caller")
"""The names a guide may have examples of."""

# Sources: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html (FunctionName),
# https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html (RoleName)
_ACCOUNT = lazy_regex(r"[0-9]{12}")
_FUNCTION = lazy_regex(r"[A-Za-z0-9_-]{1,64}")
_ROLE = lazy_regex(r"[\w+=,.@-]{1,64}", re.ASCII)
# Words that stand for a name, and roles that their owner cannot change by name.
_STAND_IN = lazy_regex(
    r"(?i)[x_.-]+|(?:my|your)?[-_]?(?:function|role|account)?[-_]?(?:name|id|redacted|masked|hidden)|undefined|null|none"
)
_NOT_BY_NAME = ("AWSReservedSSO_", "AWSServiceRoleFor")


def own_names(denial: Denial, around: str) -> dict[str, str]:
    """The names that a denial tells, by slot; *around* is the text it stands in.

    Where caller and resource are in different accounts, only what belongs to the resource is told: one
    example account cannot stand for both.
    """
    there = arn.Arn.parse(denial.resource)
    found = {**_place(denial, there), "function": _function(denial, there, around), **_roles(denial, around)}
    return {slot: value for slot in SLOTS if (value := found.get(slot))}


def _place(denial: Denial, there: arn.Arn | None) -> dict[str, str | None]:
    """Account and Region. The examples' ARNs are of the partition `aws`: an account of another one would only
    half change them."""
    parsed = [each for each in (there, arn.Arn.parse(denial.principal)) if each]
    if any(each.partition != "aws" for each in parsed):
        return {}
    accounts = (each.account for each in parsed if _ACCOUNT.fullmatch(each.account))
    return {
        "account": next(accounts, None),
        "region": there.region if there and there.region in REGIONS else None,
    }


def _function(denial: Denial, there: arn.Arn | None, around: str) -> str | None:
    """The function that was to be used, or whose own code was denied."""
    if there and there.service == "lambda":
        kind, _, rest = there.resource.partition(":")
        return _whole(_FUNCTION, rest.partition(":")[0]) if kind == "function" else None
    if there is None and denial.resource and _is_of_function(denial.action):
        return _whole(_FUNCTION, denial.resource)
    return (
        None if inference.cross_account(denial) else _whole(_FUNCTION, inference.function_of(denial, around))
    )


def _is_of_function(action: str | None) -> bool:
    """Whether a name alone, as the resource of this action, can only be a function's."""
    known = iam.action(action) if action and action.lower().startswith("lambda:") else None
    # "function alias" and "function version" are named by the function, too.
    kinds = {kind.name.split(" ")[0] for kind in known.resource_types} if known else set()
    return kinds == {"function"}


def _roles(denial: Denial, around: str) -> dict[str, str | None]:
    """The execution role and the caller's role."""
    passed = _role_of(denial.resource) if (denial.action or "").lower() == "iam:passrole" else None
    if inference.cross_account(denial):
        return {"role": passed}
    if inference.function_of(denial, around):
        return {"role": passed or _role_of(denial.principal)}
    return {"role": passed, "caller": _role_of(denial.principal)}


def _role_of(value: str | None) -> str | None:
    """The name of the role that an ARN names, or whose session it names; None for users, services and roles
    AWS keeps to itself."""
    parsed = arn.Arn.parse(value)
    if parsed is None or not parsed.resource.startswith(("role/", "assumed-role/")):
        return None
    name = _whole(_ROLE, arn.name(value))
    return None if name and name.startswith(_NOT_BY_NAME) else name


def _whole(form: re.Pattern[str], name: str | None) -> str | None:
    """The name when all of it is there: no pattern, mask or word that stands for a name."""
    return name if name and form.fullmatch(name) and not _STAND_IN.fullmatch(name) else None

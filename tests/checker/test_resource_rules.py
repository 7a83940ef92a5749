"""The rules about resources agree with the data: every format that an action has is in order, and fits that
action."""

from __future__ import annotations

import re

import pytest

from whydenied.aws.data import iam
from whydenied.aws.data.packed import Service
from whydenied.lint.rules.resources._arns import faults
from whydenied.lint.rules.resources._uses import usable

_VARIABLE = re.compile(r"\$\{(\w+)\}")
_VALUES = {"Partition": "aws", "Region": "eu-west-1", "Vendor": "rds"}

# AWS's page leaves the account out of this format, and the ARNs that the service gives have it.
ODD = ("arn:aws:mediaconnect:eu-west-1:offering:x1",)


def written(pattern: str) -> str:
    """An ARN of the format *pattern*."""
    fields = pattern.split(":", 5)
    if fields[4].startswith("${"):
        fields[4] = "111122223333"
    return _VARIABLE.sub(lambda match: _VALUES.get(match[1], "x1"), ":".join(fields))


def formats(service: Service) -> dict[str, list[str]]:
    """ARNs by the resource types of a service."""
    return {
        found.name: [written(one) for pattern in found.arn_patterns for one in pattern.split(", ")]
        for found in service.resource_types.values()
    }


@pytest.mark.parametrize("initial", sorted({prefix[0] for prefix in iam.TITLES}))
def test_what_the_data_lists_is_in_order(initial: str) -> None:
    for prefix in (each for each in iam.TITLES if each[0] == initial):
        service = iam.service(prefix)
        assert isinstance(service, Service)
        arns = formats(service)
        assert not [arn for each in arns.values() for arn in each if faults(arn) and arn not in ODD]
        for action in service.actions.values():
            unusable = [
                arn
                for row in action.resource_types
                for arn in arns[row.name]
                if not usable(f"{prefix}:{action.name}", arn)
            ]
            assert not unusable, action.name

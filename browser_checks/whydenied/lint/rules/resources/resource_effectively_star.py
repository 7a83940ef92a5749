"""A resource is written as a pattern that fits everything.

``arn:aws:*:*:*:*`` looks narrower than ``*`` and is not: it reaches every resource of every service.

Bad:
    {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:*:*:*:*"}

Good:
    {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:*:*:table/orders"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...edits import replace
from ...policy import Policy
from ...rule import RESOURCE, WARNING, Problem, Rule
from ._arns import is_star


def check(resource: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A pattern of stars that is not one star alone."""
    if resource.text == "*" or not is_star(resource.text):
        return
    message = (
        f'"{resource.text}" fits every resource of every service, just like *: write * if that '
        "is meant, else the ARNs that are."
    )
    # In the partitions of China or GovCloud a pattern with another partition is something else, but one with
    # aws is all there is.
    yield Problem(resource, message, "*", replace(resource, "*"))


RULE = Rule("resource-effectively-star", WARNING, RESOURCE, check, fault=is_star)

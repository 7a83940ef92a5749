"""Values that a template refers to and that are no ARN where only one can stand."""

from __future__ import annotations

from ....policies.names import named
from ....policies.nodes import Scalar
from ...edits import Edit
from ...policy import Policy
from ...rule import Problem
from ._special import shown


def no_arn(value: Scalar, policy: Policy, so: str) -> Problem | None:
    """What is said of a reference that gives a name, an id or an address; *so* is what comes of it."""
    found = named(value, policy.chars, is_program=policy.is_in_program)
    if found is None:
        return None
    said, referred = shown(value, policy), policy.chars[found.start : found.end]
    return Problem(
        value,
        f'"{said}" gives {found.gives} and not the ARN, so {so}: refer to the ARN.',
        said.replace(referred, found.arn) if found.arn else None,
        Edit(found.start, found.end, found.arn) if found.arn else None,
    )

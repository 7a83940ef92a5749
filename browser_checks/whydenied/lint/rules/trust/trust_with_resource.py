"""A trust policy names a resource.

The resource of a trust policy is the role that carries it. IAM refuses a Resource element ("Has prohibited
field Resource").

Bad (trust):
    {
      "Effect": "Allow",
      "Principal": {"Service": "lambda.amazonaws.com"},
      "Action": "sts:AssumeRole",
      "Resource": "*"
    }

Good (trust):
    {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ... import edits
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Resource or NotResource in a trust policy."""
    member = statement.member("Resource", "NotResource")
    # A module hands the element on where it may be null, which is none at all.
    if member and not (isinstance(member.value, Scalar) and member.value.kind == "unknown"):
        yield Problem(
            member.key,
            (
                f"A trust policy has no {member.name}: it is about the role that carries it, and "
                "IAM refuses the policy. Take the element out."
            ),
            edit=edits.remove(member.value, policy.chars) if policy.editable else None,
        )


RULE = Rule(
    "trust-with-resource",
    ERROR,
    STATEMENT,
    check,
    types=frozenset({"trust"}),
    needs=("Resource", "NotResource"),
    section="execution-role-trust",
)

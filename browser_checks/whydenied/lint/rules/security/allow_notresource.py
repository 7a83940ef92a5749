"""An Allow lists the resources that it does not mean.

Allow with NotResource allows all others, also those that do not exist yet.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::payroll/*"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import SECURITY, STATEMENT, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """NotResource beside Allow."""
    member = statement.member("NotResource")
    if member:
        yield Problem(
            member.key,
            "This allows every resource but those listed, also future ones: list what is allowed under Resource, or forbid the few by a Deny.",
        )


RULE = Rule(
    "allow-notresource",
    SECURITY,
    STATEMENT,
    check,
    types=frozenset({"identity", "session", "resource"}),
    effect="Allow",
    needs=("NotResource",),
)

"""An Allow lists what it does not mean.

Allow with NotAction allows everything else, in every service, also what AWS will add.

Bad:
    {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import SECURITY, STATEMENT, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """NotAction beside Allow."""
    member = statement.member("NotAction")
    if member:
        yield Problem(
            member.key,
            "This allows every action but those listed, in all services: list what is allowed under Action, or forbid the few by a Deny.",
        )


RULE = Rule(
    "allow-notaction",
    SECURITY,
    STATEMENT,
    check,
    types=frozenset({"identity", "session", "resource"}),
    effect="Allow",
    needs=("NotAction",),
)

"""An Allow lists what it does not mean, and so allows everything else.

## allow-notaction
An Allow lists what it does not mean.

Allow with NotAction allows everything else, in every service, also what AWS will add.

Bad:
    {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*"}

Not this: Deny with NotAction is the way to forbid all but a few.
    {"Effect": "Deny", "NotAction": "iam:*", "Resource": "*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html

## allow-notresource
An Allow lists the resources that it does not mean.

Allow with NotResource allows all others, also those that do not exist yet.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::payroll/*"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*"}

Not this: Deny with NotResource is the way to hold a caller to some.
    {"Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::reports/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import SECURITY, STATEMENT, Problem, Rule


def _rule(element: str, everything: str) -> Rule:
    def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
        """The opposite of an element beside Allow."""
        member = statement.member(f"Not{element}")
        if member:
            advice = f"list what is allowed under {element}, or forbid the few by a Deny"
            yield Problem(member.key, f"This allows {everything}: {advice}.")

    return Rule(
        f"allow-not{element.lower()}",
        SECURITY,
        STATEMENT,
        check,
        types=frozenset({"identity", "session", "resource"}),
        effect="Allow",
        needs=(f"Not{element}",),
    )


RULES = (
    _rule("Action", "every action but those listed, in all services"),
    _rule("Resource", "every resource but those listed, also future ones"),
)

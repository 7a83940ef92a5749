"""The policy allows every action on a resource.

Among all actions are those that delete the resource, change its policy or give it away. A bucket that leaves
access to its access points allows every action on purpose.

Bad:
    {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::invoices/*"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*"}

Good (resource):
    {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": ["arn:aws:s3:::invoices",
    "arn:aws:s3:::invoices/*"],
     "Condition": {"StringEquals": {"s3:DataAccessPointAccount": "111122223333"}}}

Not this: A Deny of every action, as with MFA missing, gives nothing.
    {
      "Effect": "Deny",
      "Action": "*",
      "Resource": "*",
      "Condition": {
        "BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}
      }
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import SECURITY, STATEMENT, Problem, Rule
from ._risky import is_every_action, star_of, tests


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A star for actions in an Allow on some resources only."""
    star = next((item for item in statement.actions if is_every_action(item.text)), None)
    if (
        star
        and not statement.not_action
        and not star_of(statement)
        and not tests(statement, "s3:dataaccesspoint")
    ):
        yield Problem(
            star,
            "This allows every action there is on the resources it names, deleting them and "
            "changing their policies as well: list the actions "
            "that are needed.",
        )


RULE = Rule(
    "action-star",
    SECURITY,
    STATEMENT,
    check,
    types=frozenset({"identity", "resource"}),
    effect="Allow",
    section="admin-delegate",
    concerns_action=is_every_action,
)

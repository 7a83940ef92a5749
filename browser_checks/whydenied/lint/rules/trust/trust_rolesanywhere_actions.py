"""A trust policy for IAM Roles Anywhere lacks an action.

Roles Anywhere sets session tags and the source identity when it assumes a role. It needs sts:TagSession and
sts:SetSourceIdentity beside sts:AssumeRole.

Bad (trust):
    {"Effect": "Allow", "Principal": {"Service": "rolesanywhere.amazonaws.com"}, "Action": "sts:AssumeRole"}

Good (trust):
    {
      "Effect": "Allow",
      "Principal": {"Service": "rolesanywhere.amazonaws.com"},
      "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
      "Condition": {
        "ArnEquals": {
          "aws:SourceArn": "arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/a1b2"
        }
      }
    }

Source: https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...patterns import action_covers
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """The service principal of Roles Anywhere without all three actions."""
    if statement.not_action or not any(
        each.value.text == "rolesanywhere.amazonaws.com" for each in statement.principals
    ):
        return
    named = [action.text for action in statement.actions]
    lacking = [name for name in _NEEDED if not any(action_covers(pattern, name) for pattern in named)]
    if lacking:
        yield Problem(
            statement.actions[0] if statement.actions else statement.node,
            (
                f"IAM Roles Anywhere needs {' and '.join(lacking)} as well, or every session fails: "
                "list sts:AssumeRole, sts:TagSession and sts:SetSourceIdentity."
            ),
            suggestion=", ".join(_NEEDED),
        )


_NEEDED = ("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity")


RULE = Rule(
    "trust-rolesanywhere-actions",
    ERROR,
    STATEMENT,
    check,
    types=frozenset({"trust"}),
    effect="Allow",
    section="assume-role",
)

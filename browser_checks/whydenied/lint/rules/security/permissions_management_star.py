"""Permissions can be changed on every resource.

Who may change who has access has access. Actions that AWS lists among them and that only describe, connect or
run something are left out.

Bad:
    {"Effect": "Allow", "Action": "lambda:AddPermission", "Resource": "*"}

Good:
    {
      "Effect": "Allow",
      "Action": "lambda:AddPermission",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders"
    }

Not this: On a resource that is named it changes who has access to that one.
    {"Effect": "Allow", "Action": "s3:PutBucketPolicy", "Resource": "arn:aws:s3:::reports"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import SECURITY, STATEMENT, SUGGESTION, WILD_RESOURCE, Problem, Rule
from ._risky import changes_access, first_of, first_with, gives_access


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An action of the access level Permissions management, by its name or a wildcard, on every resource; the
    first of a statement that may give access, or else, as a hint, that takes it away."""
    given = first_with(statement, policy, gives_access)
    if found := given or first_with(statement, policy, changes_access):
        item, name = found
        shown = "" if item.text.lower() == name.lower() else f"includes {name}, which "
        yield Problem(
            item,
            (
                f'"{item.text}" {shown}changes who has access, and this allows it on every resource: '
                "name the resources."
            ),
            severity=None if given else SUGGESTION,
        )


RULE = Rule(
    "permissions-management-star",
    SECURITY,
    STATEMENT,
    check,
    types=frozenset({"identity"}),
    effect="Allow",
    needs=(WILD_RESOURCE,),
    section="admin-delegate",
    concerns_action=lambda action: first_of(action, changes_access),
)

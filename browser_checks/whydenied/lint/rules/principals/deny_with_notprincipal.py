"""A Deny spares principals by NotPrincipal.

A session is matched by its role, its account and itself. If one of them is not listed, the Deny hits it all
the same. AWS advises a condition on aws:PrincipalArn.

Bad (resource):
    {
      "Effect": "Deny",
      "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:role/app"},
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::invoices/*"
    }

Good (resource):
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::invoices/*",
      "Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app"}}
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import STATEMENT, SUGGESTION, WARNING, Problem, Rule
from ._forms import ACCOUNT, ROOT, account


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """NotPrincipal beside Deny; when the account of every role and user stands there too, it is a hint."""
    member = statement.member("NotPrincipal")
    if member is None:
        return
    named = {each.value.text for each in statement.principals}
    accounts = {
        account(text) for text in named if ":role/" in text or ":user/" in text or ":assumed-role/" in text
    } - {None}
    listed = {account(text) for text in named if ROOT.fullmatch(text) or ACCOUNT.fullmatch(text)}
    complete = bool(accounts) and accounts <= listed
    yield Problem(
        member.key,
        "This Deny spares only those it lists, and a role's session counts as role, session "
        "and account: what is left out is locked out. "
        'Use "Principal": "*" with a condition "ArnNotLike": {"aws:PrincipalArn": ...}.',
        severity=SUGGESTION if complete or not accounts else None,
    )


RULE = Rule(
    "deny-with-notprincipal",
    WARNING,
    STATEMENT,
    check,
    types=frozenset({"resource", "vpc-endpoint"}),
    effect="Deny",
    needs=("NotPrincipal",),
)

"""Another account may assume the role without an external id.

When a company acts for many customers, it could be made to use your role for somebody else. An external id
that both agree on prevents that. Between accounts of your own it is not needed.

Bad (trust):
    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::999988887777:root"}, "Action": "sts:AssumeRole"}

Good (trust):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::999988887777:root"},
      "Action": "sts:AssumeRole",
      "Condition": {"StringEquals": {"sts:ExternalId": "a-long-secret-between-us"}}
    }

Not this (trust): With a condition on sts:ExternalId or on the organization the other account is held.
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::444455556666:root"},
      "Action": "sts:AssumeRole",
      "Condition": {
        "StringEquals": {"sts:ExternalId": "k3-9f"}
      }
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.arn import fields
from ....policies.statements import Principal, Statement
from ....text.regex import lazy_regex
from ...policy import Policy
from ...rule import PRINCIPAL, SECURITY, Problem, Rule


def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A whole account as principal without sts:ExternalId or a like condition; whether the account is
    somebody else's the paste does not show."""
    if principal.kind != "AWS" or not _ACCOUNT.fullmatch(principal.value.text) or statement.not_action:
        return
    if any(
        condition.name in _HELD or condition.name.startswith("aws:principaltag/")
        for condition in statement.conditions
    ):
        return
    if not any(
        action.text.lower() in ("sts:assumerole", "sts:*", "*", "sts:assumerole*")
        for action in statement.actions
    ):
        return
    yield Problem(
        principal.value,
        f"Everybody whom account {_account(principal.value.text)} lets may assume this role. If "
        "it belongs to a third party, add a condition on sts:ExternalId; if it is yours, "
        "aws:PrincipalOrgID says so.",
    )


_ACCOUNT = lazy_regex(r"\d{12}|arn:aws[\w-]{0,12}:iam::\d{12}:root")
_HELD = frozenset(
    {"sts:externalid", "aws:principalorgid", "aws:principalorgpaths", "aws:principalarn", "aws:multifactorauthpresent", "aws:multifactorauthage", "aws:userid",
     "aws:username", "aws:sourceidentity", "sts:sourceidentity", "aws:sourceip"}
)  # fmt: skip
"""Keys that hold the callers of the account to some."""


def _account(text: str) -> str:
    return text if text.isdigit() else fields(text)[4]


RULE = Rule(
    "trust-cross-account-no-external-id",
    SECURITY,
    PRINCIPAL,
    check,
    types=frozenset({"trust"}),
    effect="Allow",
    section="cross-account-access",
)

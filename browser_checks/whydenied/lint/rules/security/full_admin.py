"""The policy allows everything on everything.

Whoever has it can do anything in the account, make other administrators and hide the traces. Programs never
need it.

Bad:
    {"Effect": "Allow", "Action": "*", "Resource": "*"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*"}

Not this (session): A session policy takes away from what its role has, and gives nothing.
    {"Effect": "Allow", "Action": "*", "Resource": "*"}

Not this: In a Deny it is not allowed.
    {"Effect": "Deny", "Action": "*", "Resource": "*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ....text.regex import lazy_regex
from ...policy import Policy
from ...rule import SECURITY, STATEMENT, SUGGESTION, WILD_RESOURCE, Problem, Rule
from ._risky import held, is_every_action, star_of


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A star for actions and for resources in an Allow: an administrator who signs in with MFA is one; what a
    condition holds to some resources, or to the calls of a service, is less."""
    star = next((item for item in statement.actions if is_every_action(item.text)), None)
    if star and not statement.not_action and star_of(statement):
        some = held(statement)
        # A constant of a program that is a lone statement is what others are compared with.
        compared = policy.bare and _CONSTANT.search(
            policy.chars, max(0, policy.root.start - 80), policy.root.start
        )
        yield Problem(
            star,
            "This allows every action on every resource, "
            + ("as far as its condition goes" if some else "which makes its holder an administrator")
            + ". List only the actions and resources that are needed.",
            severity=SUGGESTION if some or compared else None,
        )


_CONSTANT = lazy_regex(r"\b_?[A-Z][A-Z0-9_]{1,40}[ \t]{0,9}(?::[^=\n]{0,40})?=\s{0,9}$")


RULE = Rule(
    "full-admin",
    SECURITY,
    STATEMENT,
    check,
    types=frozenset({"identity"}),
    effect="Allow",
    needs=(WILD_RESOURCE,),
    section="admin-delegate",
    concerns_action=is_every_action,
)

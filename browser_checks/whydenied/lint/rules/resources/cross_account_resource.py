"""A resource belongs to another account than the others.

An identity policy reaches a resource of another account only when that account allows it too, by a
resource-based policy. Where nobody means to cross accounts, it is a slip in the account id.

Bad:
    {"Effect": "Allow", "Action": "sqs:SendMessage",
     "Resource": ["arn:aws:sqs:eu-west-1:111122223333:orders", "arn:aws:sqs:eu-west-1:111122223334:returns"]}

Good:
    {"Effect": "Allow", "Action": "sqs:SendMessage",
     "Resource": ["arn:aws:sqs:eu-west-1:111122223333:orders", "arn:aws:sqs:eu-west-1:111122223333:returns"]}

Not this: Layers of others are meant to be used.
    {
      "Effect": "Allow",
      "Action": "lambda:GetLayerVersion",
      "Resource": "arn:aws:lambda:eu-west-1:444455556666:layer:tools:3"
    }

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from operator import ne

from ....aws import arn
from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import POLICY, RESOURCES, SEVERAL, SUGGESTION, WARNING, Problem, Rule

_LOOKED_AT = 1_000  # resources
_SLIPS = 2  # digits that differ: more are no slip
# Actions that are there to cross accounts: assuming roles, layers and images of others.
_CROSSING = ("sts:", "lambda:getlayerversion", "ecr:", "iam:passrole", "ram:")


def check(policy: Policy) -> Iterator[Problem]:
    """ARNs whose account is not that of most; one that is almost the same is a warning, another a
    suggestion."""
    found: list[tuple[Scalar, str]] = []
    for statement in policy.statements:
        if not statement.allows or statement.not_resource:
            continue
        of_accounts = [
            (resource, account) for resource in statement.resources if (account := _account(resource.text))
        ]
        if of_accounts and not _crosses(statement):
            found += of_accounts
        if len(found) > _LOOKED_AT:
            return
    accounts = [account for _, account in found]
    if len(set(accounts)) < 2:
        return
    home = max(dict.fromkeys(accounts), key=accounts.count)
    said: set[str] = set()
    for resource, account in found:
        if account == home or account in said:
            continue
        said.add(account)
        slip = sum(map(ne, account, home)) <= _SLIPS
        message = (
            f'"{resource.text}" is of account {account}, the others are of {home}: it takes a '
            f"resource-based policy in {account} as well. "
            f"If nothing is meant to cross accounts, write {home}."
        )
        yield Problem(resource, message, severity=WARNING if slip else SUGGESTION)


def _crosses(statement: Statement) -> bool:
    for pattern in statement.patterns:  # noqa: SIM110 - all() takes twice as long, and this runs for every statement
        if not pattern.startswith(_CROSSING):
            return False
    return True


@lru_cache(maxsize=4096)
def _account(text: str) -> str | None:
    """The account of an ARN, where it is written out."""
    fields = arn.fields(text)
    account = fields[4] if len(fields) == 6 and fields[0] == "arn" else ""
    return account if len(account) == 12 and account.isdigit() else None


RULE = Rule(
    "cross-account-resource",
    WARNING,
    POLICY,
    check,
    types=frozenset({"identity"}),
    needs=(SEVERAL, RESOURCES),
    section="cross-account-access",
)

"""Resources can be changed or deleted without naming them.

The action takes the ARN of a resource, and this allows it on every one of the account.

Bad:
    {"Effect": "Allow", "Action": "dynamodb:DeleteTable", "Resource": "*"}

Good:
    {"Effect": "Allow", "Action": "dynamodb:DeleteTable", "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/drafts"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...data import iam
from ...policies.policy import Policy
from ...policies.rule import STATEMENT, SUGGESTION, WARNING, Problem, Rule
from ...policies.statements import Statement
from ._risky import held, single_actions, star_of, way


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An action that changes resources, by its name or a wildcard, on every one; a suggestion, since it is common and often meant."""
    if star_of(statement) is None or held(statement):
        return
    for item, name in single_actions(statement):
        known = iam.action(name)
        if (
            known
            and known.access_level == "Write"
            and known.resource_types
            and known.service not in _EVERYDAY
            and way(statement, policy, name)
        ):
            yield Problem(
                item, f'"{item.text}" is allowed on every resource of the account: name those that it is meant for.', severity=SUGGESTION
            )
            return


_EVERYDAY = frozenset({"logs", "sts"})
"""Services of which execution roles write on everything as a matter of course, or which change nothing that lasts."""


RULE = Rule("infrastructure-modification", WARNING, STATEMENT, check, types=frozenset({"identity", "session"}), effect="Allow")

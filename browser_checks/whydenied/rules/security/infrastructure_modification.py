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
from ._risky import on_everything


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An action that deletes or stops something, by its name, on everything without condition; said as a suggestion, since it is common and often meant."""
    if statement.not_action or statement.conditions or not on_everything(statement):
        return
    for item in statement.actions[:100]:
        if not item.text.partition(":")[2].lower().startswith(_VERBS):
            continue
        known = iam.action(item.text)
        if known and known.access_level == "Write" and known.resource_types:
            yield Problem(
                item, f'"{item.text}" is allowed on every resource of the account: name those that it is meant for.', severity=SUGGESTION
            )
            return


_VERBS = (
    "delete",
    "terminate",
    "stop",
    "reboot",
    "modify",
    "update",
    "put",
    "remove",
    "create",
    "start",
    "run",
    "restore",
    "replace",
    "reset",
    "cancel",
    "disable",
    "batchwrite",
    "batchdelete",
    "write",
    "send",
    "invoke",
    "publish",
    "purge",
)


RULE = Rule("infrastructure-modification", WARNING, STATEMENT, check, types=frozenset({"identity", "session"}), effect="Allow")

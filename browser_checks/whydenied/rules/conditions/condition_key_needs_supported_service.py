"""aws:VpceAccount and its kin are used for services that do not send them.

Only some services fill in who owns the VPC endpoint. With any other the key is missing, and a Deny with StringNotEquals denies every
request.

Bad:
    {"Effect": "Deny", "Action": "*", "Resource": "*",
     "Condition": {"StringNotEquals": {"aws:VpceAccount": "111122223333"}}}

Good:
    {"Effect": "Deny", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringNotEquals": {"aws:VpceAccount": "111122223333"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpceaccount
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policies.policy import Policy
from ...policies.rule import CONDITION, WARNING, Problem, Rule
from ...policies.statements import Condition, Statement
from ._operators import operator_of


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """One of the keys with actions of every service; which services send it changes, so named ones are left to the author."""
    if condition.name not in _KEYS:
        return
    operator = operator_of(condition)
    everything = statement.not_action or any(not action.text.partition(":")[0].strip("*") for action in statement.actions)
    if operator.family == "Null" or operator.if_exists or not everything:
        return
    yield Problem(
        condition.key,
        f"The key {condition.key.text} comes only with requests to some services, but this statement is about all of them; without the "
        f"key {condition.operator.text} {'never holds' if operator.needs_key else 'always holds'}: name the actions of services that send "
        f"it, or write {condition.operator.text}IfExists.",
    )


_KEYS = frozenset({"aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths"})


RULE = Rule("condition-key-needs-supported-service", WARNING, CONDITION, check)

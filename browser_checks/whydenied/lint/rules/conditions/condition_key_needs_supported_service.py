"""aws:VpceAccount and its kin are used for services that do not send them.

Only some services fill in who owns the VPC endpoint. With any other the key is missing, and a Deny with
StringNotEquals denies every request, with StringNotEqualsIfExists as well.

Bad:
    {"Effect": "Deny", "Action": "*", "Resource": "*",
     "Condition": {"StringNotEquals": {"aws:VpceAccount": "111122223333"}}}

Good:
    {"Effect": "Deny", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringNotEquals": {"aws:VpceAccount": "111122223333"}}}

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpceaccount
"""

from __future__ import annotations

from collections.abc import Iterator

from ....evaluation.operators import Named
from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, SUGGESTION, WARNING, Problem, Rule
from ._operators import operator_of


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """One of the keys with actions of every service; with actions of a named service that may send it, a
    suggestion to look."""
    operator = operator_of(condition)
    # With IfExists a negated operator holds without the key as well.
    if operator.family == "Null" or (operator.if_exists and not (operator.negated and statement.denies)):
        return
    vendors = {action.text.partition(":")[0].lower() for action in statement.actions}
    what = "never holds" if operator.needs_key else "always holds"
    if statement.not_action or any(not vendor.strip("*") for vendor in vendors):
        yield Problem(
            condition.key,
            f"The key {condition.key.text} comes only with requests to some services, but this "
            "statement is about all of them; without "
            f"the key {condition.operator.text} {what}: name the actions of services that send "
            f"it{_or_else(condition, operator)}.",
        )
    elif others := sorted(vendors - _SENDING):
        yield Problem(
            condition.key,
            f"AWS lists the services that send {condition.key.text}: look whether {others[0]} is "
            "among them, since without the key "
            f"{condition.operator.text} {what}.",
            severity=SUGGESTION,
        )


def _or_else(condition: Condition, operator: Named) -> str:
    """What spares requests without the key: IfExists does not for a negated operator."""
    return (
        f', or add "Null": {{"{condition.key.text}": "false"}}'
        if operator.negated
        else f", or write {condition.operator.text}IfExists"
    )


_SENDING = frozenset({"kms", "s3"})
"""Services that send the keys since they were introduced; AWS adds others."""
_KEYS = frozenset({"aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths"})


RULE = Rule(
    "condition-key-needs-supported-service",
    WARNING,
    CONDITION,
    check,
    concerns=lambda _, key: key in _KEYS,
)

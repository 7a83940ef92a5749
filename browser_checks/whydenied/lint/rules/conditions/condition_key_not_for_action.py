"""No action of the statement ever comes with this condition key.

A service sends a key with some of its actions only. Where a request lacks the key, an Allow never applies,
and a Deny never or always.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringLike": {"s3:prefix": "reports/*"}}}

Good:
    {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::invoices",
     "Condition": {"StringLike": {"s3:prefix": "reports/*"}}}

Not this: One action that carries the key gives the condition its use.
    {
      "Effect": "Allow",
      "Action": ["s3:ListBucket", "s3:GetObject"],
      "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"],
      "Condition": {
        "StringEquals": {"aws:ResourceAccount": "111122223333"}
      }
    }

Source:
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data.keys import GLOBAL, LISTED
from ....aws.data.services import DATE, TITLES
from ....evaluation.operators import Named
from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, ERROR, SUGGESTION, Problem, Rule
from ._keys import CROSS_SERVICE, is_resource_tag, key_of, known, lacking, senders
from ._operators import operator_of


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A service's own key with actions that are all known, none of which sends it; a suggestion where only
    some do not."""
    key = key_of(condition)
    if key is None or (policy.type == "trust" and condition.name.startswith("aws:")):
        return
    found = senders(key.name.lower())
    if not found and not condition.name.startswith("aws:"):
        return  # listed for the service and at no action: then the list tells nothing of any action
    without, none = lacking(statement, condition.name)
    operator = operator_of(condition)
    if none:
        if len(found) == 1 and not condition.name.startswith("aws:"):
            return
        action = statement.actions[0].text
        weak = operator.if_exists or condition.name.startswith("aws:")
        yield Problem(
            condition.key,
            "Requests for "
            f"{action}{' and the other actions here' if len(statement.actions) > 1 else ''} never "
            "carry "
            f"{condition.key.text} by the data of {DATE}, so "
            + _effect(statement, operator_of(condition))
            + f": {_advice(key.name)}.",
            severity=SUGGESTION if weak else None,
        )
    elif without and statement.allows and operator.needs_key and policy.type != "trust":
        yield Problem(
            condition.key,
            f"Requests for {without[0]} carry no {condition.key.text} by the data of {DATE}, so "
            f"this statement never allows {without[0]}: "
            "put it in a statement of its own without the condition.",
            severity=SUGGESTION,
        )


def _is_own(written: str) -> bool:
    """Whether only some actions send the key; tags of the resource have rules of their own, claims come with
    any provider."""
    key = known(written)
    if key is None or written in CROSS_SERVICE or is_resource_tag(written):
        return False
    name = key.name.lower()
    return name in LISTED or (name not in GLOBAL and name.partition(":")[0] in TITLES)


def _effect(statement: Statement, operator: Named) -> str:
    if operator.if_exists or operator.qualifier == "ForAllValues":
        return "the condition is always met"
    if operator.family == "Null":
        return "the condition has always the same answer"
    met = operator.negated and not operator.qualifier
    if statement.denies:
        return "this statement always denies them" if met else "this statement never denies anything"
    return "the condition restricts nothing" if met else "this statement never allows anything"


def _advice(name: str) -> str:
    found = senders(name.lower())
    return (
        f"the key comes with {' and '.join(found[:2])}{' and others' if len(found) > 2 else ''}"
        if found
        else "use a key that the action sends"
    )


RULE = Rule("condition-key-not-for-action", ERROR, CONDITION, check, concerns=lambda _, key: _is_own(key))

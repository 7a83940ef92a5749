"""A condition compares a key with a lone star.

A star fits every value, so the condition asks nothing of the value: with IfExists or ForAllValues it always
holds, otherwise as soon as the key is there.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringLike": {"aws:PrincipalArn": "*"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/billing-*"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, SUGGESTION, Problem, Rule
from ._keys import always_there, free_text, key_of
from ._operators import operator_of
from ._values import says, whole


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A Like operator, not negated, with a value of stars only, or IpAddress with all addresses; tags have
    `equivalent-to-null-false`."""
    if (everything := whole(condition)) is None or (key := key_of(condition)) is None:
        return
    always = always_there(condition, policy) or not operator_of(condition).needs_key
    if free_text(key) and not always:
        return
    yield Problem(
        everything,
        f'"{says(everything)}" fits every {condition.key.text}, so this condition '
        + ("always holds" if always else "holds whenever the request has the key")
        + ": name the values that are meant, or take the condition away.",
        suggestion="Name the values that are meant.",
    )


RULE = Rule(
    "always-true-condition",
    SUGGESTION,
    CONDITION,
    check,
    concerns=lambda operator, _: not operator.negated and (operator.likes or operator.family == "IpAddress"),
)

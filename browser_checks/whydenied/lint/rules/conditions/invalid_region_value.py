"""A value of aws:RequestedRegion is no Region.

No request goes there. An Allow for it is dead, and in a guard rail with StringNotEquals the Region that was
meant stays locked.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-wset-1"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}}

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.coverage import covers
from ....aws.data.nearest import nearest
from ....aws.data.regions import REGIONS
from ....aws.data.wildcards import has_wildcard
from ....policies.statements import Condition, Statement
from ....text.regex import lazy_regex
from ...policy import Policy
from ...rule import CONDITION, ERROR, Problem, Rule
from ._operators import operator_of
from ._values import fixed, says


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A value, or a pattern of a Like operator, that fits no known Region."""
    operator = operator_of(condition)
    for value in fixed(condition):
        text = value.text
        if text in REGIONS or text in _GLOBAL or not _FORM.search(text):
            continue
        if operator.likes and has_wildcard(text) and any(covers(text, region) for region in REGIONS):
            continue
        if not operator.likes and has_wildcard(text):
            continue
        meant = nearest(text, sorted(REGIONS))
        yield Problem(
            value,
            (
                f'"{says(value)}" is no Region that is known to this tool, so no request has it as '
                f"{condition.key.text}"
            )
            + (f": did you mean {meant}?" if meant else ": write the code of a Region, such as eu-west-1."),
            suggestion=f"Write {meant}." if meant else None,
        )


_KEYS = frozenset({"aws:requestedregion", "ec2:region", "kms:replicaregion", "account:targetregion"})
_GLOBAL = frozenset({"aws-global"})


# Brackets mark a place to fill in, of which another rule tells.
_FORM = lazy_regex(r"^[^<>{}\[\]$%]*$")


RULE = Rule(
    "invalid-region-value",
    ERROR,
    CONDITION,
    check,
    concerns=lambda operator, key: key in _KEYS and operator.family == "String",
)

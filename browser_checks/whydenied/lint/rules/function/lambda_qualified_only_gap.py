"""Invoking a function is allowed by version or alias only.

``function:orders:*`` fits any version and alias, and not the function without one. A call that names none is
denied, also when it would run the same code.

Bad:
    {
      "Effect": "Allow",
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:resize:*"
    }

Good:
    {"Effect": "Allow", "Action": "lambda:InvokeFunction",
     "Resource": ["arn:aws:lambda:eu-west-1:111122223333:function:resize",
     "arn:aws:lambda:eu-west-1:111122223333:function:resize:*"]}

Not this: Who names one alias means that alias.
    {
      "Effect": "Allow",
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders:live"
    }

Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.coverage import resource_covers
from ....policies.nodes import UNKNOWN
from ...policy import Policy
from ...rule import ERROR, POLICY, SUGGESTION, Problem, Rule
from ..resources._special import shown
from ._grants import MOST, function_parts, functions, granting

_ACTION = "lambda:InvokeFunction"
_COMPARED = 100  # ARNs
_ANY = ("*", "$LATEST", "$latest")


def check(policy: Policy) -> Iterator[Problem]:
    """ARNs with any qualifier, or $LATEST, without the unqualified one: a suggestion, unless the policy names
    that one for other actions."""
    listed = functions(policy, granting(policy, _ACTION))
    qualified = [
        (item, text)
        for item, text in listed
        if (parts := function_parts(text)) and parts[-1] in _ANY and len(parts) == 3 and parts[1] != "*"
    ]
    if not qualified or len(listed) > _COMPARED:
        return
    elsewhere = {item.text for statement in policy.statements[:MOST] for item in statement.resources}
    for item, text in qualified:
        bare, _, qualifier = text.rpartition(":")
        if any(resource_covers(other, bare) for _, other in listed):
            continue
        which = "calls that name $LATEST" if qualifier != "*" else "calls that name a version or alias"
        told = UNKNOWN not in item.text
        missing = f'"{bare}"' if told else f"the ARN without :{qualifier}"
        message = (
            f'"{shown(item, policy)}" fits {which}; one without a qualifier is denied. If callers name none, '
            f"list {missing} as well."
        )
        yield Problem(
            item, message, bare if told else None, severity=None if bare in elsewhere else SUGGESTION
        )


RULE = Rule(
    "lambda-qualified-only-gap",
    ERROR,
    POLICY,
    check,
    types=frozenset({"identity", "session"}),
    section="no-permissions",
    mentions=("lambda:",),
)

"""Invoking a function is allowed without its versions and aliases.

``function:orders`` and ``function:orders:prod`` are two resources to IAM. A caller that names an alias or
version in its call is denied by a policy that lists the unqualified ARN alone.

Bad:
    {
      "Effect": "Allow",
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:resize"
    }

Good:
    {"Effect": "Allow", "Action": "lambda:InvokeFunction",
     "Resource": ["arn:aws:lambda:eu-west-1:111122223333:function:resize",
     "arn:aws:lambda:eu-west-1:111122223333:function:resize:*"]}

Not this: A star after the name covers the function and its versions.
    {
      "Effect": "Allow",
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders*"
    }

Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.coverage import arns_meet
from ....policies.nodes import UNKNOWN
from ...policy import Policy
from ...rule import ERROR, POLICY, SUGGESTION, Problem, Rule
from ..resources._special import shown
from ._grants import MOST, function_parts, functions, granting

_ACTION = "lambda:InvokeFunction"
_COMPARED = 100  # ARNs


def check(policy: Policy) -> Iterator[Problem]:
    """Unqualified ARNs without a qualified partner: a suggestion, since most calls name no version, unless
    the policy names one itself."""
    listed = functions(policy, granting(policy, _ACTION))
    bare = [
        (item, text)
        for item, text in listed
        if (parts := function_parts(text)) and len(parts) == 2 and not parts[1].endswith("*")
    ]
    if not bare or len(listed) > _COMPARED:
        return
    elsewhere = [item.text for statement in policy.statements[:MOST] for item in statement.resources]
    for item, text in bare:
        if any(arns_meet(other, f"{text}:*") for _, other in listed):
            continue
        used = any(each.startswith(f"{text}:") for each in elsewhere)
        told = UNKNOWN not in item.text
        missing = f'"{text}:*"' if told else "it with :* at the end"
        message = (
            f'"{shown(item, policy)}" fits calls without a version or alias alone; one that names an alias, '
            "such as prod, is denied. "
            f"If callers do that, list {missing} as well."
        )
        yield Problem(item, message, f"{text}:*" if told else None, severity=None if used else SUGGESTION)


RULE = Rule(
    "lambda-version-arn-gap",
    ERROR,
    POLICY,
    check,
    types=frozenset({"identity", "session"}),
    section="no-permissions",
    mentions=("lambda:",),
)

"""A key for tags does not say which tag.

The name of the tag belongs to the key, behind a slash. Without it no request has such a key, and AWS's
validation refuses it.

Bad:
    {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "*",
     "Condition": {"StringEquals": {"aws:ResourceTag": "billing"}}}

Good:
    {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "*",
     "Condition": {"StringEquals": {"aws:ResourceTag/team": "billing"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import UNKNOWN
from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, ERROR, Problem, Rule
from ._keys import known


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A key that is known only with a tag's name behind it."""
    name = condition.name
    front = name.rstrip("/:")
    mark = next(
        (
            mark
            for mark in "/:"
            if (key := known(f"{front}{mark}x")) and key.name.lower().startswith(f"{front}{mark}")
        ),
        None,
    )
    if mark is None or not name.startswith(front):
        return
    written = condition.key.text.rstrip("/:")
    yield Problem(
        condition.key,
        f"The key {condition.key.text} lacks the name of the "
        f"{'tag' if 'tag' in front else 'key'}, so no request has it: write it as "
        f"{written}{mark}NAME, such as {written}{mark}team.",
    )


RULE = Rule(
    "missing-tag-key",
    ERROR,
    CONDITION,
    check,
    concerns=lambda _, key: UNKNOWN not in key and (key[-1:] in "/:" or not known(key)),
)

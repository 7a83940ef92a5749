"""A resource stands in a list that has it already.

It stands there twice, or a pattern beside it includes it. The policy means the same without it; perhaps the
pattern reaches further than was meant.

Bad:
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::price-lists/*", "arn:aws:s3:::price-lists/2026/*"]
    }

Good:
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::price-lists/2025/*", "arn:aws:s3:::price-lists/2026/*"]
    }

Not this: Two Regions of one name are two resources.
    {
      "Effect": "Allow",
      "Action": "sqs:SendMessage",
      "Resource": ["arn:aws:sqs:eu-west-1:111122223333:orders", "arn:aws:sqs:eu-west-2:111122223333:orders"]
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.coverage import resource_covers
from ....policies.statements import Statement
from ...edits import remove
from ...policy import Policy
from ...rule import RESOURCES, STATEMENT, SUGGESTION, Problem, Rule
from ._covered import covered


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Each resource that another entry of the list covers."""
    if len(statement.resources) < 2:
        return
    for resource, by in covered(statement.resources, str, resource_covers):
        what = "stands in the list twice" if resource.text == by.text else f'is included in "{by.text[:80]}"'
        yield Problem(
            resource,
            f'"{resource.text[:80]}" {what}, so the policy means the same without it: take it out.',
            edit=remove(resource, policy.chars) if policy.editable else None,
        )


RULE = Rule("redundant-resource", SUGGESTION, STATEMENT, check, needs=(RESOURCES,))

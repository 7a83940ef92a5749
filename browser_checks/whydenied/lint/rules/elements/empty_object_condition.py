"""Condition, or what stands under one of its operators, is an empty object.

It asks for nothing, so the statement applies as if no condition stood there. Who wrote it meant to ask for
something, or left it over.

Bad:
    {
      "Effect": "Allow",
      "Action": "sns:Publish",
      "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts",
      "Condition": {}
    }

Good:
    {"Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Object
from ....policies.statements import Statement
from ...edits import remove
from ...policy import Policy
from ...rule import ODD_CONDITION, STATEMENT, SUGGESTION, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An empty Condition, or an operator without keys; taking it out changes nothing."""
    condition = statement.node.get("Condition")
    if not isinstance(condition, Object):
        return
    blocks = [
        member
        for member in condition.members
        if isinstance(member.value, Object) and not member.value.members
    ]
    if condition.members and not blocks:
        return
    whole = len(blocks) == len(condition.members)
    target = condition if whole else blocks[0].value
    what = f"{blocks[0].key.text} in Condition is" if condition.members else "Condition is"
    yield Problem(
        blocks[0].value if condition.members else condition,
        f"{what} empty, so it asks for nothing: say what has to be true, or take it out.",
        edit=remove(target, policy.chars) if policy.editable else None,
    )


RULE = Rule("empty-object-condition", SUGGESTION, STATEMENT, check, needs=(ODD_CONDITION,))

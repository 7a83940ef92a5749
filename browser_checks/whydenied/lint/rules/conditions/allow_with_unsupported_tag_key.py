"""An Allow by a tag of the resource names an action that carries no such tag.

AWS does not send the tags of a resource with every action. Where they are missing, the condition fails and the statement allows
nothing.

Bad:
    {"Effect": "Allow", "Action": "lambda:ListFunctions", "Resource": "*",
     "Condition": {"StringEquals": {"aws:ResourceTag/team": "billing"}}}

Good:
    {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:*",
     "Condition": {"StringEquals": {"aws:ResourceTag/team": "billing"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data.services import DATE
from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, SUGGESTION, Problem, Rule
from ._keys import is_resource_tag, known, lacking
from ._operators import operator_of


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Actions named in full, or patterns as a whole, that never come with a tag of the resource."""
    if not statement.allows or not is_resource_tag(condition.name) or not known(condition.name):
        return
    operator = operator_of(condition)
    if not (operator.needs_key or _present(condition)):
        return
    without, none = lacking(statement, condition.name)
    if not without and not none:
        return
    action = without[0] if without else statement.actions[0].text
    more = f" and {len(without) - 1} more of these actions" if len(without) > 1 else ""
    yield Problem(
        condition.key,
        f"Requests for {action}{more} carry no {condition.key.text} by the data of {DATE}, and without it this statement allows nothing: "
        "take the condition off them.",
    )


def _present(condition: Condition) -> bool:
    """Whether Null asks for the tag to be there."""
    return operator_of(condition).family == "Null" and all(value.text.lower() == "false" for value in condition.values)


RULE = Rule("allow-with-unsupported-tag-key", SUGGESTION, CONDITION, check)

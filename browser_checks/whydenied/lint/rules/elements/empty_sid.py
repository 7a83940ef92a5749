"""Sid is empty.

The element is optional and names a statement for people. An empty name says nothing.

Bad:
    {
      "Sid": "",
      "Effect": "Allow",
      "Action": "ssm:GetParameter",
      "Resource": "arn:aws:ssm:eu-west-1:111122223333:parameter/shop/rate"
    }

Good:
    {"Sid": "ReadRate", "Effect": "Allow", "Action": "ssm:GetParameter",
     "Resource": "arn:aws:ssm:eu-west-1:111122223333:parameter/shop/rate"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...edits import remove
from ...policy import Policy
from ...rule import STATEMENT, SUGGESTION, Problem, Rule
from ._types import is_text


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An empty string in Sid."""
    sid = statement.node.get("Sid")
    if isinstance(sid, Scalar) and not sid.text and is_text(sid):
        edit = remove(sid, policy.chars) if policy.editable else None
        yield Problem(
            sid,
            "Sid is empty, so it names nothing: give the statement a name, or take the element out.",
            edit=edit,
        )


RULE = Rule("empty-sid", SUGGESTION, STATEMENT, check, needs=("Sid",))

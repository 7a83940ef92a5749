"""Effect is neither Allow nor Deny.

The two words count letter by letter: "allow" and "DENY" are refused like any other.

Bad:
    {
      "Effect": "Permit",
      "Action": "events:PutEvents",
      "Resource": "arn:aws:events:eu-west-1:111122223333:event-bus/orders"
    }

Bad:
    {
      "Effect": "ALLOW",
      "Action": "events:PutEvents",
      "Resource": "arn:aws:events:eu-west-1:111122223333:event-bus/orders"
    }

Good:
    {
      "Effect": "Allow",
      "Action": "events:PutEvents",
      "Resource": "arn:aws:events:eu-west-1:111122223333:event-bus/orders"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...edits import replace
from ...policy import Policy
from ...rule import ERROR, STATEMENT, STRANGE, Problem, Rule
from ._types import is_text, left_open

_WORDS = {"allow": "Allow", "deny": "Deny"}


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Another word than the two, or one of them in other letters."""
    if statement.effect in ("Allow", "Deny", None):
        return
    value = statement.node.get("Effect")
    if value is None or not is_text(value) or left_open(value):
        return
    word = _WORDS.get(statement.effect.strip().lower())
    yield Problem(
        value,
        (
            'Effect must be "Allow" or "Deny", with a capital first letter: AWS rejects '
            f'"{statement.effect[:60]}".'
        ),
        word,
        replace(value, word) if word else None,
    )


RULE = Rule("invalid-effect", ERROR, STATEMENT, check, needs=(STRANGE,))

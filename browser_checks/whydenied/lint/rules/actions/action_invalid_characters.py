"""An action has a character that no action has.

Names of actions are made of letters and digits, with ``*`` and ``?`` as wildcards; anything else can never
fit, and IAM refuses most of it.

Bad:
    {
      "Effect": "Allow",
      "Action": "kinesis:Put_Record",
      "Resource": "arn:aws:kinesis:eu-west-1:111122223333:stream/clicks"
    }

Good:
    {
      "Effect": "Allow",
      "Action": "kinesis:PutRecord",
      "Resource": "arn:aws:kinesis:eu-west-1:111122223333:stream/clicks"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data import iam
from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ....text.regex import lazy_regex
from ...edits import replace
from ...policy import Policy
from ...rule import ACTION, ERROR, Problem, Rule
from ._names import fault

CODE = "action-invalid-characters"
_STRANGE = lazy_regex(r"[^A-Za-z0-9*?:-]")


def check(action: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An action with a sign, a blank or a letter beyond ASCII in it, or one too long to be a name."""
    if fault(action.text) != CODE:
        return
    strange = sorted(set(_STRANGE.findall(action.text)))
    if not strange:
        yield Problem(
            action,
            (
                f"The action has {len(action.text):,} characters, far more than any name of AWS: write "
                "service:Name."
            ),
        )
        return
    shown = ", ".join(_shown(char) for char in strange[:5])
    cleaned = _STRANGE.sub("", action.text)
    certain = cleaned if iam.action(cleaned) else None
    yield Problem(
        action,
        (
            f'"{action.text}" has a character that stands in no action ({shown}), so it fits no '
            "request: write letters and digits alone."
        ),
        certain,
        replace(action, certain) if certain else None,
    )


def _shown(char: str) -> str:
    return (
        char
        if char.isprintable() and not char.isspace()
        else "a blank"
        if char == " "
        else f"U+{ord(char):04X}"
    )


RULE = Rule(CODE, ERROR, ACTION, check)

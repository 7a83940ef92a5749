"""A Sid has characters beyond letters and digits.

In policies of IAM a Sid is made of A to Z, a to z and 0 to 9; a blank, hyphen or underscore is refused.
Policies of resources are freer: there each service decides.

Bad:
    {"Sid": "read-rate", "Effect": "Allow", "Action": "ssm:GetParameter",
     "Resource": "arn:aws:ssm:eu-west-1:111122223333:parameter/shop/rate"}

Good:
    {"Sid": "ReadRate", "Effect": "Allow", "Action": "ssm:GetParameter",
     "Resource": "arn:aws:ssm:eu-west-1:111122223333:parameter/shop/rate"}

Not this (trust): Trust policies take any words.
    {
      "Effect": "Allow",
      "Principal": {"Service": "lambda.amazonaws.com"},
      "Action": "sts:AssumeRole",
      "Sid": "Let Lambda in"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ...edits import remove, replace
from ...policy import Policy
from ...rule import ERROR, POLICY, Problem, Rule
from ._sids import STRICT, cleaned, sids


def check(policy: Policy) -> Iterator[Problem]:
    """Each Sid that IAM refuses; a variable in one has its own rule."""
    found = list(sids(policy))
    wrong = [
        sid for sid in found if not (sid.text.isascii() and sid.text.isalnum()) and not _is_open(sid.text)
    ]
    if not wrong:
        return
    names = Counter(cleaned(sid.text) for sid in found)
    for sid in wrong:
        clean = cleaned(sid.text)
        edit = replace(sid, clean) if clean else remove(sid, policy.chars) if policy.editable else None
        yield Problem(
            sid,
            f'A Sid can contain only letters and digits: IAM rejects "{sid.text[:60]}".',
            clean[:60] or None,
            edit if names[clean] == 1 or not clean else None,
        )


def _is_open(text: str) -> bool:
    """Whether a part of a Sid is left to an engine of templates, or all of it to the reader."""
    return "${" in text or "{{" in text or "<%" in text or not text.strip(".")


RULE = Rule("invalid-sid", ERROR, POLICY, check, types=STRICT, needs=("Sid",))

"""A key policy lets nobody change it.

KMS refuses a key policy under which whoever sets it could not set the next one, and an IAM policy counts only
where the key policy hands the key to its account. Where the check is bypassed, only AWS Support can help.

Bad (resource):
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/orders"},
       "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": "*"}]}

Good (resource):
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"},
      {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/orders"},
       "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": "*"}]}

Not this (resource): Who may do all but delete the key may change its policy.
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:role/keys"},
      "NotAction": "kms:ScheduleKeyDeletion",
      "Resource": "*"
    }

Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import UNKNOWN, listed
from ....text.regex import lazy_regex
from ...patterns import includes
from ...policy import Policy
from ...rule import ERROR, POLICY, SUGGESTION, Problem, Rule

_CHANGES = "kms:PutKeyPolicy"
_MOST = 200


def check(policy: Policy) -> Iterator[Problem]:
    """A whole key policy none of whose statements may allow kms:PutKeyPolicy; what is pasted without the key may be a
    part of one, so that is a hint."""
    # What is no statement may be one that a template fills in.
    count = len(listed(policy.root.get("Statement")))
    if policy.service != "kms" or policy.bare or not 0 < count == len(policy.statements) <= _MOST:
        return
    allowing = [each for each in policy.statements if each.allows]
    if not allowing or any(
        includes(each, _CHANGES) or any(UNKNOWN in item.text for item in each.actions) for each in allowing
    ):
        return
    whole = _OF_KEY.search(policy.chars) and not _BYPASSED.search(policy.chars)
    yield Problem(
        allowing[0].node,
        f"No statement allows {_CHANGES}, so KMS refuses this"
        + ("" if whole else " as the whole policy of a key")
        + ": nobody could change it any more. Allow kms:* to the account, arn:aws:iam::ACCOUNT-ID:root, or to who "
        "manages the key.",
        severity=None if whole else SUGGESTION,
    )


_OF_KEY = lazy_regex(
    r"AWS::KMS::(?:Replica)?Key\b|resource\s{1,9}\"aws_kms_(?:key|key_policy|external_key)\""
)
_BYPASSED = lazy_regex(r"(?i)bypass_?policy_?lockout_?safety_?check\"?[ \t]{0,9}[:=][ \t]{0,9}\"?true")


RULE = Rule(
    "kms-key-policy-lockout",
    ERROR,
    POLICY,
    check,
    types=frozenset({"resource"}),
    section="kms",
    mentions=("kms:",),
)

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

import re
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
    # The CDK puts each of its statements beside others, and lets the account manage the key where none are given.
    if policy.notation == "cdk" or (policy.notation == "terraform" and _is_a_part(policy)):
        return
    allowing = [each for each in policy.statements if each.allows]
    if not allowing or any(
        includes(each, _CHANGES) or any(UNKNOWN in item.text for item in each.actions) for each in allowing
    ):
        return
    whole = _OF_KEY.search(policy.chars) and _is_handed(policy) and not _BYPASSED.search(policy.chars)
    yield Problem(
        allowing[0].node,
        f"No statement allows {_CHANGES}, so KMS refuses this"
        + ("" if whole else " as the whole policy of a key")
        + ": nobody could change it any more. Allow kms:* to the account, arn:aws:iam::ACCOUNT-ID:root, or to who "
        "manages the key.",
        severity=None if whole else SUGGESTION,
    )


def _is_a_part(policy: Policy) -> bool:
    """Whether statements in Terraform are no whole policy: handed to a module that adds its own, in a document made of
    others too, or in one that another is made of."""
    chars, own = policy.chars, _own(policy)
    if own is None:
        return not _DOCUMENT.search(chars, max(0, policy.root.start - _BEFORE), policy.root.start)
    if not _MERGING.search(chars):
        return False
    if _MERGING.search(chars, policy.root.start, policy.root.end):
        return True
    return any(re.search(own, each[0]) for each in _MERGED.finditer(chars))


def _is_handed(policy: Policy) -> bool:
    """Whether a policy is no document of Terraform that is but near a key, and not handed to it."""
    own = _own(policy)
    return own is None or bool(
        re.search(rf"\bpolicy[ \t]{{0,40}}=[ \t]{{0,9}}[\"${{]{{0,4}}data\.{own}", policy.chars)
    )


def _own(policy: Policy) -> str | None:
    """The pattern of how a policy document of Terraform is referred to; None for another policy."""
    head = _NAME.search(policy.chars, max(0, policy.root.start - _BEFORE), policy.root.start)
    return rf"aws_iam_policy_document\.{re.escape(head[1])}(?![\w-])" if head else None


_BEFORE = 300
_MERGING = lazy_regex(r"\b(?:source|override)_(?:policy_documents|json)\b")
# A list, which may have indexes in it, or one document.
_MERGED = lazy_regex(
    r"\b(?:source|override)_(?:policy_documents|json)\s{0,20}=[\s(\w]{0,60}"
    r"(?:\[(?:[^\[\]]|\[[^\[\]\n]{0,60}\]){0,4000}|[^\n]{0,200})"
)
_NAME = lazy_regex(r"aws_iam_policy_document\"[ \t]{0,20}\"([^\"\n]{1,200})\"\s{0,40}$")
_DOCUMENT = lazy_regex(r"olicy_?[dD]ocument")
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

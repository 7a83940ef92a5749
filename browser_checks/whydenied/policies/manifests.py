"""The resources of Kubernetes that policies stand in, as a text below one of their keys.

A Role of theirs has a label for each of its policies.
Source: https://marketplace.upbound.io/providers/upbound/provider-aws-iam and
https://aws-controllers-k8s.github.io/community/reference/
"""

from __future__ import annotations

import re

from ..text.regex import lazy_regex
from .wrappers import LABELS, Carrier

_KINDS: dict[str, Carrier] = {
    **dict.fromkeys(("Policy", "RolePolicy", "UserPolicy", "GroupPolicy"), Carrier("identity")),
    "BucketPolicy": Carrier("resource", service="s3"),
    "QueuePolicy": Carrier("resource", service="sqs"),
    "TopicPolicy": Carrier("resource", service="sns"),
    "RepositoryPolicy": Carrier("resource", service="ecr"),
    "VPCEndpoint": Carrier("vpc-endpoint"),
}
_KEY = lazy_regex(r"\n[ \t]{1,40}(\w{1,60}):[ \t]{0,9}(?:[|>][-+]?\s{0,80}|['\"]?)\Z")
_HEAD = lazy_regex(r"^(apiVersion|kind):[ \t]{0,9}([\w./-]{1,80})|^---", re.MULTILINE)
_REACH = 20_000


def carrier(chars: str, start: int) -> tuple[str, Carrier] | None:
    """The kind of resource, and what it does with the policy at *start*; None where that stands in none."""
    key = _KEY.search(chars, max(0, start - 200), start)
    if key is None:
        return None
    head: dict[str, str] = {}
    for each in _HEAD.finditer(chars, max(0, start - _REACH), start):
        head = {**head, each[1]: each[2]} if each[1] else {}
    if "aws" not in head.get("apiVersion", ""):
        return None
    label = key[1].lower()
    if named := next((type_ for name, type_ in LABELS if label == name), None):
        return head.get("kind", ""), Carrier(named)
    row = _KINDS.get(head.get("kind", ""))
    return (head["kind"], row) if row and "policy" in label else None

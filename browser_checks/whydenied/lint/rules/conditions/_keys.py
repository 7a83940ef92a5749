"""What rules ask of condition keys: what the data knows of them, and which are security boundaries, always
there, or need another."""

from __future__ import annotations

from ....aws.data import iam
from ....aws.data.iam import ConditionKey
from ....aws.data.wildcards import has_wildcard
from ....policies.statements import Condition, Statement
from ...policy import Policy

UNLISTED = frozenset({"aws:principalorgmasteraccountid", "aws:signinsessionarn"})
"""Keys that AWS sends and the data does not list: the first stands in policies that AWS manages, the second
came with `aws login`.

Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

CROSS_SERVICE = frozenset({"codebuild:buildarn", "codebuild:projectarn"})
"""Keys of sessions that come with a request to any service though they carry one service's name, besides
those the data has as global.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

IDENTIFIERS = frozenset(
    f"aws:{name}"
    for name in (
        "principalaccount", "principalorgid", "resourceaccount", "resourceorgid", "sourceaccount", "sourceorgid", "sourceowner",
        "sourcevpc", "sourcevpce", "vpceaccount", "vpceorgid",
    )
)  # fmt: skip
"""Keys that hold one identifier; AWS calls them sensitive: no part of an identifier means anything, so a
wildcard only opens them.

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sensitive
"""

SENSITIVE = IDENTIFIERS | {"aws:principalarn", "aws:sourcearn", "aws:userid"}
"""Keys that decide who gets in."""

_OF_EVERY_REQUEST = frozenset(
    f"aws:{name}" for name in ("currenttime", "epochtime", "securetransport", "requestedregion")
)
_OF_EVERY_CALLER = frozenset(
    f"aws:{name}" for name in ("principalaccount", "principalarn", "principaltype", "userid")
)
# Policies that decide about callers of all sorts; the others are about principals that sign.
_ABOUT_ANYONE = frozenset({"resource", "trust", "rcp", "vpc-endpoint"})


def always_there(condition: Condition, policy: Policy) -> bool:
    """Whether every request that the policy decides carries the condition's key: those about the caller are
    missing where nobody signs, and where an AWS service calls.

    Source: the *Availability* of each key in
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    """
    return condition.name in _OF_EVERY_REQUEST or (
        condition.name in _OF_EVERY_CALLER and policy.type not in _ABOUT_ANYONE
    )


COMPARED_AS_TEXT = frozenset({"iam:permissionsboundary"})
"""Keys that hold an ARN and for which AWS documents string operators.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
"""


def holds_arn(name: str) -> bool:
    """Whether a key, in lower case, holds an ARN that is compared as one."""
    key = known(name)
    return key is not None and key.type == "ARN" and name not in COMPARED_AS_TEXT


PER_RESOURCE_TAG = "resourcetag/"
"""Stands in the name of keys that hold a tag of the resource, after the service's prefix or aws:."""


@iam.remembered
def known(name: str) -> ConditionKey | None:
    """What the data knows of a key; None also while its service is not loaded."""
    found = iam.condition_key(name)
    return found if isinstance(found, ConditionKey) else None


def key_of(condition: Condition) -> ConditionKey | None:
    """What the data knows of a condition's key."""
    return known(condition.name)


def free_text(key: ConditionKey) -> bool:
    """Whether people choose what the key holds (tags, encryption contexts, claims), so that its type says
    little."""
    return (
        "/" in key.name or key.name.startswith("kms:EncryptionContext:") or "." in key.name.partition(":")[0]
    )


def keys_in(statement: Statement) -> set[str]:
    """The keys of a statement's conditions, in lower case."""
    return {condition.name for condition in statement.conditions}


def is_resource_tag(name: str) -> bool:
    """Whether a key, in lower case, holds a tag of the resource."""
    return name.partition(":")[2].startswith(PER_RESOURCE_TAG)


def lacking(statement: Statement, key: str) -> tuple[list[str], bool]:
    """The actions that a statement names in full whose requests never carry a key, and whether no action of
    the statement carries it.

    Empty and False unless every action of the statement is known and loaded: then nothing can be said.
    """
    if statement.not_action or not 0 < len(statement.actions) <= _MOST:
        return [], False
    if not all(_known_action(item.text) for item in statement.actions):
        return [], False
    without: list[str] = []
    some = False
    for item in statement.actions:
        names = iam.expand(item.text) or ()
        if has_wildcard(item.text):
            some = some or any(_takes(name, key) for name in names)
        elif any(_takes(name, key) for name in names):
            some = True
        else:
            without += names
    return without, not some


_MOST = 500
"""Actions of a statement that are looked up; with more, no policy is short enough for AWS."""


@iam.remembered
def _takes(action: str, key: str) -> bool:
    return iam.takes(action, key)


@iam.remembered
def _known_action(text: str) -> bool:
    prefix, colon, _ = text.partition(":")
    return bool(colon) and not has_wildcard(prefix) and bool(iam.expand(text))


@iam.remembered
def senders(key: str) -> tuple[str, ...]:
    """The actions of a key's own service whose requests carry it."""
    return tuple(
        action for action in iam.expand(f"{key.partition(':')[0]}:*") or () if key in iam.keys_of(action)
    )

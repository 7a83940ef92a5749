"""A condition key is not written as service:name.

IAM refuses the policy ("Actions/Conditions must be prefaced by a vendor"): what comes with every request
begins with aws:, the rest with a service.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"PrincipalOrgID": "o-a1b2c3d4e5"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}

Not this (trust): An engine of templates fills in the provider before AWS reads the key.
    {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
     "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/${OIDC}"},
     "Condition": {"StringEquals": {"${OIDC}:aud": "sts.amazonaws.com", "${OIDC}:sub": "system:serviceaccount:a:b"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import UNKNOWN
from ....policies.statements import Condition, Statement
from ....text.regex import lazy_regex
from ...edits import reword
from ...policy import Policy
from ...rule import CONDITION, ERROR, Problem, Rule
from ._keys import free_text, known


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A key without a colon, with nothing on one side of it, or with a blank or wildcard in the part that
    names it."""
    text = condition.key.text
    meant = f"aws:{text.strip()}" if ":" not in text else "".join(text.split())
    right = known(meant.lower())
    yield Problem(
        condition.key,
        (
            f'"{text}" is no condition key, so IAM refuses the policy: a key is written as '
            "service:name, such as aws:SourceArn or s3:prefix"
        )
        + (f". Write {meant}." if right else "."),
        suggestion=f"Write {meant}." if right else None,
        edit=reword(condition.key, meant) if right and free_text(right) is False else None,
    )


def _is_formed(key: str) -> bool:
    """Whether a key has the form of one, or a part that is not known."""
    vendor, colon, name = key.partition(":")
    front = key.partition("/")[0] if vendor == "aws" else vendor
    return (
        UNKNOWN in key
        or _SLOT.search(key) is not None
        or bool(
            colon
            and vendor
            and name
            and vendor == vendor.strip()
            and name == name.strip()
            and not _WRONG.intersection(front)
        )
    )


# What an engine of templates or a shell fills in.
_SLOT = lazy_regex(r"\$\{[\w.-]{1,60}(?:(?:[#%/^,]|:[-=?+])[^{}]{0,60})?\}|^\$\w{1,60}:|\{\{|<%")
_WRONG = frozenset(" *?\t\n$")


RULE = Rule(
    "invalid-condition-key-format", ERROR, CONDITION, check, concerns=lambda _, key: not _is_formed(key)
)

"""A condition names a global key that does not exist.

No request carries it: an Allow with it never applies, and a Deny either never or always. AWS's validation
refuses such a key.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:PrincipleOrgID": "o-a1b2c3d4e5"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data.keys import DEPRECATED, GLOBAL
from ....aws.data.nearest import nearest
from ....aws.data.services import DATE
from ....policies.nodes import UNKNOWN
from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, ERROR, Problem, Rule
from ._keys import UNLISTED, known


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A key that begins with aws: and is not in the table of global keys."""
    meant = nearest(_front(condition.name), _NAMES)
    yield Problem(
        condition.key,
        f"The key {condition.key.text} is unknown to the data of {DATE}: no request carries "
        "such a key, so the condition does not do "
        "what it says"
        + (
            f". The nearest known key is {meant}."
            if meant
            else ". Look it up in AWS's list of global condition keys."
        ),
        suggestion=f"Write {meant}." if meant else None,
    )


_NAMES = tuple(key.name.removesuffix("/${TagKey}") for key in GLOBAL.values())
_WRONG = frozenset(" *?$")


def _is_unknown(name: str) -> bool:
    if not name.startswith("aws:") or UNKNOWN in name or known(name):
        return False
    front = _front(name)
    return (
        name not in UNLISTED
        and name not in DEPRECATED
        and bool(front[4:])
        and f"{front}/${{tagkey}}" not in GLOBAL
        and not _WRONG.intersection(front)
    )


def _front(name: str) -> str:
    return name.partition("/")[0].strip()


RULE = Rule("unknown-global-condition-key", ERROR, CONDITION, check, concerns=lambda _, key: _is_unknown(key))

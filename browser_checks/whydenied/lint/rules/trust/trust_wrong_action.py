"""A trust policy allows something else than assuming the role.

Only actions of STS that take a role on make sense here: sts:AssumeRole and its two kin, sts:TagSession,
sts:SetSourceIdentity and sts:SetContext. What the role may do stands in the policies attached to it.

Bad (trust):
    {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "lambda:InvokeFunction"}

Good (trust):
    {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ACTION, ERROR, Problem, Rule


def check(action: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An action other than those of STS that trust policies take."""
    text = action.text.strip().lower()
    if (
        text in _ACTIONS
        or text in ("*", "sts:*")
        or (text.startswith("sts:assumerole") and text.endswith("*"))
        or ":" not in text
    ):
        return
    yield Problem(
        action,
        f'"{action.text}" does not belong into a trust policy, which only says who may assume '
        "the role, and IAM refuses it: put the permission into a policy "
        "attached to the role.",
    )


_ACTIONS = frozenset(
    {"sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity", "sts:tagsession", "sts:setsourceidentity", "sts:setcontext"}
)  # fmt: skip


RULE = Rule(
    "trust-wrong-action",
    ERROR,
    ACTION,
    check,
    types=frozenset({"trust"}),
    plain=True,
    section="execution-role-trust",
)

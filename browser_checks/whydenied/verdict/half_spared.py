"""A Deny with NotPrincipal that names the caller, and not all that AWS may check: the account, the role, the session.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
"""

from __future__ import annotations

from collections.abc import Iterable

from ..evaluation.explaining import explain
from ..evaluation.names import joined_and
from ..evaluation.request import Request
from ..evaluation.statements import Statement


def half_spared(denies: Iterable[Statement], request: Request) -> Statement | None:
    """The first Deny on the call that spares the caller in part."""
    for statement in denies:
        match = explain(statement, request)
        about_call = match.action and match.resource and match.condition is not False
        if about_call and not match.principal and _unnamed(statement, request):
            return statement
    return None


def half_spared_why(statement: Statement, request: Request) -> str:
    """Why such a Deny can apply, as the end of a sentence."""
    return f"its NotPrincipal names the caller, but not {joined_and(_unnamed(statement, request))}, which AWS can check as well"


def _unnamed(statement: Statement, request: Request) -> list[str]:
    said, caller = statement.principals, request.caller
    if said is None or not said.negated or caller.kind not in ("user", "role", "session"):
        return []
    session = (
        [f"the session {caller.name}"] if caller.kind == "session" and caller.name not in said.arns else []
    )
    root = f"arn:{caller.partition}:iam::{caller.account}:root"
    return [*session, *([] if caller.account in said.accounts else [f"its account ({root})"])]

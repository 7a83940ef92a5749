"""A statement with ``${aws:username}``, which only IAM users have: for a role's session it never applies.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

import re

from ..aws.glob import fits, parse
from ..evaluation.conditions import Condition
from ..evaluation.request import Request
from ..evaluation.statements import Statement
from ..text.regex import lazy_regex

_VARIABLE = lazy_regex(r"\$\{aws:username\}", re.IGNORECASE)


def in_resource(pattern: str, request: Request) -> str | None:
    """Why a value of Resource that leaves the name open doesn't cover the resource; None where the name isn't why."""
    if not is_role(request) or not _VARIABLE.search(pattern):
        return None
    anyone = parse(_VARIABLE.sub("*", pattern), variables=False)
    return f"it covers {pattern}, {_WHY}" if fits(anyone, request.target) else None


def in_condition(statement: Statement, request: Request) -> str | None:
    """Why a condition of the statement is never met; None where the name isn't why."""
    return next(
        (
            f"its condition on {each.written[1]} has ${{aws:username}}, {_WHY}"
            for each in statement.conditions
            if asks_for_name(each, request)
        ),
        None,
    )


def asks_for_name(condition: Condition, request: Request) -> bool:
    """Whether a condition can be met only by a caller who has a user name, and a role called."""
    wanted = condition.written[2]
    return (
        is_role(request)
        and not condition.operator.negated
        and not condition.operator.presence
        and bool(condition.variables)
        and all(_VARIABLE.search(each) for each in wanted)
    )


def is_role(request: Request) -> bool:
    """Whether a role or its session called."""
    return request.caller.kind in ("role", "session")


_WHY = "and a role has no user name to fill in there: only IAM users do"

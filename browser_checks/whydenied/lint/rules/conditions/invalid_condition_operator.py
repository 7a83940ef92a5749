"""A condition uses an operator that does not exist.

IAM refuses the policy. The operators are spelled in full and end in an s where they compare: StringEquals,
NumericLessThanEquals, ArnLike.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEqual": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ....aws.data.nearest import nearest
from ....evaluation.operators import OPERATORS, QUALIFIERS, named
from ....policies.statements import Statement
from ...edits import reword
from ...policy import Policy
from ...rule import ERROR, ODD_CONDITION, STATEMENT, SUGGESTION, Problem, Rule
from ._operators import used


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An operator that is none once the set operator and IfExists are taken away."""
    for key in used(statement):
        name = named(key.text)
        if name.operator:
            if name.base != name.operator.name:
                yield Problem(
                    key,
                    f'"{key.text}" is written {name.renamed(name.operator.name)} in AWS\'s documentation. '
                    "IAM reads it without regard to "
                    "case, but other tools may not: use that spelling.",
                    edit=reword(key, name.renamed(name.operator.name)),
                    severity=SUGGESTION,
                )
            continue
        if name.base.lower() in QUALIFIERS and (name.front or "").lower() in OPERATORS:
            continue
        meant = _meant(name.base)
        advice = (
            f"did you mean {name.renamed(meant)}?"
            if meant
            else "use one of IAM's own, such as StringEquals, StringLike, ArnLike or IpAddress."
        )
        certain = meant and (name.front is None or name.qualifier)
        yield Problem(
            key,
            f'There is no condition operator "{key.text}", so IAM refuses the policy: {advice}',
            suggestion=f"Write {name.renamed(meant)}." if meant else None,
            edit=reword(key, name.renamed(meant)) if certain and meant else None,
        )


@lru_cache(maxsize=256)
def _meant(base: str) -> str | None:
    """The operator that is spelled almost so, and asks for the same or the difference as this one does."""
    found = nearest(base, [operator.name for operator in OPERATORS.values()])
    same = (
        found
        and ("not" in base.lower()) == ("Not" in found)
        and abs(len(found) - len(base)) <= _CLOSE
        and found[:2].lower() == base[:2].lower()
    )
    return found if same else None


_CLOSE = 3


RULE = Rule("invalid-condition-operator", ERROR, STATEMENT, check, needs=(ODD_CONDITION,))

"""A policy variable names no known condition key.

A variable that is not part of the request makes the statement match nothing, and a misspelt one never is.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${aws:userrname}/*"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${aws:PrincipalTag/team}/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...data import iam, keys
from ...policies.policy import Policy
from ...policies.rule import STATEMENT, WARNING, Problem, Rule
from ...policies.statements import Statement
from ._places import is_iam, names, values


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A name with the form of a key that neither is global nor belongs to a service."""
    for value in values(statement):
        for name in names(value):
            if is_iam(name) and iam.condition_key(name) is None and not iam.is_claim(name):
                near = iam.nearest(name, [key.name for key in keys.GLOBAL.values()]) if name.lower().startswith("aws:") else None
                hint = f"did you mean ${{{near}}}?" if near else "check its name."
                yield Problem(
                    value,
                    f"The variable ${{{name}}} is unknown to the data of {iam.DATE}, and a variable without a value makes the statement match nothing: {hint}",
                    suggestion=f"${{{near}}}" if near else None,
                )


RULE = Rule("variable-unknown", WARNING, STATEMENT, check)

"""A policy variable has a blank in its name.

IAM takes the blank for a part of the name, and there is no such variable. Only a default value, behind a
comma, may have blanks around it.

Bad:
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::homes/${aws: PrincipalTag/team}/*"
    }

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${aws:PrincipalTag/team}/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...edits import replace
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule
from ._places import MENTIONS, faulty, shown

CODE = "variable-space"


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A blank in the name of the key, or around it; the key of a tag may hold some inside."""
    for value, variable in faulty(statement, CODE):
        key, slash, tag = variable.name.partition("/")
        default = variable.inner[variable.inner.index(",") :] if "," in variable.inner else ""
        meant = f"${{{''.join(key.split())}{slash}{tag.strip()}{default}}}"
        yield Problem(
            value,
            (
                f"The variable ${{{shown(variable.inner)}}} has a blank in its name, so IAM does not "
                f"know it and refuses the policy: write {shown(meant)}."
            ),
            meant if len(meant) <= 120 else None,
            replace(value, value.text.replace(f"${{{variable.inner}}}", meant)) if value.known else None,
        )


RULE = Rule(CODE, ERROR, STATEMENT, check, mentions=MENTIONS)

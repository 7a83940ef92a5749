"""The default value of a policy variable is not in quotes.

A default stands behind a comma in single quotes: ${key, 'default'}. Without both quotes IAM refuses the
policy.

Bad:
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::homes/${aws:PrincipalTag/team, 'none}/*"
    }

Good:
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::homes/${aws:PrincipalTag/team, 'none'}/*"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...edits import replace
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule
from ._places import MENTIONS, faulty, shown

CODE = "variable-missing-quote"


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """What stands behind the comma without a single quote at each end."""
    for value, variable in faulty(statement, CODE):
        default = variable.inner.partition(",")[2].strip().strip("'\"")
        meant = f"${{{variable.name}, '{default}'}}"
        plain = "'" not in default and value.known
        yield Problem(
            value,
            (
                f"The default of ${{{shown(variable.inner)}}} has no single quote on both sides, so AWS "
                f"refuses the policy: write {shown(meant)}."
            ),
            meant if len(meant) <= 120 else None,
            replace(value, value.text.replace(f"${{{variable.inner}}}", meant)) if plain else None,
        )


RULE = Rule(CODE, ERROR, STATEMENT, check, mentions=MENTIONS)

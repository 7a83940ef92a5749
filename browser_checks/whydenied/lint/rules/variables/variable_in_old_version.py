"""A policy variable stands in a policy of the old language version.

Variables came with Version 2012-10-17. Without it, or with 2008-10-17, ${aws:username} is taken letter by
letter and matches nothing.

Bad:
    {
      "Version": "2008-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::homes/${aws:PrincipalTag/team}/*"
        }
      ]
    }

Good:
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::homes/${aws:PrincipalTag/team}/*"
        }
      ]
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...edits import replace
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule
from ..elements._names import whole
from ._places import LITERALS, MENTIONS, shown, values, variables


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A variable in a policy whose Version is 2008-10-17 or missing; what was pasted without the policy
    around it says nothing of its version."""
    version = policy.root.get("Version")
    if not whole(policy) or (
        version is not None and not (isinstance(version, Scalar) and version.text == "2008-10-17")
    ):
        return
    said = "has the Version 2008-10-17" if version else "has no Version"
    for value in values(statement):
        if any(
            not each.fault and (each.name in LITERALS or (":" in each.name and "::" not in each.name))
            for each in variables(value.text)
        ):
            yield Problem(
                value,
                (
                    f'The policy {said}, so the variable in "{shown(value.text)}" is taken literally and '
                    'matches nothing: set "Version" to "2012-10-17".'
                ),
                '"Version": "2012-10-17"',
                replace(version, "2012-10-17") if version else None,
            )


RULE = Rule("variable-in-old-version", ERROR, STATEMENT, check, mentions=MENTIONS)

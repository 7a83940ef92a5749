"""A policy variable stands in a policy of the old language version.

Variables came with Version 2012-10-17. Without it, or with 2008-10-17, ${aws:username} is taken letter by letter and matches nothing.

Bad:
    {"Version": "2008-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${aws:PrincipalTag/team}/*"}]}

Good:
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${aws:PrincipalTag/team}/*"}]}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policies.nodes import Scalar
from ...policies.policy import Policy
from ...policies.rule import ERROR, STATEMENT, Problem, Rule
from ...policies.statements import Statement
from ._places import is_iam, names, values


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A variable in a policy whose Version is 2008-10-17 or missing; a bare statement says nothing of its version."""
    version = policy.root.get("Version")
    if policy.bare or policy.notation == "terraform" or (isinstance(version, Scalar) and version.text != "2008-10-17"):
        return
    for value in values(statement):
        if any(is_iam(name) for name in names(value)):
            said = "has the Version 2008-10-17" if version else "has no Version"
            yield Problem(
                value,
                f'The policy {said}, so the variable in "{value.text}" is taken literally and matches nothing: set "Version" to "2012-10-17".',
                suggestion='"Version": "2012-10-17"',
            )


RULE = Rule("variable-in-old-version", ERROR, STATEMENT, check)

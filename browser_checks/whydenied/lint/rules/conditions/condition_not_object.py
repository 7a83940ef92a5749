"""A Condition, or what stands under an operator, is not an object.

A condition has two levels: the operator, and under it the keys with their values. IAM refuses a policy in
which one of them is a string or a list.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": "o-a1b2c3d4e5"}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Node, Object, Scalar
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, ODD_CONDITION, STATEMENT, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A Condition or operator with a string, list or null in the place of the object."""
    condition = statement.node.get("Condition")
    if condition is None:
        return
    if not isinstance(condition, Object):
        if _really(condition):
            yield Problem(
                condition,
                "Condition is not an object, so IAM refuses the policy: it holds operators, and each "
                "operator the keys it compares, "
                "such as "
                '{"StringEquals": {"aws:PrincipalOrgID": "o-..."}}.',
            )
        return
    for member in condition.members:
        if (
            not isinstance(member.value, Object)
            and _really(member.value)
            and not member.name.startswith("Fn::")
        ):
            yield Problem(
                member.value,
                f'What stands under "{member.name}" is not an object, so IAM refuses the policy: '
                "write the key to compare and its "
                "value, such as "
                f'"{member.name}": {{"aws:PrincipalOrgID": "o-..."}}.',
            )


def _really(node: Node) -> bool:
    """Whether the node is what it seems, and not a place that a template fills in."""
    return not isinstance(node, Scalar) or (node.known and node.kind != "unknown")


RULE = Rule("condition-not-object", ERROR, STATEMENT, check, needs=(ODD_CONDITION,))

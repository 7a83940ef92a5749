"""Whose a long policy is: AWS's own managed policies may be longer than anybody else's."""

from __future__ import annotations

from ....aws import arn
from ....aws.data.wildcards import has_wildcard
from ....policies.nodes import UNKNOWN, Node, Object, Scalar
from ...policy import Policy

# What IAM prints beside a policy that it has saved, which was not too long then.
_SAVED = frozenset({"IsDefaultVersion", "VersionId", "CreateDate"})
_AWS = ":iam::aws:policy/"


def is_saved(policy: Policy) -> bool:
    """Whether the paste shows that IAM has the policy already, or that it is one of AWS's own: by what stands
    beside it or above it."""
    if any(_AWS in str(label) for label in policy.root.path):
        return True
    node: Node | None = policy.root.parent
    while node is not None:
        if isinstance(node, Object) and (node.names & _SAVED or _is_of_aws(node)):
            return True
        node = node.parent
    return False


def _is_of_aws(node: Object) -> bool:
    return any(
        isinstance(member.value, Scalar) and _AWS in member.value.text and member.name.lower().endswith("arn")
        for member in node.members
    )


def is_somebodys(policy: Policy) -> bool:
    """Whether a policy is of one account: it is in a template or program, or names an account or mostly
    buckets. AWS's own are written for all accounts."""
    if policy.notation != "json" or policy.root.parent is not None:
        return True
    texts = [item.text for statement in policy.statements for item in statement.resources]
    named = [arn.fields(text) for text in texts]
    if any(UNKNOWN in text for text in texts) or any(
        len(fields) > 5 and fields[4].isdigit() for fields in named
    ):
        return True
    buckets = [
        fields
        for fields in named
        if len(fields) > 5 and fields[2] == "s3" and not has_wildcard(fields[5].partition("/")[0])
    ]
    return len(buckets) * 2 > len(texts)

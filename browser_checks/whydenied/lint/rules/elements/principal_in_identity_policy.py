"""A policy of a user, group or role names a principal.

Such a policy is about whoever carries it, so it cannot name anybody; IAM refuses it ("Has prohibited field
Principal"). Who else may act on a resource stands in the resource's policy, and who may assume a role in its
trust policy.

Bad:
    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/ines"}, "Action": "sns:Publish",
     "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts"}

Good:
    {"Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule

_WHAT = {"boundary": "a permissions boundary", "session": "a session policy"}


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Principal or NotPrincipal in a policy that one carries."""
    member = statement.member("Principal", "NotPrincipal")
    if member:
        what = _WHAT.get(policy.type, "a policy of a user, group or role")
        yield Problem(
            member.key,
            (
                f"{member.name} stands in {what}, which is about whoever carries it, so IAM refuses "
                "the policy."
            ),
            f"Take {member.name} out, or attach the policy to the resource or as a role's trust policy",
        )


RULE = Rule(
    "principal-in-identity-policy",
    ERROR,
    STATEMENT,
    check,
    types=frozenset({"identity", "boundary", "session"}),
    needs=("Principal", "NotPrincipal"),
)

"""A Deny can be undone by rewriting the policy of the resource.

An action is forbidden here, and the right to rewrite the resource's own policy is given. Whoever has both can let somebody else do what is forbidden.

Bad:
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:PutBucketPolicy", "Resource": "arn:aws:s3:::invoices"}, {"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::invoices"}]}

Good:
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetBucketPolicy", "Resource": "arn:aws:s3:::invoices"}, {"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::invoices"}]}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policies.policy import Policy
from ...policies.rule import POLICY, SECURITY, Problem, Rule


def check(policy: Policy) -> Iterator[Problem]:
    """A Deny of a service's action beside the allowed action that writes its resources' policies."""
    denied = {
        item.text.partition(":")[0].lower()
        for statement in policy.statements[:200]
        if statement.denies and not statement.not_action
        for item in statement.actions
    }
    for statement in policy.statements[:200] if denied else ():
        for item in statement.actions if statement.allows and not statement.not_action else ():
            if item.text.lower() in _WRITING and item.text.partition(":")[0].lower() in denied:
                yield Problem(
                    item,
                    f'"{item.text}" can rewrite the policy of the resource, so that somebody else may do what this policy forbids: do not allow it beside the Deny.',
                )
                return


_WRITING = frozenset(
    {"s3:putbucketpolicy", "s3:deletebucketpolicy", "lambda:addpermission", "lambda:putresourcepolicy", "kms:putkeypolicy", "sqs:addpermission", "sns:addpermission",
     "ecr:setrepositorypolicy", "secretsmanager:putresourcepolicy", "iam:updateassumerolepolicy", "dynamodb:putresourcepolicy", "glue:putresourcepolicy",
     "events:putpermission", "backup:putbackupvaultaccesspolicy", "es:updatedomainconfig"}
)  # fmt: skip


RULE = Rule(
    "resource-policy-escalation", SECURITY, POLICY, check, types=frozenset({"identity", "session"}), mentions=("policy", "permission")
)

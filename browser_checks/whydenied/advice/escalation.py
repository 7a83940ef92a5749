"""Permissions with which their holder can take more than what is given: the caution that goes with an Allow for one.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html and the condition keys of IAM
in the service authorization reference.
"""

from __future__ import annotations

from ..call.caller import Caller
from ..report import Denial

_OF_POLICIES = (
    (
        ("iam:AttachUserPolicy", "iam:AttachRolePolicy", "iam:AttachGroupPolicy"),
        ("Whoever may attach any policy can become administrator: hold the Allow to the policies that are meant with "
        "iam:PolicyARN, or let an administrator attach them."),
    ),
    (
        ("iam:PutUserPolicy", "iam:PutRolePolicy"),
        ("Whoever writes policies can become administrator: hold the Allow to users and roles that have your boundary "
        "with iam:PermissionsBoundary, or let an administrator write them."),
    ),
    (
        ("iam:PutGroupPolicy", "iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"),
        ("Whoever changes a policy can become administrator where it is their own: name only policies that the caller "
        "does not have, or let an administrator change it."),
    ),
    (
        ("iam:UpdateAssumeRolePolicy",),
        ("Whoever writes a role's trust policy can let anybody in, themselves too: only for roles that may do no more "
        "than the caller."),
    ),
    (
        ("iam:DeleteUserPermissionsBoundary", "iam:DeleteRolePermissionsBoundary", "iam:PutUserPermissionsBoundary",
         "iam:PutRolePermissionsBoundary"),
        "A boundary is a guard, and this takes it away or puts another in its place: let whoever set it do that.",
    ),
    (
        ("s3:PutBucketPolicy", "s3:PutBucketAcl", "s3:PutBucketPublicAccessBlock", "s3:PutAccountPublicAccessBlock",
         "s3:PutAccessPointPolicy", "kms:PutKeyPolicy", "kms:CreateGrant", "secretsmanager:PutResourcePolicy",
         "lambda:AddPermission", "sns:AddPermission", "sqs:AddPermission", "ecr:SetRepositoryPolicy", "glue:PutResourcePolicy",
         "dynamodb:PutResourcePolicy", "kinesis:PutResourcePolicy"),
        "Whoever may do this can open the resource to others, strangers too: only for callers who decide about it.",
    ),
)  # fmt: skip
_OF_A_USER = ("iam:addusertogroup", "iam:createloginprofile", "iam:updateloginprofile", "iam:createaccesskey")
_ANOTHER = (
    "This gives the caller what another user or group may do: name only those that may do no more than the caller, "
    "or let an administrator do it."
)
_ANY_ROLE = (
    "As it is printed this covers every role, the most powerful one too: name the role that is meant in the place "
    "of the star."
)
_SENTENCES = {action.lower(): says for actions, says in _OF_POLICIES for action in actions}


def caution(denial: Denial, who: Caller) -> str | None:
    """What to think of before the denied action is allowed; None for an action that leads no further."""
    action, resource = (denial.action or "").lower(), denial.resource or ""
    if action in ("iam:passrole", "sts:assumerole") and resource.endswith("*"):
        return _ANY_ROLE
    if action in _OF_A_USER:
        own = who.kind == "user" and resource.rpartition("/")[2].rpartition(" ")[2] == who.name
        return None if own and action != "iam:addusertogroup" else _ANOTHER
    return _SENTENCES.get(action)

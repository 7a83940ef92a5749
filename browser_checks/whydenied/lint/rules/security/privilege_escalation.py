"""The permissions together make an administrator.

Some actions are harmless alone and give away the account together: who may pass any role to a new function
and invoke it has every permission of that role.

Bad:
    {
      "Effect": "Allow",
      "Action": ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"],
      "Resource": "*"
    }

Good:
    {
      "Effect": "Allow",
      "Action": "iam:PassRole",
      "Resource": "arn:aws:iam::111122223333:role/orders",
      "Condition": {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}
    }

Not this: Passing a role is no escalation by itself: it takes a service that runs code with it.
    {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/app"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Scalar
from ...patterns import among
from ...policy import Policy
from ...rule import POLICY, SECURITY, Problem, Rule
from ._risky import MOST, allowed_among


def check(policy: Policy) -> Iterator[Problem]:
    """A known set of actions, each allowed on all it can be about; the first set that is complete is
    named."""
    allowed: dict[str, Scalar] = {}
    for statement in policy.statements[:MOST]:
        for item, action in allowed_among(statement, policy, _ACTIONS):
            allowed.setdefault(action, item)
    for actions, how in _SETS if allowed else ():
        if all(action in allowed for action in actions):
            yield Problem(
                allowed[actions[0]],
                f"With {' and '.join(actions)} on every resource one can {how}, and so get permissions "
                "that this policy does not give: name the "
                "resources, or add conditions.",
            )
            return


_SETS = (
    (("iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"), "run code under any role"),
    (("iam:PassRole", "lambda:CreateFunction", "lambda:CreateEventSourceMapping"), "run code under any role"),
    (("iam:PassRole", "lambda:CreateFunction", "lambda:AddPermission"), "run code under any role"),
    (("iam:PassRole", "ec2:RunInstances"), "start a machine under any role"),
    (("iam:PassRole", "cloudformation:CreateStack"), "make a stack under any role"),
    (("iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:RunTask"), "run a container under any role"),
    (("iam:PassRole", "codebuild:CreateProject", "codebuild:StartBuild"), "run a build under any role"),
    (("iam:PassRole", "glue:CreateJob", "glue:StartJobRun"), "run a job under any role"),
    (("iam:PassRole", "glue:CreateDevEndpoint"), "open a console under any role"),
    (
        ("iam:PassRole", "sagemaker:CreateNotebookInstance", "sagemaker:CreatePresignedNotebookInstanceUrl"),
        "open a notebook under any role",
    ),
    (
        ("iam:PassRole", "datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition"),
        "run a pipeline under any role",
    ),
    (("iam:CreatePolicyVersion",), "rewrite any policy"),
    (("iam:SetDefaultPolicyVersion",), "bring back any older version of a policy"),
    (("iam:AttachUserPolicy",), "attach any policy to any user"),
    (("iam:AttachGroupPolicy",), "attach any policy to any group"),
    (("iam:AttachRolePolicy",), "attach any policy to any role"),
    (("iam:PutUserPolicy",), "write a policy for any user"),
    (("iam:PutGroupPolicy",), "write a policy for any group"),
    (("iam:PutRolePolicy",), "write a policy for any role"),
    (("iam:AddUserToGroup",), "join any group"),
    (("iam:UpdateAssumeRolePolicy", "sts:AssumeRole"), "open any role to oneself"),
    (("iam:UpdateLoginProfile",), "set the password of any user"),
    (("iam:CreateLoginProfile",), "make a password for any user"),
    (("iam:CreateAccessKey",), "make a key for any user"),
    (("iam:DeleteUserPermissionsBoundary",), "take away the boundary of any user"),
    (("iam:DeleteRolePermissionsBoundary",), "take away the boundary of any role"),
)


_ACTIONS = {action.lower(): action for actions, _ in _SETS for action in actions}


RULE = Rule(
    "privilege-escalation",
    SECURITY,
    POLICY,
    check,
    types=frozenset({"identity"}),
    mentions=("iam:", "sts:", "notaction"),
    concerns_action=lambda action: among(action, _ACTIONS),
    section="admin-delegate",
)

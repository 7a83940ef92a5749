"""A Deny can be undone by rewriting the policy of the resource.

An action is forbidden here, and the right to rewrite the resource's own policy is given. Whoever has both can
let somebody else do what is forbidden. What no resource's policy can allow, such as creating the resource, is
left out.

Bad:
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Effect": "Allow", "Action": "s3:PutBucketPolicy", "Resource": "arn:aws:s3:::invoices"},
        {"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::invoices"}
      ]
    }

Good:
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Effect": "Allow", "Action": "s3:GetBucketPolicy", "Resource": "arn:aws:s3:::invoices"},
        {"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::invoices"}
      ]
    }

Good:
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Effect": "Allow", "Action": "s3:PutBucketPolicy", "Resource": "*"},
        {
          "Effect": "Deny",
          "Action": ["s3:CreateBucket", "iam:CreateServiceLinkedRole"],
          "Resource": "*"
        }
      ]
    }

Not this: The policy that Glue has is the Data Catalog's, which says nothing of sessions.
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Effect": "Allow", "Action": "glue:*", "Resource": "*"},
        {
          "Effect": "Deny",
          "Action": "glue:CancelStatement",
          "Resource": "arn:aws:glue:eu-west-1:111122223333:session/*"
        }
      ]
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.coverage import arns_meet
from ....aws.data import iam
from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...patterns import among, includes, naming
from ...policy import Policy
from ...rule import POLICY, SECURITY, Problem, Rule
from ._risky import MOST, way


def check(policy: Policy) -> Iterator[Problem]:
    """A Deny of a service's actions beside an allowed action that writes the policies of the same
    resources."""
    denying = [
        each
        for each in policy.statements[:MOST]
        if each.denies and not each.not_action and not each.not_resource
    ]
    if not denying:
        return
    prefixes = {item.text.partition(":")[0].lower() for each in denying for item in each.actions}
    writing = [action for action in _WRITING if _decides_about(action) in prefixes]
    for statement in policy.statements[:MOST] if writing else ():
        for action in () if statement.not_action else writing:
            item = naming(statement, action)
            hit = (
                next(
                    (
                        found
                        for each in denying
                        if (found := _undone(each, action)) and _meet(statement, each)
                    ),
                    None,
                )
                if item
                else None
            )
            if (
                hit
                and item
                and way(statement, policy, action)
                and not any(includes(each, action) for each in denying)
            ):
                yield Problem(
                    item,
                    f'"{item.text}" can rewrite the policy of the resource, so that somebody else may do '
                    "what is denied here "
                    f"({hit.text}): deny the rewriting as well.",
                )
                return


def _decides_about(action: str) -> str:
    """The service whose actions a policy decides about that *action* writes: a role's trust policy decides
    about assuming the role."""
    return "sts" if action == "iam:updateassumerolepolicy" else action.partition(":")[0]


def _undone(denying: Statement, action: str) -> Scalar | None:
    """The first entry of a Deny that a policy written by *action* can allow to somebody else."""
    beginning = f"{_decides_about(action)}:"
    return next(
        (
            item
            for item in denying.actions[:MOST]
            if item.text.lower().startswith(beginning) and _is_on_resource(item.text)
        ),
        None,
    )


@iam.remembered
def _is_on_resource(pattern: str) -> bool:
    """Whether an action of the pattern works on a resource that is there already, or the pattern is not
    known."""
    names = iam.expand(pattern)
    if not names:
        return True
    governed = _GOVERNED.get(pattern.partition(":")[0].lower())
    return any(
        (found := iam.action(name))
        and found.resource_types
        and not found.name.startswith("Create")
        and (governed is None or all(row.name in governed for row in found.resource_types))
        for name in names
    )


def _meet(allowing: Statement, denying: Statement) -> bool:
    """Whether both are about the same resource; objects are under the policy of their bucket."""
    if allowing.not_resource:
        return True
    mine = {text for item in allowing.resources[:_FEW] for text in (item.text, item.text.partition("/")[0])}
    theirs = {text for item in denying.resources[:_FEW] for text in (item.text, item.text.partition("/")[0])}
    return any(arns_meet(one, other) for one in mine for other in theirs)


_GOVERNED = {
    "glue": frozenset({"rootcatalog", "catalog", "database", "table", "tableversion", "userdefinedfunction"})
}
"""Resource types that a service's policy decides about, where that are not all: Glue's is the Data Catalog's.

Source: https://docs.aws.amazon.com/glue/latest/dg/security_iam_service-with-iam.html
"""
_FEW = 20  # resources of a statement that are compared
_WRITING = (
    "s3:putbucketpolicy", "s3:putbucketacl", "s3:putobjectacl", "s3:putaccesspointpolicy", "s3:deletebucketpolicy", "lambda:addpermission", "lambda:putresourcepolicy",
    "kms:putkeypolicy", "kms:creategrant", "sqs:addpermission", "sqs:setqueueattributes", "sns:addpermission", "sns:settopicattributes",
    "ecr:setrepositorypolicy", "secretsmanager:putresourcepolicy", "iam:updateassumerolepolicy", "dynamodb:putresourcepolicy", "glue:putresourcepolicy",
    "events:putpermission", "backup:putbackupvaultaccesspolicy", "kinesis:putresourcepolicy", "elasticfilesystem:putfilesystempolicy",
    "glacier:setvaultaccesspolicy", "logs:putresourcepolicy", "es:updatedomainconfig",
)  # fmt: skip
"""Actions that write the policy of a resource, a grant or an access list."""


RULE = Rule(
    "resource-policy-escalation",
    SECURITY,
    POLICY,
    check,
    types=frozenset({"identity", "session"}),
    mentions=("deny",),
    concerns_action=lambda action: among(action, _WRITING),
)

"""An action that works on no single resource is held to one.

Actions such as ``ec2:DescribeInstances`` or ``s3:ListAllMyBuckets`` are checked against ``*`` alone. With an
ARN in Resource the statement never fits them.

Bad:
    {"Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"}

Good:
    {"Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*"}

Not this: Beside a star nothing is missing.
    {"Effect": "Allow", "Action": ["sqs:ListQueues", "sqs:SendMessage"], "Resource": "*"}

Source:
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ....aws import arn
from ....aws.coverage import opened
from ....aws.data import iam
from ....aws.data.wildcards import has_wildcard
from ....policies.nodes import UNKNOWN, Scalar
from ....policies.statements import Statement
from ....report.words import Severity
from ....text.regex import lazy_regex
from ...patterns import action_covers
from ...policy import Policy
from ...rule import ERROR, STATEMENT, SUGGESTION, WARNING, Problem, Rule
from ._arns import is_star
from ._uses import actions, fit, listed

_LOOKED_AT = 100  # other statements that are searched


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Actions without resource types beside ARNs."""
    resources = policy.fact(listed, statement)
    if resources is None:
        return
    carriers = {arn.service(resource.text) for resource in resources} if policy.type == "resource" else ()
    # A resource's own policy is about that resource, whatever the data says: * means no other one there.
    lone = [
        (item, fit.reads_only)
        for item, fit in policy.fact(actions, statement)
        if not fit.takes_any
        and item.text.partition(":")[0].lower() not in carriers
        and not iam.is_held(item.text)
    ]
    grade = _grade([opened(resource.text) for resource in resources])
    if not lone or grade is None:
        return
    alone = len(lone) == len(statement.actions)
    certain = all(carrier == "ec2" or not has_wildcard(place) for carrier, place in map(_place, resources))
    for item, reads_only in lone:
        elsewhere = _on_star(item.text, statement, policy)
        what = f'"{item.text}" works on no single resource and is checked against * alone, so '
        if elsewhere:
            message = (
                what + f"it does nothing beside {resources[0].text}; another statement has it on * already."
            )
        else:
            message = (
                what
                + f'"{resources[0].text}" never fits it: give it a statement of its own with "Resource": "*".'
            )
        yield Problem(
            resources[0] if alone else item,
            message,
            "*" if alone else None,
            severity=SUGGESTION
            if elsewhere or (not reads_only and _is_about(item.text, resources[0].text))
            else _doubt(item.text, grade, reads_only, alone, certain),
        )
        if alone:
            return


def _place(resource: Scalar) -> tuple[str, str]:
    """The service of an ARN, and its Region and account together."""
    _, _, service, region, account, _ = arn.fields(opened(resource.text))
    return service, region + account


def _grade(texts: Sequence[str]) -> Severity | None:
    """How sure it is that none of the resources fits. Some services check such actions on `table/*` or all of
    theirs instead of a bare star."""
    parts = [arn.fields(text)[5] for text in texts]
    if "*" in parts:
        return None
    if any(
        part.endswith(("/*", ":*")) and "*" not in part[:-1] and part.count("/") + part.count(":") == 1
        for part in parts
    ):
        return SUGGESTION
    return WARNING if any(has_wildcard(text) for text in texts) else ERROR


def _doubt(action: str, grade: Severity, reads_only: bool, alone: bool, certain: bool) -> Severity:
    """The grade for one action; *certain* when the resources are of a Region and account, or of EC2, which
    describes on a star alone.

    A hint where others of the statement use the patterns, as in AWS's own policies; IAM's lists are checked
    on paths such as `user/team/`, and of what creates things the data is less sure.
    """
    if not alone and grade != ERROR and _SURE.fullmatch(action):
        return WARNING
    if action.lower().startswith("iam:list") or (grade == WARNING and not alone):
        return SUGGESTION
    if grade != ERROR and action.endswith("Attribute"):
        return SUGGESTION  # of one thing, as most of EC2's such actions have it in the data
    if grade == SUGGESTION and alone and reads_only and certain:
        return WARNING
    return WARNING if grade == ERROR and not reads_only else grade


# Of these nobody doubts it, and they are what people hold to an instance or a bucket.
_SURE = lazy_regex(r"s3:ListAllMyBuckets|ec2:Describe\w*(?<!Attribute)", re.IGNORECASE)


def _is_about(action: str, resource: str) -> bool:
    """Whether an action is called after the kind of a resource: then the data may lack it, as it does of
    `s3:PutStorageLensConfiguration` on `storage-lens/NAME`."""
    kind = arn.fields(opened(resource))[5].replace(":", "/").partition("/")[0].replace("-", "").lower()
    return len(kind) > 2 and kind in action.lower()


def _on_star(action: str, statement: Statement, policy: Policy) -> bool:
    """Whether another statement of the same effect has the action on everything."""
    return any(
        each.effect == statement.effect
        and not each.not_action
        and any(is_star(resource.text) for resource in each.resources)
        and any(action_covers(other.text, action) for other in each.actions)
        for each in policy.statements[:_LOOKED_AT]
    )


def _takes_none(action: str) -> bool:
    known = fit(action) if ":" in action and UNKNOWN not in action else None
    return known is not None and not known.takes_any


RULE = Rule("resource-must-be-star", ERROR, STATEMENT, check, concerns_action=_takes_none)

"""A whole account beside an error: the caller's own policies are picked out, with their types and owners, and
the verdict is about them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from whydenied import Guide, check

ACCOUNT = "222244446666"
ARN = f"arn:aws:iam::{ACCOUNT}"


def policy(action: Any, resource: str, **more: Any) -> dict[str, Any]:
    return {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": action, "Resource": resource, **more}],
    }


def trust(principal: dict[str, str]) -> dict[str, Any]:
    return {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}],
    }


def managed(name: str, *versions: dict[str, Any]) -> dict[str, Any]:
    """A managed policy, its last version the default one."""
    listed = [
        {"Document": version, "VersionId": f"v{at}", "IsDefaultVersion": at == len(versions)}
        for at, version in enumerate(versions, 1)
    ]
    return {
        "PolicyName": name,
        "Arn": f"{ARN}:policy/{name}",
        "DefaultVersionId": f"v{len(versions)}",
        "PolicyVersionList": listed,
    }


def role(
    name: str,
    inline: dict[str, Any],
    *attached: str,
    trusts: dict[str, str] | None = None,
    limit: bool = True,
) -> dict[str, Any]:
    boundary = (
        {
            "PermissionsBoundary": {
                "PermissionsBoundaryType": "Policy",
                "PermissionsBoundaryArn": f"{ARN}:policy/limit",
            }
        }
        if limit
        else {}
    )
    return {
        "RoleName": name,
        "Arn": f"{ARN}:role/{name}",
        "AssumeRolePolicyDocument": trust(trusts or {"Service": "ec2.amazonaws.com"}),
        "RolePolicyList": [{"PolicyName": "own", "PolicyDocument": inline}],
        "AttachedManagedPolicies": [
            {"PolicyName": each, "PolicyArn": f"{ARN}:policy/{each}"} for each in attached
        ],
        **boundary,
    }


ROLES = [
    role("painter", policy("s3:GetObject", "arn:aws:s3:::colours/*"), "brushes"),
    role("painter-old", policy("s3:*", "*"), "brushes", limit=False),
    role("gallery", policy("sqs:SendMessage", "*"), trusts={"AWS": f"{ARN}:user/vic"}, limit=False),
]
USERS = [
    {"UserName": "ute", "Arn": f"{ARN}:user/ute", "GroupList": ["hanging"], "AttachedManagedPolicies": []}
]
GROUPS = [
    {
        "GroupName": "hanging",
        "Arn": f"{ARN}:group/hanging",
        "GroupPolicyList": [
            {
                "PolicyName": "walls",
                "PolicyDocument": policy("sqs:SendMessage", f"arn:aws:sqs:eu-west-3:{ACCOUNT}:walls"),
            }
        ],
        "AttachedManagedPolicies": [],
    }
]
POLICIES = [
    managed("brushes", policy("s3:*", "*"), policy("s3:DeleteObject", "arn:aws:s3:::colours/*")),
    managed("limit", policy(["s3:Get*", "s3:Put*"], "*")),
]
WHOLE = {"UserDetailList": USERS, "GroupDetailList": GROUPS, "RoleDetailList": ROLES, "Policies": POLICIES}
PAGES = [
    {"UserDetailList": USERS, "GroupDetailList": GROUPS, "IsTruncated": True},
    {"RoleDetailList": ROLES, "Policies": POLICIES},
]
PAINTER = f"arn:aws:sts::{ACCOUNT}:assumed-role/painter/p1"
UTE = f"{ARN}:user/ute"


def error(who: str, action: str, resource: str, kind: str | None = "identity-based policy") -> str:
    because = f" because no {kind} allows the {action} action" if kind else ""
    return f"User: {who} is not authorized to perform: {action} on resource: {resource}{because}"


CASES = [
    (
        error(PAINTER, "s3:DeleteObject", "arn:aws:s3:::colours/red", None),
        "action-not-covered",
        "limit",
        "boundary",
    ),
    (
        error(PAINTER, "s3:DeleteObject", "arn:aws:s3:::colours/red", "permissions boundary"),
        "action-not-covered",
        "limit",
        "boundary",
    ),
    (error(PAINTER, "s3:GetObject", "arn:aws:s3:::walls/red"), "resource-not-covered", "painter", "identity"),
    (error(PAINTER, "s3:GetObject", "arn:aws:s3:::colours/red"), "already-allowed", "painter", "identity"),
    (
        error(PAINTER, "s3:DeleteObject", "arn:aws:s3:::walls/red"),
        "resource-not-covered",
        "brushes",
        "identity",
    ),
    (
        error(UTE, "sqs:SendMessage", f"arn:aws:sqs:eu-west-3:{ACCOUNT}:doors"),
        "resource-not-covered",
        "hanging",
        "identity",
    ),
    (
        error(UTE, "sqs:SendMessage", f"arn:aws:sqs:eu-west-3:{ACCOUNT}:walls"),
        "already-allowed",
        "hanging",
        "identity",
    ),
    (error(UTE, "sts:AssumeRole", f"{ARN}:role/gallery", None), "not-caller-s-policy", "gallery", "trust"),
]


@pytest.mark.parametrize("pages", [[WHOLE], PAGES], ids=["whole", "pages"])
@pytest.mark.parametrize("beside", [True, False], ids=["one paste", "beside"])
@pytest.mark.parametrize(("message", "code", "owner", "kind"), CASES)
def test_the_callers_own_policies_decide(
    message: str, code: str, owner: str, kind: str, beside: bool, pages: list[Any], guide: Guide
) -> None:
    texts = [json.dumps(page, indent=4) for page in pages]
    report = (
        check("\n".join([message, *texts]), guide)
        if beside and len(texts) == 1
        else check(message, guide, policies=["\n".join(texts)])
    )
    assert report.verdict and report.verdict.code == code, report.verdict
    assert report.verdict.policy is not None
    decides = report.policies[report.verdict.policy]
    assert decides.type == kind
    assert decides.owner and decides.owner.name.endswith(owner)
    assert len(report.policies) <= 4


def test_an_account_alone_is_read_as_its_policies(guide: Guide) -> None:
    assert len(check(json.dumps(WHOLE), guide).policies) == 10

"""What a caller can do about a condition: how a Deny spares the call, with the reader's own names for variables;
and whose role pulls an image."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from whydenied import Guide, check

BUCKET = "arn:aws:s3:::quarry-plans/a.txt"
TITLES: Mapping[str, tuple[Mapping[str, Any], str]] = {
    "the header that a Deny asks for": (
        {"StringNotEquals": {"s3:x-amz-server-side-encryption": "aws:kms"}},
        "Send the header x-amz-server-side-encryption: aws:kms (--sse aws:kms), or change the Deny",
    ),
    "the Region outside of which it denies": (
        {"StringNotEquals": {"aws:RequestedRegion": ["eu-north-1", "eu-west-3"]}},
        "Make the call in the Region eu-north-1 or eu-west-3, or change the Deny",
    ),
    "the second factor that is missing": (
        {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
        "Sign in with a second factor (MFA), or change the Deny",
    ),
    "a key of which only the owner knows": (
        {"StringNotEquals": {"example:Colour": "blue"}},
        "Change the Deny in statement 1 of the resource-based policy you pasted, or stay outside",
    ),
    "what it denies, not what it spares": (
        {"StringEquals": {"aws:RequestedRegion": "eu-north-1"}},
        "Change the Deny in statement 1 of the resource-based policy you pasted, or stay outside",
    ),
}


@pytest.mark.parametrize("name", TITLES)
def test_how_a_deny_spares_the_call(name: str, guide: Guide) -> None:
    condition, title = TITLES[name]
    error = (
        "User: arn:aws:iam::111122223333:user/lotte is not authorized to perform: s3:PutObject on resource: "
        f'"{BUCKET}" with an explicit deny in a resource-based policy'
    )
    deny = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:PutObject",
        "Resource": BUCKET,
        "Condition": condition,
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [deny]})
    report = check(error, guide, policies=[policy])
    first = report.fixes[0]
    assert first.kind == "change-deny" and first.policy is None
    assert first.title.startswith(title)
    steps = (*report.advice, *report.denials[report.chosen].advice)
    assert not any("Find the Deny" in step for step in steps)


def test_a_variable_is_filled_in(guide: Guide) -> None:
    """As far as the paste tells it: a tag of the caller's stays a variable."""
    error = (
        "User: arn:aws:iam::111122223333:user/lotte is not authorized to perform: ec2:StopInstances on resource: "
        "arn:aws:ec2:eu-north-1:111122223333:instance/i-0a1b because no identity-based policy allows the "
        "ec2:StopInstances action"
    )
    for variable, told in (
        ("${aws:username}", "lotte"),
        ("${aws:PrincipalTag/team}", "${aws:PrincipalTag/team}"),
    ):
        allow = {
            "Effect": "Allow",
            "Action": "ec2:StopInstances",
            "Resource": "*",
            "Condition": {"StringEquals": {"aws:ResourceTag/Owner": variable}},
        }
        policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
        title = check(error, guide, policies=[policy]).fixes[0].title
        assert title.startswith(f"Tag the resource with Owner = {told}: ")


PULLED = {
    "a cluster's node": 'failed to resolve reference "111122223333.dkr.ecr.eu-north-1.amazonaws.com/quarry/api:7": '
    "unexpected status from HEAD request to "
    "https://111122223333.dkr.ecr.eu-north-1.amazonaws.com/v2/quarry/api/manifests/7: 403 Forbidden",
    "a daemon": "Error response from daemon: Head "
    '"https://111122223333.dkr.ecr.eu-north-1.amazonaws.com/v2/quarry/api/manifests/7": 403 Forbidden',
}


@pytest.mark.parametrize("name", PULLED)
def test_a_pull_outside_of_lambda_is_a_matter_of_the_role_that_pulls(name: str, guide: Guide) -> None:
    first = check(PULLED[name], guide).fixes[0]
    assert first.layer == "identity"
    assert "lambda" not in json.dumps(first.policy).lower()
    assert first.policy is not None
    allowed = {statement["Resource"]: statement["Action"] for statement in first.policy["Statement"]}
    assert allowed == {
        "arn:aws:ecr:eu-north-1:111122223333:repository/quarry/api": [
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer",
        ],
        "*": "ecr:GetAuthorizationToken",
    }

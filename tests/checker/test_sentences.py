"""Sentences that a reader sees first, as somebody would say them: names short enough to read, kinds of policies counted,
nothing that contradicts the message."""

from __future__ import annotations

import pytest

from whydenied import Guide, check
from whydenied.aws import arn

KEY = "/".join(f"year={year}" for year in range(1900, 2000)) + "/part-0.parquet"
SPOKEN = {
    "arn:aws:lambda:eu-west-1:222233334444:function:orders": "orders",
    "arn:aws:lambda:eu-west-1:222233334444:function:*": "function:*",
    "arn:aws:lambda:eu-west-1:222233334444:function:orders-*": "orders-*",
    "arn:aws:ec2:eu-west-1:222233334444:instance/*": "instance/*",
    "arn:aws:s3:::weekly-digest/*": "weekly-digest/*",
    "arn:aws:s3:::*": "arn:aws:s3:::*",
    "arn:aws:iam::222233334444:role/*": "role/*",
    "arn:aws:s3:::weekly-digest/" + 99 * "x": "weekly-digest/xxxxxxxxxxxxxxxxxx…" + 31 * "x",
    "*": "*",
    "a thing": "a thing",
}


@pytest.mark.parametrize("value", SPOKEN)
def test_a_resource_is_called_by_a_name_that_says_what_it_is(value: str) -> None:
    assert arn.spoken(value) == SPOKEN[value]


def denied(action: str, resource: str, because: str = "identity-based policy", who: str = "user/mia") -> str:
    service = "sts" if who.startswith("assumed-role") else "iam"
    return (
        f"User: arn:aws:{service}::222233334444:{who} is not authorized to perform: {action} on resource: {resource} "
        f"because no {because} allows the {action} action"
    )


def test_a_long_name_leaves_room_for_the_fix(guide: Guide) -> None:
    """Its two ends are told; values and policy have all of it."""
    resource = f"arn:aws:s3:::weekly-digest/{KEY}"
    report = check(denied("s3:GetObject", resource), guide)
    (found,) = report.denials
    assert found.resource == resource
    for sentence in (found.summary, report.fixes[0].title):
        assert len(sentence) < 200
        assert "weekly-digest/…/part-0.parquet" in sentence
    start, end = found.summary_spans["resource"]
    assert found.summary[start:end] == arn.spoken(resource)
    assert report.fixes[0].policy["Statement"][0]["Resource"] == resource


ALLOW = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}]}'
TRUST = (
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", '
    '"Principal": {"Service": "lambda.amazonaws.com"}}]}'
)
KINDS = {
    (
        ALLOW,
    ): "This is an identity-based policy: it names no principal, so it is attached to a user, group or role.",
    (TRUST, ALLOW): "These are 2 policies: a role's trust policy and an identity-based policy.",
    (ALLOW, TRUST, ALLOW): "These are 3 policies: 2 identity-based policies and a role's trust policy.",
    (TRUST, TRUST): "These are 2 policies: 2 trust policies.",
}


@pytest.mark.parametrize("pasted", KINDS, ids=len)
def test_kinds_of_policies_are_counted(pasted: tuple[str, ...], guide: Guide) -> None:
    assert check("\n\n".join(pasted), guide).summary == KINDS[pasted]


SAYS = [
    ("because no identity-based policy allows the s3:PutObject action", "S3 gives no reason", False),
    (
        "An error occurred (AccessDenied) when calling the PutObject operation: Access Denied",
        "S3 gives no reason",
        True,
    ),
]


@pytest.mark.parametrize(("text", "sentence", "there"), SAYS)
def test_a_caution_does_not_contradict_the_message(
    text: str, sentence: str, there: bool, guide: Guide
) -> None:
    cautions = " ".join(check(text, guide).fixes[0].cautions)
    assert (sentence in cautions) is there


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("assumed-role/deploy/run-7", "the role deploy"),
        ("assumed-role/AWSReservedSSO_Readers_0a1b2c3d4e5f6071/mia", "the permission set Readers"),
    ],
)
def test_policies_are_attached_where_they_can_be(who: str, where: str, guide: Guide) -> None:
    (found,) = check(denied("s3:GetObject", "arn:aws:s3:::weekly-digest/a", who=who), guide).denials
    session = who.rpartition("/")[2]
    assert (
        f"{session} is just the name of the session: policies are attached to {where}, not to the session."
        in found.why
    )


@pytest.mark.parametrize(
    ("text", "first", "why"),
    [
        (denied("s3:GetObject", "arn:aws:s3:::weekly-digest/a"), "Please make this change in AWS.", True),
        (
            denied("s3:GetObject", "arn:aws:s3:::weekly-digest/a").partition(" because ")[0]
            + " with an explicit deny in a service control policy",
            "Please look into this AWS access denial.",
            True,
        ),
        (
            "An error occurred (ExpiredToken) when calling the ListBuckets operation: The token has expired",
            None,
            False,
        ),
    ],
)
def test_a_request_asks_for_what_can_be_done(text: str, first: str | None, why: bool, guide: Guide) -> None:
    request = check(text, guide).request
    if first is None:
        assert request is None or "was denied" not in request
        return
    assert request is not None
    assert request.startswith(first)
    assert ("Why: " in request) is why

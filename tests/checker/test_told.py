"""What a denial is told as: the sentence of what happened, and the first thing to do."""

from __future__ import annotations

import json

import pytest

from whydenied import Guide, check

WHO = "User: arn:aws:sts::222244446666:assumed-role/booking/s1 is not authorized to perform: "
NOBODY = " because no identity-based policy allows the {} action"

TOLD = {
    "an action as IAM spells it": (
        "SNS:Publish on resource: arn:aws:sns:eu-west-3:222244446666:seats",
        "was denied SNS:Publish on seats",
        "Allow sns:Publish in a policy attached to the role booking.",
    ),
    "a call that is another action": (
        "s3:ListObjectsV2 on resource: arn:aws:s3:::tickets",
        "was denied s3:ListObjectsV2 on tickets",
        "Allow s3:ListBucket in a policy attached to the role booking.",
    ),
    "a call that is checked by what it holds": (
        "dynamodb:ExecuteTransaction on resource: arn:aws:dynamodb:eu-west-3:222244446666:table/Seats",
        "was denied dynamodb:ExecuteTransaction on Seats",
        (
            "Allow those of dynamodb:PartiQLSelect, dynamodb:PartiQLInsert, dynamodb:PartiQLUpdate and "
            "dynamodb:PartiQLDelete that the call makes, in a policy attached to the role booking."
        ),
    ),
    "any thing of a kind": (
        "ec2:RunInstances on resource: arn:aws:ec2:eu-west-3:222244446666:instance/*",
        "was denied ec2:RunInstances on instance/*",
        "Allow ec2:RunInstances in a policy attached to the role booking.",
    ),
    "everything of a kind": (
        "iam:ListRoles on resource: arn:aws:iam::222244446666:role/",
        "was denied iam:ListRoles on role/",
        "Allow iam:ListRoles in a policy attached to the role booking.",
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_happened_and_what_to_do(name: str, guide: Guide) -> None:
    asked, happened, step = TOLD[name]
    report = check(WHO + asked + NOBODY.format(asked.split()[0]), guide)
    assert happened in report.summary
    assert report.denials[0].advice == (step,)


@pytest.mark.parametrize(
    "asked",
    [
        "es:ESHttpPost on resource: arn:aws:es:eu-west-3:222244446666:domain/rides/",
        "sqs:SendMessage on resource: arn:aws:sqs:eu-west-3:222244446666:rides",
        "s3:GetObject on resource: arn:aws:s3:::rides/1.csv",
    ],
)
def test_nobody_is_told_to_let_everybody_in(asked: str, guide: Guide) -> None:
    report = check(
        f"User: anonymous is not authorized to perform: {asked} because no resource-based policy allows "
        f"the {asked.split()[0]} action",
        guide,
    )
    assert report.denials[0].advice == (
        "Sign the request with the credentials of a caller whom that policy allows.",
    )


def test_a_service_is_let_in_by_the_role(guide: Guide) -> None:
    report = check(
        "User: glue.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: "
        "arn:aws:iam::222244446666:role/rides",
        guide,
    )
    assert report.denials[0].advice == ("Allow glue.amazonaws.com in the trust policy of the role.",)


def test_nothing_is_to_be_allowed_where_no_policy_helps(guide: Guide) -> None:
    there = "arn:aws:sqs:eu-west-3:222244446666:arn:aws:sqs:eu-west-3:222244446666:rides"
    report = check(f"{WHO}sqs:SendMessage on resource: {there}{NOBODY.format('sqs:SendMessage')}", guide)
    assert report.fixes[0].layer == "none" and report.denials[0].advice == report.advice == ()


def test_a_secret_stays_where_it_was_pasted(guide: Guide) -> None:
    """On the page and at the terminal alike."""
    advice = check("aws_secret_access_key = wJbkQnFEM2/K7MDENGbPxRfiCYqXGoBbKlRzTdPo", guide).advice
    assert advice and "wasn't sent anywhere" in advice[0]


def test_the_deny_that_a_decoded_message_names(guide: Guide) -> None:
    matched = {"items": [{"statementId": "OnlySmall", "effect": "DENY"}]}
    context = {
        "principal": {"arn": "arn:aws:iam::222244446666:user/lea"},
        "action": "ec2:RunInstances",
        "resource": "arn:aws:ec2:eu-west-3:222244446666:instance/*",
    }
    decoded = {"allowed": False, "explicitDeny": True, "matchedStatements": matched, "context": context}
    for paste in (json.dumps(decoded), json.dumps({"DecodedMessage": json.dumps(decoded)}, indent=4)):
        assert 'the Deny with the Sid "OnlySmall"' in check(paste, guide).fixes[0].title


def test_the_policy_that_the_simulator_names(guide: Guide) -> None:
    """Each result has its own; one that is allowed is no denial."""
    results = [
        {
            "EvalActionName": f"s3:{name}",
            "EvalResourceName": "*",
            "EvalDecision": decision,
            "MatchedStatements": matched,
        }
        for name, decision, matched in (
            (
                "PutObject",
                "explicitDeny",
                [{"SourcePolicyId": "NoUploads", "SourcePolicyType": "IAM Policy"}],
            ),
            ("GetObject", "allowed", [{"SourcePolicyId": "Reading", "SourcePolicyType": "IAM Policy"}]),
            ("ListBucket", "explicitDeny", []),
        )
    ]
    paste = json.dumps({"EvaluationResults": results}, indent=2)
    report = check(paste, guide)
    assert [denial.action for denial in report.denials] == ["s3:PutObject", "s3:ListBucket"]
    assert "the Deny in the policy NoUploads" in report.fixes[0].title
    assert "NoUploads" not in check(paste, guide, chosen=1).fixes[0].title

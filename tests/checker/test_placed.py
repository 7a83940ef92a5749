"""What the rules say of an ARN they say as well where a template fills in its Region and account."""

from __future__ import annotations

import json
from typing import Any

import pytest

from whydenied import Guide, check
from whydenied.aws.data.regions import REGIONS
from whydenied.lint.pages import page
from whydenied.lint.rules import all_rules

SILENT = {
    **dict.fromkeys(
        ("lambda-basic-logs-missing", "lambda-esm-role-actions", "lambda-kms-decrypt-missing"),
        "what a policy lacks is asked of one that stands alone",
    ),
    **dict.fromkeys(
        ("missing-statement", "unknown-top-level-element", "json-duplicate-key", "policy-not-object"),
        "the policy around it is another one in the template",
    ),
    **dict.fromkeys(
        (
            "cross-account-principal",
            "cross-account-resource",
            "root-principal-is-whole-account",
            "trust-cross-account-no-external-id",
            "deny-with-notprincipal",
        ),
        "the account of the template is its own",
    ),
    "kms-key-policy-lockout": "the template's is the policy of a queue",
    **dict.fromkeys(
        ("invalid-arn-account", "invalid-arn-region", "hardcoded-placeholder"), "it is about these places"
    ),
    **dict.fromkeys(
        ("lambda-qualified-only-gap", "lambda-version-arn-gap", "redundant-statement"),
        "it compares whole ARNs with each other",
    ),
}
TYPES = {
    "trust": ("AWS::IAM::Role", "AssumeRolePolicyDocument"),
    "resource": ("AWS::SQS::QueuePolicy", "PolicyDocument"),
}
IDENTITY = "AWS::IAM::Policy", "PolicyDocument"


def filled_in(value: Any) -> Any:
    """The value with Fn::Sub in place of Regions and accounts."""
    if isinstance(value, dict):
        return {name: filled_in(each) for name, each in value.items()}
    if isinstance(value, list):
        return [filled_in(each) for each in value]
    fields = value.split(":", 5) if isinstance(value, str) else []
    if len(fields) < 6 or fields[0] != "arn":
        return value
    fields[3] = "${AWS::Region}" if fields[3] in REGIONS else fields[3]
    fields[4] = "${AWS::AccountId}" if fields[4].isdigit() and len(fields[4]) == 12 else fields[4]
    text = ":".join(fields)
    return value if text == value else {"Fn::Sub": text}


def found(text: str, kind: str) -> dict[str, str]:
    report = check(text, Guide.empty(), policy_type=kind)
    return {each.code: each.severity for policy in report.policies for each in policy.findings}


EXAMPLES = [
    pytest.param(rule.code, example.policy, example.type, id=f"{rule.code}-{number}")
    for rule in all_rules()
    for number, example in enumerate(page(rule).examples)
    if example.bad and rule.code not in SILENT and '"arn:' in example.policy
]


@pytest.mark.parametrize(("code", "policy", "kind"), EXAMPLES)
def test_the_same_is_said_in_a_template(code: str, policy: str, kind: str) -> None:
    try:
        data = json.loads(policy)
    except ValueError:
        return  # the fault is in its JSON, which the template doesn't have
    whole = data if "Statement" in data else {"Version": "2012-10-17", "Statement": [data]}
    resource, element = TYPES.get(kind, IDENTITY)
    template = {"Resources": {"It": {"Type": resource, "Properties": {element: filled_in(whole)}}}}
    text = json.dumps(template, indent=2)
    alone, inside = found(policy, kind), found(text, kind)
    if filled_in(whole) != whole and code in alone:
        assert inside.get(code) == alone[code]
    assert "918273645546" not in str(check(text, Guide.empty(), policy_type=kind))


OPEN = (
    ("sqs:SendMessage", "arn:aws:sqs:${Place}:orders"),
    ("logs:PutLogEvents", "arn:aws:logs:${Place}:log-group:/aws/lambda/orders:*"),
    ("iam:PassRole", "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/orders"),
    (
        "secretsmanager:GetSecretValue",
        "arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:${Name}",
    ),
    ("s3:GetObject", "arn:aws:s3::${Owner}:orders/*"),
    ("sqs:SendMessage", "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:orders"),
)


@pytest.mark.parametrize(("action", "resource"), OPEN)
def test_what_may_be_right_is_no_fault(action: str, resource: str) -> None:
    """A parameter may hold two fields, or none."""
    statement = {"Effect": "Allow", "Action": action, "Resource": {"Fn::Sub": resource}}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    template = {"Resources": {"It": {"Type": IDENTITY[0], "Properties": {IDENTITY[1]: document}}}}
    assert not {"error", "warning"} & set(found(json.dumps(template), "identity").values())

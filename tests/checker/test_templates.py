"""Whole templates of CloudFormation and SAM: what is a policy in them is read, in YAML and in JSON, and
nothing else is taken for one."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from whydenied import Guide, check
from whydenied.policies.nodes import UNKNOWN

FOLDER = ROOT / "tests/cases/templates"
ORDER = {
    "upload": (["resource", "trust", "identity"], []),
    "orders_sam": (["identity"], []),
    "resources": (["resource", "resource", "resource", "vpc-endpoint", "identity"], []),
    "wrong": (
        ["resource", "trust", "identity", "identity", "resource"],
        [
            "api-name-not-iam-action",
            "restrict-service-principal",
            "trust-wrong-action",
            "missing-effect",
            "unknown-action",
            "missing-principal",
        ],
    ),
}


class Loader(yaml.SafeLoader):
    """YAML with CloudFormation's short forms, as the long ones."""


def _long(loader: Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    value = (
        loader.construct_scalar(node)
        if isinstance(node, yaml.ScalarNode)
        else loader.construct_sequence(node)
    )
    return (
        {"Ref": value}
        if suffix == "Ref"
        else {f"Fn::{suffix}": value.split(".") if suffix == "GetAtt" else value}
    )


Loader.add_multi_constructor("!", _long)


@pytest.mark.parametrize("name", ORDER)
@pytest.mark.parametrize("notation", ["yaml", "json"])
def test_template(name: str, notation: str) -> None:
    text = (FOLDER / f"{name}.yaml").read_text("utf-8")
    if notation == "json":
        text = json.dumps(yaml.load(text, Loader), indent=2)
    policies = check(text, Guide.empty()).policies
    types, codes = ORDER[name]
    assert [policy.type for policy in policies] == types
    assert [
        finding.code for policy in policies for finding in policy.findings if finding.severity != "suggestion"
    ] == codes


def test_a_permission_is_told_by_its_own_place() -> None:
    text = (FOLDER / "wrong.yaml").read_text("utf-8")
    finding = check(text, Guide.empty()).policies[0].findings[0]
    assert text.splitlines()[(finding.line or 0) - 1].strip() == "Action: lambda:Invoke"
    assert finding.path == "$.Statement[0].Action"


@pytest.mark.parametrize(
    "text",
    [
        (
            '{"FunctionName": "orders", "StatementId": "s", "Action": "lambda:InvokeFunction", '
            '"Principal": "s3.amazonaws.com"}'
        ),
        (
            '{"Name": "rate", "Priority": 0, "Statement": {"ManagedRuleGroupStatement": '
            '{"VendorName": "AWS", "Name": "Core"}}}'
        ),
        (
            "Resources:\n  Q:\n    Type: AWS::Athena::NamedQuery\n    Properties:\n      "
            "Statement: SELECT 1\n      Action: none\n"
        ),
        (
            "Type: AWS::Lambda::LayerVersionPermission\nProperties:\n  Action: "
            "lambda:GetLayerVersion\n  Principal: '*'\n  LayerVersionArn: !Ref L\n"
        ),
    ],
)
def test_no_policy(text: str) -> None:
    assert check(text, Guide.empty()).policies == ()


REFUSED = (
    "User: sns.amazonaws.com is not authorized to perform: lambda:InvokeFunction on resource: "
    "arn:aws:lambda:eu-west-1:111122223333:function:orders because no resource-based "
    "policy allows the lambda:InvokeFunction action\n\n"
)
PERMISSION = (
    "Type: AWS::Lambda::Permission\nProperties:\n  Action: {}\n  FunctionName: {}\n  "
    "Principal: {}\n  SourceArn: !GetAtt Topic.Arn\n"
)


@pytest.mark.parametrize(
    ("action", "function", "principal", "code"),
    [
        ("lambda:InvokeFunction", "orders", "events.amazonaws.com", "no-matching-allow"),
        ("lambda:InvokeFunction", "!Ref Orders", "sns.amazonaws.com", "condition-not-met"),
        ("lambda:GetFunction", "!Ref Orders", "sns.amazonaws.com", "action-not-covered"),
    ],
)
def test_an_error_beside_a_permission(
    action: str, function: str, principal: str, code: str, guide: Guide
) -> None:
    report = check(REFUSED + PERMISSION.format(action, function, principal), guide)
    assert report.verdict and report.verdict.code == code
    assert UNKNOWN not in json.dumps(report.to_json(), ensure_ascii=False)

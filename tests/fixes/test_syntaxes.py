"""What a fix is written in can be read back by that syntax's own parser, and says the same as the policy."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import cases
from tests.fixes import syntaxes
from tests.fixes.given import many, suggested
from whydenied import Guide, check
from whydenied.advice import Fix
from whydenied.advice.syntaxes import writers

# Types of resources that hold the policy whole -> the properties that CloudFormation requires, the policy's
# own first.
REQUIRED = {
    "AWS::IAM::RolePolicy": ("PolicyDocument", "PolicyName", "RoleName"),
    "AWS::IAM::UserPolicy": ("PolicyDocument", "PolicyName", "UserName"),
    "AWS::IAM::Role": ("AssumeRolePolicyDocument",),
    "AWS::IAM::ManagedPolicy": ("PolicyDocument",),
    "AWS::SSO::PermissionSet": ("InlinePolicy", "InstanceArn", "Name"),
    "AWS::KMS::Key": ("KeyPolicy",),
    "AWS::ECR::Repository": ("RepositoryPolicyText",),
    "AWS::S3::BucketPolicy": ("PolicyDocument", "Bucket"),
    "AWS::SQS::QueuePolicy": ("PolicyDocument", "Queues"),
    "AWS::SNS::TopicPolicy": ("PolicyDocument", "Topics"),
    "AWS::SecretsManager::ResourcePolicy": ("ResourcePolicy", "SecretId"),
    "AWS::Kinesis::ResourcePolicy": ("ResourcePolicy", "ResourceArn"),
    "AWS::EFS::FileSystem": ("FileSystemPolicy",),
    "AWS::ApiGateway::RestApi": ("Policy", "Name"),
    "AWS::Organizations::Policy": ("Content", "Name", "Type"),
    "AWS::EC2::VPCEndpoint": ("PolicyDocument", "VpcId", "ServiceName"),
}
PERMISSIONS = {
    "AWS::Lambda::Permission": ("FunctionName", "Action", "Principal"),
    "AWS::Lambda::LayerVersionPermission": ("LayerVersionArn", "Action", "Principal"),
    "AWS::Events::EventBusPolicy": ("StatementId", "Statement"),
}
# Where each Terraform resource keeps the policy; everywhere else it is `policy`.
KEPT_IN = {
    "aws_iam_role": "assume_role_policy",
    "aws_organizations_policy": "content",
    "aws_ssoadmin_permission_set_inline_policy": "inline_policy",
}


def every(guide: Guide, syntax: str) -> dict[str, tuple[Fix, str]]:
    """All texts of a syntax over all cases, by a name."""
    found = {}
    for case in cases("fixes"):
        for at, fix in enumerate(suggested(case.values[0]["error"], guide)[1]):
            if syntax in fix.commands:
                found[f"{case.id}_{at}"] = (fix, fix.commands[syntax])
    return found


def test_a_permission_of_the_caller_is_written_in_every_syntax(guide: Guide) -> None:
    for case in cases("fixes"):
        for fix in suggested(case.values[0]["error"], guide)[1]:
            kinds = set(fix.commands)
            if fix.layer == "identity" and fix.policy:
                assert kinds == {*writers()}


# A layer of a fix -> the policy type by which the checker reads its policy.
READ_AS = {"identity": "identity", "boundary": "identity", "session": "identity", "scp": "scp", "trust": "trust", "vpc-endpoint": "vpc-endpoint",
           "resource": "resource", "key-policy": "resource", "repository-policy": "resource"}  # fmt: skip
TO_FILL_IN = re.compile(r"[A-Z]+-[A-Z]+|REGION|\\*\\*")


def test_json_has_no_error_for_the_checker_itself(guide: Guide) -> None:
    for case in cases("fixes"):
        for fix in suggested(case.values[0]["error"], guide)[1]:
            text = json.dumps(fix.policy, indent=2)
            if fix.policy and not TO_FILL_IN.search(text):
                findings = [
                    each
                    for policy in check(text, guide, policy_type=READ_AS[fix.layer]).policies
                    for each in policy.findings
                ]
                assert [each for each in findings if each.severity == "error"] == [], case.id


def test_aws_cli(guide: Guide) -> None:
    for name, (fix, text) in every(guide, "aws-cli").items():
        commands = [
            command
            for command in syntaxes.shell(text)
            if not command[0].startswith(("boundary=", "version="))
        ]
        assert {command[0] for command in commands} <= {"aws", "jq"}, name
        for command in commands:
            if "--policy-document" in command and command[2] in ("put-role-policy", "put-user-policy"):
                assert json.loads(syntaxes.option(command, "--policy-document")) == fix.policy
            if command[0] == "jq":
                assert command[1:3] == ["--argjson", "new"]
                assert json.loads(command[3]) == (fix.policy or {})["Statement"]
            if command[1:3] == ["lambda", "add-permission"]:
                permitted(fix, command)


def permitted(fix: Fix, command: list[str]) -> None:
    """An add-permission line says what one of the statements says."""
    sid = syntaxes.option(command, "--statement-id")
    statement = next(one for one in (fix.policy or {})["Statement"] if one["Sid"] == sid)
    assert syntaxes.option(command, "--action") == statement["Action"]
    assert [syntaxes.option(command, "--principal")] == many(next(iter(statement["Principal"].values())))
    function = syntaxes.option(command, "--function-name")
    qualified = (
        f"{function}:{syntaxes.option(command, '--qualifier')}" if "--qualifier" in command else function
    )
    assert qualified == statement["Resource"]
    condition = statement.get("Condition", {})
    for flag, operator, key in (
        ("--source-arn", "ArnLike", "aws:SourceArn"),
        ("--source-account", "StringEquals", "aws:SourceAccount"),
        ("--function-url-auth-type", "StringEquals", "lambda:FunctionUrlAuthType"),
    ):
        assert (syntaxes.option(command, flag) if flag in command else None) == condition.get(
            operator, {}
        ).get(key)
    assert ("--invoked-via-function-url" in command) == ("Bool" in condition)


def test_terraform(guide: Guide) -> None:
    for name, (fix, text) in every(guide, "terraform").items():
        read = syntaxes.terraform(text)
        if "provider" in read:
            assert read["provider"][0]["aws"]["assume_role"][0]["policy"] == fix.policy, name
            continue
        for block in read["resource"]:
            (kind, named), *_ = block.items()
            body = next(iter(named.values()))
            if kind == "aws_lambda_permission":
                statement = next(
                    one for one in (fix.policy or {})["Statement"] if one["Sid"] == body["statement_id"]
                )
                assert body["action"] == statement["Action"]
                assert (
                    f"{body['function_name']}{':' + body['qualifier'] if 'qualifier' in body else ''}"
                    == statement["Resource"]
                )
            elif kind != "aws_lambda_layer_version_permission":
                assert body[KEPT_IN.get(kind, "policy")] == fix.policy, name


def test_cloudformation(guide: Guide) -> None:
    seen = set()
    for name, (fix, text) in every(guide, "cloudformation").items():
        for resource in syntaxes.cloudformation(text).values():
            kind, properties = resource["Type"], resource["Properties"]
            seen.add(kind)
            if kind in PERMISSIONS:
                assert set(PERMISSIONS[kind]) <= set(properties), name
            else:
                first, *others = REQUIRED[kind]
                assert properties[first] == fix.policy, name
                assert set(others) <= set(properties), name
    assert seen == {*REQUIRED, *PERMISSIONS}


def test_cdk(guide: Guide, tmp_path: Path) -> None:
    programs = every(guide, "cdk")
    assert syntaxes.typescript({name: text for name, (_, text) in programs.items()}, tmp_path) == ""
    for name, (fix, text) in programs.items():
        if "CfnLayerVersionPermission" in text:
            continue  # it names the account where the policy names its root
        literals = set(syntaxes.strings(text))
        wanted = leaves((fix.policy or {})["Statement"])
        assert wanted - literals <= {"Allow", "true", "*"} | {
            one["Sid"] for one in (fix.policy or {})["Statement"]
        }, name


def leaves(data: Any) -> set[str]:
    """All strings of a policy but the names of its elements."""
    if isinstance(data, dict):
        return {leaf for value in data.values() for leaf in leaves(value)}
    return {leaf for value in data for leaf in leaves(value)} if isinstance(data, list) else {data}


def test_the_compiler_would_notice(tmp_path: Path) -> None:
    assert "error TS" in syntaxes.typescript({"broken": 'const a = "b" "c";\n'}, tmp_path)


@pytest.mark.parametrize("text", ['resource "a" "b" {\n  c = "d\n}\n'])
def test_the_terraform_parser_would_notice(text: str) -> None:
    with pytest.raises(Exception, match=r"\S"):
        syntaxes.terraform(text)

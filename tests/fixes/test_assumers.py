"""A role that a service cannot assume is opened to that service, and never to a role to be filled in."""

from __future__ import annotations

import json

import pytest

from tests.fixes.given import suggested
from whydenied import Guide

ROLE = "arn:aws:iam::333344445555:role/ferry"
SENTENCES = (
    ("AWS CodeDeploy does not have the permissions required to assume the role {role}.", "codedeploy"),
    ("An error occurred (InvalidInputException) when calling the CreateCrawler operation: Role {role} should be given assume role permissions for Glue Service.", "glue"),
    ("An error occurred (ValidationException) when calling the CreatePipe operation: The provided role does not exist or cannot be assumed by EventBridge Pipes.", "pipes"),
    ('The execution role ARN "{role}" is invalid. Please ensure that the role exists and that its trust relationship policy allows the action "sts:AssumeRole" for the service principal "sagemaker.amazonaws.com".', "sagemaker"),
    ("ECS was unable to assume the role '{role}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions.", "ecs-tasks"),
    ("An error occurred (InvalidRequestException) when calling the CreateDeliveryStream operation: Firehose is unable to assume role {role}.", "firehose"),
    ("CodePipeline is not authorized to perform AssumeRole on role {role} (Service: AWSCodePipeline; Status Code: 400; Error Code: InvalidStructureException; Request ID: 0a1b2c3d-0000-4000-8000-0a1b2c3d4e5f)", "codepipeline"),
    ("CodeBuild is not authorized to perform: sts:AssumeRole on {role}", "codebuild"),
    ("ERROR: User arn:aws:redshift:eu-north-1:333344445555:dbuser:harbour/loader is not authorized to assume IAM Role {role}", "redshift"),
    ("[Amazon](500310) Invalid operation: Not authorized to get credentials of role {role}", "redshift"),
    ("AppSync: Unable to assume role {role}.", "appsync"),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "service"), SENTENCES)
def test_the_service_is_let_in(sentence: str, service: str, guide: Guide) -> None:
    fixes = suggested(sentence.format(role=ROLE), guide)[1]
    assert [fix.layer for fix in fixes] == ["trust"]
    assert fixes[0].policy
    (statement,) = fixes[0].policy["Statement"]
    assert statement["Principal"] == {"Service": f"{service}.amazonaws.com"}
    assert statement["Action"] == "sts:AssumeRole"


@pytest.mark.parametrize(
    "sentence",
    (
        "The service is unable to assume role {role}",
        "InvalidParameterException: AWS is unable to assume role {role}. Check the role.",
        "StatusReason: Amazon Widgets is unable to assume the role {role}",
        "AWS Mainframe Modernization was unable to assume role {role}.",
        "ValidationException: Service is unable to assume role {role}",
    ),
)
def test_a_service_without_its_name_is_one_to_be_filled_in(sentence: str, guide: Guide) -> None:
    (fix,) = suggested(sentence.format(role=ROLE), guide)[1]
    assert fix.layer == "trust"
    assert fix.policy
    assert fix.policy["Statement"][0]["Principal"] == {"Service": "SERVICE.amazonaws.com"}
    assert "SERVICE.amazonaws.com" in fix.cautions[0]


@pytest.mark.parametrize(
    "text",
    (
        # Whoever runs these has a role, which lets them in from its own side as well.
        f"Velero is unable to assume role {ROLE}",
        f"Unable to assume role {ROLE}",
        f"User: arn:aws:iam::333344445555:user/ann is not authorized to perform: sts:AssumeRole on resource: {ROLE}. The service is unable to assume role {ROLE}",
        # What the reader named after a service says nothing of who called.
        ("Error: Cannot assume IAM Role. IAM Role (arn:aws:iam::333344445555:role/glue-deployer) cannot be assumed.\n\n"
        "There are a number of possible causes of this - the most common are:\n  * The credentials used in order to assume the role are invalid"),
        "Error: configuring Terraform AWS Provider: IAM Role (arn:aws:iam::333344445555:role/ferry) cannot be assumed. We use AWS Glue here.",
        "current credentials could not be used to assume 'arn:aws:iam::333344445555:role/cdk-hnb659fds-deploy-role-333344445555-eu-west-1', but are for the right account.",
    ),
)  # fmt: skip
def test_no_service_without_its_name(text: str, guide: Guide) -> None:
    assert "amazonaws.com" not in json.dumps([fix.policy for fix in suggested(text, guide)[1]])


def test_an_identity_pool_lets_in_its_own_users_only(guide: Guide) -> None:
    text = "InvalidIdentityPoolConfigurationException: Invalid identity pool configuration. Check assigned IAM roles for this pool."
    denial, (fix,) = suggested(text, guide)
    assert denial.action == "sts:AssumeRoleWithWebIdentity"
    assert fix.policy
    (statement,) = fix.policy["Statement"]
    assert statement["Principal"] == {"Federated": "cognito-identity.amazonaws.com"}
    assert set(statement["Condition"]["StringEquals"]) == {"cognito-identity.amazonaws.com:aud"}
    assert "fill in IDENTITY-POOL-ID" in " ".join(fix.cautions)


def test_no_trust_policy_of_a_service_linked_role_is_changed(guide: Guide) -> None:
    text = (
        "Access denied when attempting to assume role "
        "arn:aws:iam::333344445555:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling. "
        "Validating load balancer configuration failed."
    )
    (fix,) = suggested(text, guide)[1]
    assert fix.layer == "none"
    assert "--aws-service-name autoscaling.amazonaws.com" in fix.title

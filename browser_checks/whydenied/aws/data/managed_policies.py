"""AWS managed policies for Lambda: those that are there, with their path, and those that were withdrawn, with what took their place.

Sources: iann0036/iam-dataset (MIT) of 2026-08-22, which keeps withdrawn policies;
https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html; what withdrawn means:
https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-deprecated.html
"""

from __future__ import annotations

from typing import NamedTuple


class Withdrawn(NamedTuple):
    """A policy that works where it is attached and cannot be attached any more: its successor, if a customer can attach one, and the reason."""

    replacement: str | None
    reason: str


WITHDRAWN = {
    "AWSLambdaFullAccess": Withdrawn(
        "AWSLambda_FullAccess",
        "AWS withdrew it in 2021 because it also granted wide rights on IAM, S3, DynamoDB and other services; grant those you need apart.",
    ),
    "AWSLambdaReadOnlyAccess": Withdrawn(
        "AWSLambda_ReadOnlyAccess",
        "AWS withdrew it in 2021 because it also read the data of other services; grant those reads you need apart.",
    ),
    "AWSLambdaReplicatorInternal": Withdrawn(
        None,
        "It was internal to Lambda@Edge, which now brings its own service-linked role, AWSServiceRoleForLambdaReplicator.",
    ),
    "AmazonLambdaRolePolicyForLaunchWizardSAP": Withdrawn(
        None, "It belonged to AWS Launch Wizard for SAP, which no longer uses it."
    ),
}

REPLACED = {name: policy.replacement for name, policy in WITHDRAWN.items() if policy.replacement}
"""Withdrawn policy -> the one to attach instead."""

_CURRENT = """
/ AWSDeepLensLambdaFunctionAccessPolicy AWSLambdaExecute AWSLambdaInvocation-DynamoDB AWSLambdaManagedEC2ResourceOperator
AWSLambdaNetworkConnectorOperatorPolicy AWSLambda_FullAccess AWSLambda_ReadOnlyAccess AWSXRayDaemonWriteAccess AWSXrayWriteOnlyAccess
AmazonElasticFileSystemClientReadWriteAccess CloudWatchLambdaApplicationSignalsExecutionRolePolicy CloudWatchLambdaInsightsExecutionRolePolicy
/aws-service-role/ AWSApplicationAutoscalingLambdaConcurrencyPolicy AWSLambdaReplicator AWSLambdaServiceRolePolicy
/service-role/ AWSCodeDeployRoleForLambda AWSCodeDeployRoleForLambdaLimited AWSLambdaBasicDurableExecutionRolePolicy AWSLambdaBasicExecutionRole
AWSLambdaDynamoDBExecutionRole AWSLambdaENIManagementAccess AWSLambdaKinesisExecutionRole AWSLambdaMSKExecutionRole AWSLambdaRole
AWSLambdaSQSQueueExecutionRole AWSLambdaVPCAccessExecutionRole AmazonAPIGatewayPushToCloudWatchLogs AmazonS3ObjectLambdaExecutionRolePolicy
"""


def _paths() -> dict[str, str]:
    paths: dict[str, str] = {}
    path = "/"
    for word in _CURRENT.split():
        if word.startswith("/"):
            path = word
        else:
            paths[word] = f"{path}{word}"
    return paths


CURRENT = _paths()
"""Name -> what follows `arn:aws:iam::aws:policy` in the ARN: most policies of execution roles stand under /service-role/."""

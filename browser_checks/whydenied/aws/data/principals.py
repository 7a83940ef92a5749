"""Service principals: the names that `{"Service": "lambda.amazonaws.com"}` can have.

AWS has no complete list. Sources, read 2026-11-24: the service prefixes of the service authorization reference; service models of botocore 1.44
(Apache-2.0); the principals in 1,645 AWS managed policies of iann0036/iam-dataset (MIT); aws-cdk-lib 2.276, aws-cdk's region-info and
kevinslin/cdk-constants (Apache-2.0); the pages of the AWS services. Hence three answers: known, unknown, and cannot tell for a part of a known service.
"""

from __future__ import annotations

from typing import Literal

from .regions import DNS_SUFFIXES, REGIONS
from .services import TITLES

# Principals whose name differs from every service prefix, without `.amazonaws.com`.
_OTHERS = """
airflow-env amazonmq application-insights appstream2 aws-artifact-account-sync aws-mcp billingconsole billingreports cassandra-streams
cloudwatch-crossaccount codecatalyst-runner codestar cognito-identity-us-gov config-conforms config-multiaccountsetup crowd datazonecontrol deeplens
diode dnssec-route53 ec elasticache-snapshot memorydb-snapshot ec2-images ec2fastlaunch ec2fleet ec2scheduled ec2sqlha ecs-compute ecs-tasks edgelambda efs eks-connector eks-fargate
eks-fargate-pods eks-nodegroup email fargate iotevents iotroborunner iotthingsgraph jellyfish lexv2 machinelearning macie metering-marketplace
migrationhub mobilehub monitoring opensearchservice opsworks opsworks-cm osis-pipelines pinpoint rdsdata sdmp securityhubv2 servicecatalog-appregistry spot spotfleet
tagging transitgateway trustedadvisor tts user-attribute-cost-allocation-data vmie vpc-flow-logs

access-grants.s3 agent.wellarchitected agentless.inspector2 ami.inspector2 apidestinations.events application-signals.cloudwatch
application.opensearchservice appstream.application-autoscaling assets.marketplace batchoperations.s3 build.apprunner cassandra.application-autoscaling channels.lex
channels.lexv2 comprehend.application-autoscaling context.cloudtrail continuousexport.discovery contract.iq contributorinsights.dynamodb
cost-optimization-hub.bcm credentials.iot custom-resource.application-autoscaling custom.rds custom.rds-preview delivery.logs directoryservice.rds
directquery.opensearchservice dmsintegration.migrationhub drt.shield dynamodb.application-autoscaling ebs.csi.eks ec2.application-autoscaling
ec2.application-status-checks ec2.capacitymanager ecs.application-autoscaling elasticache.application-autoscaling email.cognito-idp
event-processor.health events.managedservices events.workmail export.rds exportv2.securityhub gateway.eks hooks.cloudformation ingress.eks
job.sagemaker justintimeaccess.ssm kafka.application-autoscaling kinesisreplication.dynamodb lambda.alarms.cloudwatch
lambda.application-autoscaling license-management.marketplace license-manager.member-account logdelivery.elasticloadbalancing logger.cloudfront
logging.s3 maintenance.elasticbeanstalk maintenance.s3tables malware-protection-plan.guardduty malware-protection.guardduty
managedupdates.elasticbeanstalk member.org.stacksets.cloudformation metadata.s3 metrics.wellarchitected migration.s3tables monitoring.rds
monitoring.thinclient neptune.application-autoscaling network-connectors.lambda network.bedrock-agentcore networking.apprunner notifications.ssm
observability.aoss ops.apigateway ops.athena ops.emr-serverless orgsdatasync.servicecatalog permission.iq pods.eks private-marketplace.marketplace
procurement-insights.marketplace rds.application-autoscaling remediation.config replication.cassandra replication.dynamodb replication.ecr
replication.lexv2 replication.s3tables replicator.lambda reporting.trustedadvisor resale-authorization.marketplace
resource-snapshot-job.partnercentral-selling resources.cloudformation restore-testing.backup runtime-identity.bedrock-agentcore
runtime-instances.bedrock-agentcore s3.data-source.lustre.fsx sagemaker.application-autoscaling scaler.lambda scheduler.redshift
schema-conversion.dms scraper.aps self-service.clientvpn service.eks sgp.eks smsintegration.migrationhub ssm.integrations stacksets.cloudformation
storage-lens.s3 streams.metrics.cloudwatch sync.proton tagpolicies.tag tasks.apprunner telemetry-enablement.observabilityadmin
telemetry-pipelines.observabilityadmin thirdparty.config thirdparty.inspector2 triage.security-ir workspaces.application-autoscaling
"""
OTHERS = frozenset(_OTHERS.split())
OUTSIDE = frozenset({"alexa-appkit.amazon.com", "alexa-connectedhome.amazon.com"})
"""Principals outside amazonaws.com."""


def standing(principal: str) -> Literal["known", "unknown", "cannot-tell"]:
    """What is known of a service principal, with or without a Region in it (`logs.eu-west-1.amazonaws.com`).

    Cannot tell: a part of a known service (`x.lambda.amazonaws.com`), and principals of AWS's internal domain.
    """
    name = principal.lower()
    if name in OUTSIDE:
        return "known"
    suffix = next((each for each in DNS_SUFFIXES if name.endswith(f".{each}")), None)
    if suffix is None:
        return "cannot-tell" if name.endswith(".aws.internal") else "unknown"
    labels = [label for label in name.removesuffix(f".{suffix}").split(".") if label not in REGIONS]
    if is_listed(".".join(labels)):
        return "known"
    return "cannot-tell" if len(labels) > 1 and all(labels) and is_listed(labels[-1]) else "unknown"


def is_listed(label: str) -> bool:
    """Whether `label.amazonaws.com` is a principal in the sources above."""
    return label in OTHERS or label in TITLES


def candidates() -> tuple[str, ...]:
    """All principals in full, for a suggestion."""
    return tuple(sorted([f"{label}.amazonaws.com" for label in OTHERS.union(TITLES)] + list(OUTSIDE)))

"""Services by the names that sentences have for them, with the principal under which each acts.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html and the services' own guides.
"""

from __future__ import annotations

import re
from functools import cache

# A longer name goes before one that it holds.
_NAMES = (
    # Only Pod Identity says of EKS that it may not assume a role.
    ("pods.eks", r"EKS does not have permissions to assume|Pod Identity"),
    ("pipes", r"EventBridge Pipes"),
    ("scheduler", r"EventBridge Scheduler"),
    ("events", r"EventBridge|CloudWatch Events"),
    ("codedeploy", r"CodeDeploy"),
    ("codepipeline", r"CodePipeline"),
    ("codebuild", r"CodeBuild"),
    ("glue", r"(?:AWS )?Glue"),
    ("firehose", r"Firehose"),
    ("kinesisanalytics", r"Kinesis (?:Data )?Analytics|Managed Service for Apache Flink"),
    ("ecs-tasks", r"ECS"),
    ("redshift-serverless", r"Redshift Serverless"),
    ("redshift", r"Redshift|authorized to get credentials of role"),
    ("elasticmapreduce", r"(?:Amazon )?EMR|Elastic ?MapReduce"),
    ("appsync", r"AppSync"),
    ("iot", r"(?:AWS )?IoT(?: Core)?"),
    ("states", r"Step Functions"),
    ("sagemaker", r"SageMaker(?: AI)?"),
    ("bedrock", r"Bedrock"),
    ("batch", r"AWS Batch"),
    ("config", r"AWS Config"),
    ("backup", r"AWS Backup"),
    ("dms", r"DMS|Database Migration Service"),
    ("datasync", r"DataSync"),
    ("transfer", r"(?:AWS )?Transfer Family"),
    ("mediaconvert", r"MediaConvert"),
    ("personalize", r"Personalize"),
    ("transcribe", r"Transcribe"),
    ("comprehend", r"Comprehend"),
    ("rekognition", r"Rekognition"),
    ("vpc-flow-logs", r"[fF]low [lL]ogs"),
    ("cloudtrail", r"CloudTrail"),
    ("logs", r"CloudWatch Logs"),
    ("apigateway", r"API Gateway"),
    ("cloudformation", r"CloudFormation"),
    ("elasticbeanstalk", r"Elastic Beanstalk"),
    ("amplify", r"Amplify|Unable to assume specified IAM Role"),
    ("appflow", r"AppFlow"),
    ("grafana", r"Managed Grafana"),
    ("ssm", r"Systems Manager|SSM Automation|defined assume role"),
    ("dax", r"DAX"),
    ("monitoring.rds", r"ENHANCED_MONITORING|[eE]nhanced [mM]onitoring"),
    ("rds", r"RDS(?= (?:is|was|can|could|does|doesn)\b)"),
    ("cognito-idp", r"Cognito(?! [iI]dentity)"),
    ("gamelift", r"GameLift"),
    ("quicksight", r"QuickSight|Quick Sight"),
    ("elastictranscoder", r"Elastic Transcoder"),
    ("forecast", r"(?:Amazon|AWS) Forecast"),
    ("kendra", r"Kendra"),
    ("autoscaling", r"(?:EC2 )?Auto Scaling"),
    ("workspaces", r"WorkSpaces"),
    ("fis", r"Fault Injection (?:Service|Simulator)"),
    ("servicecatalog", r"Service Catalog"),
    ("osis-pipelines", r"OpenSearch Ingestion"),
    ("dlm", r"Data Lifecycle Manager"),
    ("storagegateway", r"Storage Gateway"),
    ("kafkaconnect", r"MSK Connect"),
    ("lakeformation", r"Lake Formation"),
    ("lambda", r"Lambda"),
    ("eks", r"EKS"),
)


@cache
def _named() -> re.Pattern[str]:
    return re.compile("|".join(rf"\b({words})\b" for _, words in _NAMES))


def principal_named(text: str) -> str | None:
    """The principal of the first service that a text names: "Firehose is unable" -> firehose.amazonaws.com."""
    named = _named().search(text)
    return f"{_NAMES[(named.lastindex or 1) - 1][0]}.amazonaws.com" if named else None


def names_one(text: str, start: int, end: int) -> bool:
    """Whether a service is named between two places of a text."""
    return _named().search(text, start, end) is not None

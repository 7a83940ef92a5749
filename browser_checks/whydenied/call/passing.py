"""The service that a role is passed to, which iam:PassedToService names, by the call that takes the role.

Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html and the service
authorization reference (actions with iam:PassRole among their dependent actions).
"""

from __future__ import annotations

from ..aws import arn
from ..aws.operations import called, prefix
from ..report import Denial
from ..text.regex import lazy_regex

# Calls whose service is not the one that takes the role on.
_BY_CALL = {
    "ecs": {
        "*": "ecs-tasks",
        "createservice": "ecs",
        "createcluster": "ecs",
        "createcapacityprovider": "ecs",
    },
    "iam": {"*": "ec2"},
    "batch": {"*": "ecs-tasks", "createcomputeenvironment": "batch", "updatecomputeenvironment": "batch"},
    "autoscaling": {"*": "ec2"},
    "ec2": {
        "*": "ec2",
        "createflowlogs": "vpc-flow-logs",
        "requestspotfleet": "spotfleet",
        "importimage": "vmie",
        "importsnapshot": "vmie",
    },
    "eks": {
        "*": "eks",
        "createnodegroup": "ec2",
        "createfargateprofile": "eks-fargate-pods",
        "createpodidentityassociation": "pods.eks",
    },
    "elasticmapreduce": {"*": "elasticmapreduce"},
    "rds": {"*": "rds", "createdbinstance": "monitoring.rds", "modifydbinstance": "monitoring.rds"},
    "ssm": {"*": "ssm", "createactivation": "ssm"},
    "logs": {"*": "logs"},
    "apprunner": {"*": "build.apprunner"},
    "elasticbeanstalk": {"*": "elasticbeanstalk"},
    "kinesisanalytics": {"*": "kinesisanalytics"},
    "bedrock-agentcore": {"*": "bedrock-agentcore"},
    "application-autoscaling": {"*": "application-autoscaling"},
    "dlm": {"*": "dlm"},
}
# Operations that belong to one service only, for clients that print no service; in lower case.
_SERVICE_OF = {
    "registertaskdefinition": "ecs", "runtask": "ecs", "starttask": "ecs", "createservice": "ecs", "createstatemachine": "states",
    "updatestatemachine": "states", "runinstances": "ec2", "associateiaminstanceprofile": "ec2", "replaceiaminstanceprofileassociation": "ec2",
    "requestspotfleet": "ec2", "createflowlogs": "ec2", "createlaunchtemplate": "ec2", "createautoscalinggroup": "autoscaling",
    "createlaunchconfiguration": "autoscaling", "createstack": "cloudformation", "updatestack": "cloudformation",
    "createchangeset": "cloudformation", "executechangeset": "cloudformation", "createstackset": "cloudformation", "deletestack": "cloudformation",
    "createjob": "glue", "updatejob": "glue", "createcrawler": "glue", "updatecrawler": "glue", "createdevendpoint": "glue",
    "createproject": "codebuild", "updateproject": "codebuild", "createpipeline": "codepipeline", "updatepipeline": "codepipeline",
    "createdeploymentgroup": "codedeploy", "puttargets": "events", "putrule": "events", "createschedule": "scheduler",
    "updateschedule": "scheduler", "createpipe": "pipes", "updatepipe": "pipes", "createtrainingjob": "sagemaker", "createmodel": "sagemaker",
    "createnotebookinstance": "sagemaker", "createdomain": "sagemaker", "createprocessingjob": "sagemaker", "createuserprofile": "sagemaker",
    "createdeliverystream": "firehose", "createnodegroup": "eks", "createfargateprofile": "eks", "createpodidentityassociation": "eks",
    "putsubscriptionfilter": "logs", "putdestination": "logs", "createuserpool": "cognito-idp", "runjobflow": "elasticmapreduce",
    "createserver": "transfer", "createtopicrule": "iot", "putbucketreplication": "s3", "registerjobdefinition": "batch",
    "submitjob": "batch", "createcomputeenvironment": "batch", "createtrail": "cloudtrail", "updatetrail": "cloudtrail",
    "putconfigurationrecorder": "config", "creategraphqlapi": "appsync", "createdatasource": "appsync", "createdbinstance": "rds",
    "modifydbinstance": "rds", "createagent": "bedrock", "createknowledgebase": "bedrock", "createmodelcustomizationjob": "bedrock",
    "createmodelinvocationjob": "bedrock", "createfunction": "lambda", "createfunction20150331": "lambda",
    "updatefunctionconfiguration": "lambda", "updatefunctionconfiguration20150331v2": "lambda", "addroletoinstanceprofile": "iam",
    "startautomationexecution": "ssm", "sendcommand": "ssm", "createactivation": "ssm", "createassociation": "ssm",
    "createcapacityprovider": "lambda", "createenvironment": "elasticbeanstalk", "createbackupselection": "backup", "startbackupjob": "backup",
    "startrestorejob": "backup", "createlifecyclepolicy": "dlm", "createworkgroup": "athena", "createagentruntime": "bedrock-agentcore",
    "updateagentruntime": "bedrock-agentcore", "createapp": "amplify", "registerscalabletarget": "application-autoscaling",
    "createnamespace": "redshift-serverless", "setidentitypoolroles": "cognito-identity", "modifyclusteriamroles": "redshift", "createflow": "appflow", "createworkspace": "grafana",
    "createfilesystem": "fsx", "createreplicationconfiguration": "elasticfilesystem", "createexportjob": "ses",
}  # fmt: skip
_CLOUDFORMATION = lazy_regex(
    r"cdk-[a-z0-9]{1,12}-deploy-role|\bcfn-exec-role\b|-cfn-exec-|\bCreateChangeSet\b|\bAWSCloudFormation\b"
)
_CLI = lazy_regex(r"\baws\s+([a-z0-9-]{2,30})\s+([a-z0-9-]{3,60})")


def passed_to(denial: Denial, around: str = "") -> str | None:
    """The principal of the service that the role is passed to; None where neither the call nor its client
    tells."""
    action, role = (denial.action or "").lower(), denial.resource or ""
    if action != "iam:passrole":
        return None
    if found := _called(denial.operation, denial.service, around):
        return f"{found}.amazonaws.com"
    if _CLOUDFORMATION.search(f"{denial.principal} {role}"):
        return "cloudformation.amazonaws.com"
    return None


def taker(denial: Denial) -> str | None:
    """The principal of the service that takes on the role that a call names; None where the call is not told."""
    if not denial.operation or denial.operation.lower().startswith("assumerole"):
        return None
    found = _called(denial.operation, denial.service, "")
    return f"{found}.amazonaws.com" if found and found not in ("iam", "sts") else None


def _called(operation: str | None, service: str | None, around: str) -> str | None:
    """The first part of the principal, by the call or by the command line that made it."""
    if operation:
        name = operation.lower()
        known = service_of(operation, service) or _SERVICE_OF.get(name)
        return _taker(known, name) if known else None
    if service and (known := prefix(service)) and known not in ("iam", "sts"):
        return _taker(known, "")
    if command := _CLI.search(around):
        known, name = prefix(command[1]) or command[1], command[2].replace("-", "")
        return (
            _taker(known, name) if known not in ("iam", "sts") or name == "addroletoinstanceprofile" else None
        )
    return None


def service_of(operation: str, service: str | None) -> str | None:
    """The prefix of the service that has the operation: as the client names it, or the only one that has
    it."""
    if service and (known := prefix(service)):
        return known
    if service:
        squeezed = "".join(service.split()).lower().removesuffix(".amazonaws.com")
        if squeezed.isascii() and squeezed.replace("-", "").isalnum() and squeezed not in ("iam", "sts"):
            return squeezed
    if known := _SERVICE_OF.get(operation.lower()):
        return known
    call = called(operation, None)
    return call.partition(":")[0] if call else None


def _taker(service: str, operation: str) -> str:
    by_call = _BY_CALL.get(service, {})
    return by_call.get(operation) or by_call.get("*") or service


def looks_like_a_function_role(role: str | None) -> bool:
    """Whether the passed role's own name says that it is for a function."""
    return "lambda" in (arn.name(role) or "").lower()

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
    "registertaskdefinition": "ecs", "runtask": "ecs", "starttask": "ecs", "createstatemachine": "states",
    "updatestatemachine": "states", "runinstances": "ec2", "associateiaminstanceprofile": "ec2", "replaceiaminstanceprofileassociation": "ec2",
    "requestspotfleet": "ec2", "createflowlogs": "ec2", "createlaunchtemplate": "ec2", "createautoscalinggroup": "autoscaling",
    "createlaunchconfiguration": "autoscaling", "createstack": "cloudformation", "updatestack": "cloudformation",
    "createchangeset": "cloudformation", "executechangeset": "cloudformation", "createstackset": "cloudformation", "deletestack": "cloudformation",
    "updatejob": "glue", "createcrawler": "glue", "updatecrawler": "glue", "createdevendpoint": "glue",
    "createdeploymentgroup": "codedeploy", "puttargets": "events", "putrule": "events", "createschedule": "scheduler",
    "updateschedule": "scheduler", "createpipe": "pipes", "updatepipe": "pipes", "createtrainingjob": "sagemaker", "createmodel": "sagemaker",
    "createnotebookinstance": "sagemaker", "createprocessingjob": "sagemaker", "createuserprofile": "sagemaker",
    "createdeliverystream": "firehose", "createnodegroup": "eks", "createfargateprofile": "eks", "createpodidentityassociation": "eks",
    "putsubscriptionfilter": "logs", "putdestination": "logs", "createuserpool": "cognito-idp", "runjobflow": "elasticmapreduce",
    "createserver": "transfer", "createtopicrule": "iot", "putbucketreplication": "s3", "registerjobdefinition": "batch",
    "submitjob": "batch", "createcomputeenvironment": "batch", "createtrail": "cloudtrail", "updatetrail": "cloudtrail",
    "putconfigurationrecorder": "config", "creategraphqlapi": "appsync", "createdbinstance": "rds",
    "modifydbinstance": "rds", "createagent": "bedrock", "createknowledgebase": "bedrock", "createmodelcustomizationjob": "bedrock",
    "createmodelinvocationjob": "bedrock", "createfunction": "lambda", "createfunction20150331": "lambda",
    "updatefunctionconfiguration": "lambda", "updatefunctionconfiguration20150331v2": "lambda", "addroletoinstanceprofile": "iam",
    "startautomationexecution": "ssm", "sendcommand": "ssm", "createactivation": "ssm", "createassociation": "ssm",
    "createbackupselection": "backup", "startbackupjob": "backup",
    "startrestorejob": "backup", "createworkgroup": "athena", "createagentruntime": "bedrock-agentcore",
    "updateagentruntime": "bedrock-agentcore", "createapp": "amplify", "registerscalabletarget": "application-autoscaling",
    "createnamespace": "redshift-serverless", "setidentitypoolroles": "cognito-identity", "modifyclusteriamroles": "redshift",
    "createfilesystem": "fsx", "createreplicationconfiguration": "elasticfilesystem", "createexportjob": "ses",
}  # fmt: skip
# Operations that several services have, with those that are handed a role; the role's own name may tell which.
_SHARED = {
    "createservice": ("ecs", "apprunner"),
    "createjob": ("glue", "mediaconvert", "braket"),
    "createproject": ("codebuild", "databrew", "sagemaker"),
    "updateproject": ("codebuild", "databrew", "sagemaker"),
    "createpipeline": ("codepipeline", "sagemaker", "osis", "elastictranscoder"),
    "updatepipeline": ("codepipeline", "sagemaker", "osis", "elastictranscoder"),
    "createdomain": ("sagemaker", "datazone"),
    "createdatasource": ("appsync", "kendra", "qbusiness", "quicksight"),
    "createcapacityprovider": ("lambda", "ecs"),
    "createenvironment": ("elasticbeanstalk", "airflow", "proton", "finspace"),
    "createlifecyclepolicy": ("dlm", "imagebuilder"),
    "createflow": ("appflow", "bedrock"),
    "createworkspace": ("grafana", "iottwinmaker"),
}
_CALLED_IN_NAMES = {"elasticbeanstalk": ("beanstalk",), "airflow": ("airflow", "mwaa")}
_CLOUDFORMATION = lazy_regex(
    r"cdk-[a-z0-9]{1,12}-deploy-role|\bcfn-exec-role\b|-cfn-exec-|\bCreateChangeSet\b|\bAWSCloudFormation\b"
)
_WRITTEN = lazy_regex(
    r"AWS::([A-Za-z0-9]{2,30})::|\baws_([a-z0-9]{2,30})_|(?:client|resource)\([\"']([a-z0-9]{2,30})[\"']"
)
_CLI = lazy_regex(r"\baws\s+([a-z0-9-]{2,30})\s+([a-z0-9-]{3,60})")


def passed_to(denial: Denial, around: str = "") -> str | None:
    """The principal of the service that the role is passed to; None where neither the call nor its client
    tells."""
    action, role = (denial.action or "").lower(), denial.resource or ""
    if action != "iam:passrole":
        return None
    if found := _called(denial.operation, denial.service, around) or _named(denial.operation, role, around):
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
        if known := service_of(operation, service) or _SERVICE_OF.get(name):
            return _taker(known, name)
        by_hand = _CLI.search(around) if name in _SHARED else None
        same = by_hand and by_hand[2].replace("-", "") == name and prefix(by_hand[1])
        return _taker(same, name) if same else None
    if service and (known := prefix(service)) and known not in ("iam", "sts"):
        return _taker(known, "")
    if command := _CLI.search(around):
        known, name = prefix(command[1]) or command[1], command[2].replace("-", "")
        return (
            _taker(known, name) if known not in ("iam", "sts") or name == "addroletoinstanceprofile" else None
        )
    return None


def _named(operation: str | None, role: str, around: str) -> str | None:
    """The one of several services with the operation that the role is named after, or that a template or a
    program around the message names."""
    name, call = (arn.name(role) or role).lower().replace("-", ""), (operation or "").lower()
    many = _SHARED.get(call, ())
    by_role = [each for each in many if any(word in name for word in _CALLED_IN_NAMES.get(each, (each,)))]
    written = {match.lower() for found in _WRITTEN.finditer(around) for match in found.groups() if match}
    for found in (by_role, [each for each in many if each in written]):
        if len(found) == 1:
            return _taker(found[0], call)
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
    if operation.lower() in _SHARED:
        return None
    call = called(operation, None)
    return call.partition(":")[0] if call else None


def _taker(service: str, operation: str) -> str:
    by_call = _BY_CALL.get(service, {})
    return by_call.get(operation) or by_call.get("*") or service


def looks_like_a_function_role(role: str | None) -> bool:
    """Whether the passed role's own name says that it is for a function."""
    return "lambda" in (arn.name(role) or "").lower()

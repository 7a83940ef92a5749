"""Sentences that name neither caller nor action, by the section of the guide that knows them: what they stand
for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ..aws import arn, integrations
from ..call import caller, invokers, resources
from ..call import sentences as call_sentences
from ..call.actions import denied
from ..call.called import Target, target
from ..call.sentences import Sentence
from ..report import Denial
from ..text.regex import lazy_regex
from ..text.squeeze import squeezed
from . import function_policy, identity, need, owners_side, trust_sentences
from .fix import Change
from .need import Need
from .statement import statement

Reader = Callable[[Denial, str], list[Change]]

_IMAGE = lazy_regex(
    r"\b(\d{12})\.dkr\.ecr\.([a-z0-9-]{1,30})\.amazonaws\.com(\.cn)?/"
    r"(?:v2/)?([a-z0-9._/-]{1,255}?)(?=/(?:manifests|blobs)/|[^a-z0-9._/-]|$)"
)
_KAFKA_LOGIN = ("clusterfailedtoauthorizelambda", "saslauthenticationfailed")
_NOT_A_REFUSAL = (
    "enilimitreached",
    "subnetipaddresslimitreached",
    "efsmountconnectivity",
    "efsmounttimeout",
    "permanentredirect",
    "nosuchkey",
)
_IMAGE_NOTE = (
    "In the account of the function Lambda adds this itself when whoever deploys may "
    "ecr:GetRepositoryPolicy and ecr:SetRepositoryPolicy; "
    "for another account the repository's policy also has to let in that account."
)
_GRANT = (
    "Lambda decrypts by a grant that it made for the execution role: if the role was "
    "deleted and made again, give the function another role "
    "and the old one back."
)
_CALLERS_RIGHTS = (
    "Lambda reads the package with the rights of the one who deploys, not with the execution role."
)
_PIPE = "A pipe calls its target with its own role: write its name in the place of PIPE-ROLE."
_GROUPS = (
    "Log groups share the account's resource policies (aws logs put-resource-policy), and DNS queries are logged in "
    "us-east-1: fill in ACCOUNT-ID, LOG-GROUP-NAME."
)
_S3 = "s3.amazonaws.com"
_DESTINATION = (
    "If the notification goes to a queue or topic, it is that one's policy that has to let "
    "in s3.amazonaws.com "
    "(sqs:SendMessage, sns:Publish)."
)
# A queue or topic as the destination of a notification, and that a key encrypts it.
_DESTINATION_ARN = lazy_regex(r"arn:aws[\w-]{0,12}:s[qn]s:[a-z0-9-]{1,40}:\d{12}:[\w.-]{1,256}")
_ENCRYPTED = lazy_regex(r"encrypted with|\bKMS\b|kms key", re.IGNORECASE)
_OWN_KEY = (
    "The keys alias/aws/sqs and alias/aws/sns can't be shared with a service: encrypt the "
    "queue or topic with a key of your own."
)
_KEY_ID = "The message does not name the key: fill in REGION, ACCOUNT-ID, KEY-ID."
_PULLS = (
    "Who pulls is the role of the node or instance, or on ECS and Fargate the task's execution role: give it the "
    "permission. A repository of another account has to allow it, too."
)
# Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-userpermissions
_LOOKED_UP = ("ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs")
_DEPLOYER = "Lambda looks these up with the rights of the one who deploys, not with the execution role."
_URL_EVERYONE = (
    'A public URL (auth type NONE) takes the same two statements with Principal "*" and '
    "FunctionUrlAuthType NONE."
)


def read(denial: Denial, section: str, around: str) -> list[Change] | None:
    """The changes for a sentence of this section, best first; None when the section has no such sentence,
    empty when nothing can be said."""
    reader = _READERS.get(section)
    if reader is None:
        return None
    if any(sign in squeezed(around) for sign in _NOT_A_REFUSAL):
        return []
    return reader(denial, around)


def execution_role(denial: Denial, around: str) -> list[Change]:
    """``The provided execution role does not have permissions to call X on Y``, and streams that cannot be
    read."""
    asked = denied(denial.action)
    if not asked and (said := call_sentences.called_on(around)):
        asked, denial = said, replace(denial, action=said[0])
    if not asked:
        service = (arn.Arn.parse(denial.resource) or arn.Arn("", "", "", "", "")).service
        if service not in ("kinesis", "dynamodb"):
            return kafka(denial, around)
        asked = (f"{service}:GetRecords",)
    found = integrations.of(asked[0])
    wanted = need.of_integration(found, denial, around) if found else need.of_call(denial, around)
    return [identity.change(wanted, caller.execution_role(denial, around))] if wanted else []


def kafka(denial: Denial, around: str) -> list[Change]:
    """A cluster that does not let Lambda in; only IAM authentication is a matter of policies."""
    if not any(sign in squeezed(around) for sign in _KAFKA_LOGIN):
        return []
    wanted = need.of_integration(integrations.KAFKA_LOGIN, denial, around)
    return [identity.change(wanted, caller.execution_role(denial, around))]


def network(denial: Denial, around: str) -> list[Change]:
    """A function that may not join its VPC, or whoever gives it one and may not look at subnets and groups."""
    if "requestcredentials" in squeezed(around):
        wanted = Need(_LOOKED_UP, "*", (statement(_LOOKED_UP, "*"),), (_DEPLOYER,))
        return [identity.change(wanted, caller.unknown(denial))]
    return [
        identity.change(
            need.of_integration(integrations.VPC, denial, around), caller.execution_role(denial, around)
        )
    ]


def file_system(denial: Denial, around: str) -> list[Change]:
    """A file system that cannot be mounted; the message names its access point, the permission its file
    system."""
    point = arn.Arn.parse(denial.resource)
    if point is None or point.service != "elasticfilesystem":
        return []
    file_system = (
        f"arn:{point.partition}:elasticfilesystem:{point.region}:{point.account}:file-system/FILE-SYSTEM-ID"
    )
    wanted = need.of_integration(integrations.EFS, replace(denial, resource=file_system), around)
    narrow = {"StringEquals": {"elasticfilesystem:AccessPointArn": denial.resource or ""}}
    note = (
        "The message names the access point only: fill in FILE-SYSTEM-ID, which aws efs "
        "describe-access-points shows."
    )
    wanted = replace(
        wanted,
        statements=tuple({**one, "Condition": narrow} for one in wanted.statements),
        notes=(note, *wanted.notes),
    )
    return [identity.change(wanted, caller.execution_role(denial, around))]


def image(denial: Denial, around: str) -> list[Change]:
    """An image that Lambda may not pull, or whoever runs containers elsewhere."""
    found = _IMAGE.search(around)
    repository = (
        f"arn:aws{'-cn' if found[3] else ''}:ecr:{found[2]}:{found[1]}:repository/{found[4].strip('/.')}"
        if found
        else resources.beside(around, "ecr", "repository/")
        or "arn:aws:ecr:REGION:ACCOUNT-ID:repository/REPOSITORY-NAME"
    )
    actions = call_sentences.image_actions(around)
    if call_sentences.by_runtime(around):
        login = statement(("ecr:GetAuthorizationToken",), "*")
        filling = (_fill(repository),) if resources.capitals(repository) else ()
        cautions = (_PULLS, *filling) if "ecr:BatchGetImage" in actions else filling
        wanted = Need(actions, repository, (statement(actions, repository), login), cautions)
        return _present([identity.change(wanted, caller.unknown(denial))])
    functions = _functions(repository, around)
    narrow = {"ArnLike": {"aws:SourceArn": functions}}
    wanted = Need(
        actions,
        repository,
        (statement(actions, repository, condition=narrow),),
        (_fill(repository, functions), _IMAGE_NOTE),
    )
    return _present([owners_side.change(wanted, caller.service("lambda.amazonaws.com"), denial, around)])


def _functions(repository: str, around: str) -> str:
    """The ARN of the function that pulls: in the one other account that the paste names, else in the repository's."""
    if there := resources.beside(around, "lambda", "function:"):
        return there
    _, partition, _, region, owner, *_ = arn.fields(repository)
    others = {match[1] for match in _OF_IAM.finditer(around)} - {owner}
    account = others.pop() if len(others) == 1 else owner
    return f"arn:{partition}:lambda:{region}:{account}:function:FUNCTION-NAME"


_OF_IAM = lazy_regex(r"arn:aws[\w-]{0,12}:(?:iam|sts)::(\d{12}):")


def key(denial: Denial, around: str) -> list[Change]:
    """Environment variables that cannot be decrypted, or a key that cannot be set for them."""
    words = squeezed(around)
    actions: tuple[str, ...] = ("kms:Decrypt",)
    notes: tuple[str, ...] = ()
    who = caller.unknown(denial)
    if "invalidforcreategrant" in words:
        actions = ("kms:CreateGrant", "kms:Encrypt", "kms:Decrypt")
    elif "kmsaccesswasdenied" in words:
        who, notes = caller.execution_role(denial, around), (_GRANT,)
    elif "theciphertextrefersto" not in words:
        return []
    there = resources.write(actions[0], replace(denial, resource=None), around)
    wanted = Need(actions, there.arn, (statement(actions, there.arn),), (*notes, *there.notes))
    changes = [owners_side.change(wanted, who, denial, around), identity.change(wanted, who)]
    return _present(changes if notes else changes[::-1])


def package(denial: Denial, around: str) -> list[Change]:
    """A deployment package in S3 that the one who deploys may not read."""
    there = call_sentences.package(around)
    wanted = need.of_call(replace(denial, action="s3:GetObject", resource=there), around)
    return [identity.change(wanted, caller.unknown(denial), also=(_CALLERS_RIGHTS,))] if wanted else []


def service_invoke(denial: Denial, around: str) -> list[Change]:
    """A service that may not call the function."""
    if _ENCRYPTED.search(around) and _DESTINATION_ARN.search(around):
        return [encrypted(denial, around)]
    there = denial.resource if ":function:" in (denial.resource or "") else None
    named = "cloudfrontdistribution" in squeezed(around)
    if named:
        return []
    if called := target(denial, around):
        return _called(called, denial, around)
    asked = call_sentences.read(denial, around) if there is None else None
    if asked and asked.resource and asked.actions[0].startswith(("sqs:", "sns:")):
        return [notified(asked, denial, around)]
    call = replace(denial, action="lambda:InvokeFunction", resource=there)
    wanted = need.of_call(call, around)
    if wanted is None:
        return []
    change = function_policy.function(wanted, caller.service(""), denial, around)
    if "destinationconfigurations" not in squeezed(around):
        return [change]
    change = replace(change, cautions=(*change.cautions, _DESTINATION))
    if call_sentences.goes_to_function(around):
        return [change]
    return [_if_it_goes("function", change), *_to_others(denial, around)]


def _called(called: Target, denial: Denial, around: str) -> list[Change]:
    """A target that is no function, or that a pipe calls with its role."""
    if not called.actions:
        return []
    if called.principal is None:
        there = resources.write(called.actions[0], replace(denial, action=called.actions[0]), around)
        wanted = Need(called.actions, there.arn, (statement(called.actions, there.arn),), there.notes)
        return [identity.change(wanted, caller.unknown(denial, "PIPE-ROLE", _PIPE))]
    narrow = {"StringEquals": {"aws:SourceAccount": "ACCOUNT-ID"}}
    built = statement(called.actions, called.resource, condition=narrow)
    wanted = Need(called.actions, called.resource, (built,), (_GROUPS,))
    of_group = replace(denial, policy_type="resource-based")
    made = owners_side.change(wanted, caller.service(called.principal), of_group, around)
    return _present([made])


def _to_others(denial: Denial, around: str) -> list[Change]:
    """The policies of a queue and of a topic, where nothing tells what a notification goes to."""
    return [
        _if_it_goes(
            kind,
            notified(Sentence((call_sentences.NOTIFIED[arn.service(there)],), there, _S3), denial, around),
        )
        for kind, there in call_sentences.NOTIFIED_ANY.items()
    ]


def _if_it_goes(kind: str, change: Change) -> Change:
    return replace(change, title=f"If the notification goes to a {kind}, l{change.title[1:]}")


def notified(asked: Sentence, denial: Denial, around: str) -> Change:
    """A queue or topic whose policy has to let S3 send a bucket's notifications."""
    there = asked.resource or ""
    bucket = invokers.source(invokers.of(denial, around), denial, around)
    narrow = {
        "ArnLike": {"aws:SourceArn": bucket},
        "StringEquals": {"aws:SourceAccount": arn.account(there) or "ACCOUNT-ID"},
    }
    words = resources.capitals(bucket)
    notes = (f"aws:SourceArn is the ARN of the bucket: fill in {', '.join(words)}.",) if words else ()
    if missing := resources.capitals(there):
        notes = (*notes, f"The message does not name the resource: fill in {', '.join(missing)}.")
    wanted = Need(asked.actions, there, (statement(asked.actions, there, condition=narrow),), notes)
    made = owners_side.change(wanted, caller.service(asked.principal or ""), denial, around)
    assert made is not None  # queues and topics have policies
    return made


def encrypted(denial: Denial, around: str) -> Change:
    """A notification to an encrypted queue or topic: S3 has to be let in by the key."""
    there = _DESTINATION_ARN.search(around)
    key = resources.beside(around, "kms", "key/") or "arn:aws:kms:REGION:ACCOUNT-ID:key/KEY-ID"
    owner = (arn.account(there[0]) if there else None) or "ACCOUNT-ID"
    narrow = {"StringEquals": {"aws:SourceAccount": owner}}
    actions = ("kms:GenerateDataKey", "kms:Decrypt")
    notes = (_OWN_KEY, *((_KEY_ID,) if key.endswith("KEY-ID") else ()))
    wanted = Need(actions, key, (statement(actions, key, condition=narrow),), notes)
    return owners_side.key(wanted, caller.service(_S3), denial, around)


def function_url(denial: Denial, around: str) -> list[Change]:
    """A function URL that answers Forbidden."""
    who = caller.unknown(denial)
    wanted = need.of_url(denial, around)
    wanted = replace(wanted, notes=(_URL_EVERYONE, *wanted.notes))
    return [function_policy.function(wanted, who, denial, around), identity.change(wanted, who)]


def _fill(*made: str) -> str:
    words = list(dict.fromkeys(word for one in made for word in resources.capitals(one)))
    return f"The message does not name the function or the repository in full: fill in {', '.join(words)}."


def _present(changes: list[Change | None]) -> list[Change]:
    return [change for change in changes if change is not None]


_READERS: dict[str, Reader] = {
    "event-source-mapping": execution_role,
    "execution-role-permissions": execution_role,
    "vpc-permissions": network,
    "efs": file_system,
    "container-image": image,
    "kms": key,
    "code-in-s3": package,
    "service-invoke": service_invoke,
    "function-url": function_url,
    "execution-role-trust": trust_sentences.execution_role,
    "edge": trust_sentences.edge,
    "assume-role": trust_sentences.assume_role,
}

"""How to meet a condition: by the key that failed, what to do about the request. Never a statement without
the condition."""

from __future__ import annotations

from collections.abc import Sequence
from time import time

from ..call.call import Call
from ..evaluation import compiled
from ..evaluation.conditions import Condition, met
from ..evaluation.explaining import asked_of
from ..evaluation.names import joined_or
from ..evaluation.request import Request
from ..lint.examine import Examined
from ..report import Verdict
from ..verdict import nameless
from ..verdict.pasted import asked_for, document_of
from . import pasted_policy
from .fix import Change, Place

# What to do so that the request carries what a condition asks for; {values} are the policy's values, {name}
# what follows the slash of the key.
_HOW = {
    "aws:multifactorauthpresent": "Sign in with a second factor (MFA)",
    "aws:multifactorauthage": "Sign in with a second factor (MFA) again",
    "aws:sourcevpce": "Make the call through the VPC endpoint {values}",
    "aws:sourcevpc": "Make the call through a VPC endpoint in {values}",
    "aws:vpceaccount": "Make the call through a VPC endpoint of account {values}",
    "aws:vpceorgid": "Make the call through a VPC endpoint of the organization {values}",
    "aws:sourceip": "Make the call from the network {values}",
    "aws:vpcsourceip": "Make the call from the private network {values}",
    "aws:securetransport": "Make the call over HTTPS",
    "aws:requestedregion": "Make the call in the Region {values}",
    "aws:principalorgid": "Call from an account of the organization {values}",
    "aws:principalorgpaths": "Call from an account in the organization's path {values}",
    "aws:principalaccount": "Call from the account {values}",
    "aws:principalarn": "Call as {values}",
    "aws:principaltag": "Tag the caller's user or role with {name} = {values}",
    "aws:resourcetag": "Tag the resource with {name} = {values}",
    "aws:resourceaccount": "Use a resource of account {values}",
    "aws:resourceorgid": "Use a resource of the organization {values}",
    "aws:requesttag": "Send the tag {name} = {values} with the request",
    "aws:tagkeys": "Send only the tags {values} with the request",
    "aws:username": "Call as the user {values}",
    "aws:userid": "Call as {values}",
    "aws:useragent": "Make the call with the program {values}",
    "aws:referer": "Send the Referer {values}",
    "aws:currenttime": "Make the call in the time that the condition allows",
    "aws:epochtime": "Make the call in the time that the condition allows",
    "aws:tokenissuetime": "Start a new session",
    "aws:calledvia": "Make the call through {values}",
    "aws:calledviafirst": "Make the call through {values}",
    "aws:viaawsservice": "Make the call through the AWS service that is meant to make it",
    "aws:sourcearn": "Call on behalf of {values}, or correct aws:SourceArn if it names the wrong source",
    "aws:sourceaccount": ("Call on behalf of account {values}, or correct aws:SourceAccount if it names the wrong account"),
    "aws:sourceorgid": "Call on behalf of an account of the organization {values}",
    "aws:sourceidentity": "Set the source identity {values} when the role is assumed",
    "sts:externalid": "Send the external ID {values} with AssumeRole",
    "sts:rolesessionname": "Name the session {values} when the role is assumed",
    "iam:passedtoservice": ("Pass the role to {values} only, or correct iam:PassedToService if the role is meant for another service"),
    "iam:policyarn": "Attach or detach the policy {values} only",
    "iam:permissionsboundary": "Set the permissions boundary {values} in the call",
    "iam:awsservicename": "Create the service-linked role for {values} only",
    "kms:viaservice": "Use the key through {values}",
    "kms:calleraccount": "Use the key from account {values}",
    "kms:encryptioncontext": "Send the encryption context {name} = {values}",
    "kms:grantisforawsresource": "Let an AWS service make the grant",
    "s3:x-amz-server-side-encryption": "Send the header x-amz-server-side-encryption: {values} (--sse {values})",
    "s3:x-amz-server-side-encryption-aws-kms-key-id": "Encrypt the object with the key {values} (--sse aws:kms --sse-kms-key-id)",
    "s3:x-amz-acl": "Send the ACL {values} (--acl {values})",
    "s3:prefix": "List with the prefix {values} (--prefix)",
    "s3:delimiter": "List with the delimiter {values}",
    "s3:existingobjecttag": "Tag the object with {name} = {values}",
    "s3:resourceaccount": "Use a bucket of account {values}",
    "s3:tlsversion": "Use a newer version of TLS",
    "ec2:instancetype": "Use the instance type {values}",
    "ec2:encrypted": "Encrypt the volume",
    "ec2:metadatahttptokens": "Start the instance with IMDSv2 (HttpTokens={values})",
    "ec2:volumetype": "Use the volume type {values}",
    "rds:storageencrypted": "Encrypt the storage",
    "elasticfilesystem:encrypted": "Encrypt the file system",
    "ec2:region": "Make the call in the Region {values}",
    "lambda:functionarn": "Use the function {values}",
    "lambda:functionurlauthtype": "Use a function URL of the type {values}",
    "lambda:invokedviafunctionurl": "Call the function through its URL",
    "lambda:layer": "Use the layer {values}",
    "lambda:vpcids": "Connect the function to the VPC {values}",
    "lambda:subnetids": "Connect the function to the subnet {values}",
    "lambda:securitygroupids": "Give the function the security group {values}",
    "dynamodb:leadingkeys": "Use items whose partition key is {values}",
    "secretsmanager:versionstage": "Ask for the version stage {values}",
    "ses:fromaddress": "Send from the address {values}",
}  # fmt: skip
# The same where the service that the call is for is known.
_WITH_SERVICE = {
    "iam:passedtoservice": "Pass the role to {values} only, or add {service} to iam:PassedToService if the role is meant for it",
    "iam:awsservicename": "Create the service-linked role for {values} only, or add {service} to iam:AWSServiceName",
}
_MORE = {
    "aws:resourcetag": "Only if the tag is true of it: it is what decides who has access.",
    "aws:multifactorauthpresent": "Long-term access keys carry no second factor: aws sts get-session-token "
    "--serial-number MFA-ARN --token-code CODE "
    "gives credentials that do.",
    "aws:requesttag": "Tags have to be in the call that creates the resource, not in a later one.",
    "aws:principaltag": "Tags of a role are read when the session starts: start a new one after the change.",
    "aws:sourcevpce": (
        "The name of the service has to lead to the endpoint there: check private DNS, or give "
        "--endpoint-url."
    ),
}
_MOST_FURTHER = 3
_OF_TAGS = ("resourcetag", "requesttag")
_OF_TOKEN = {
    "sub": "Sign in with a token whose subject is {values}, or correct {name} if it names another one",
    "aud": "Ask for a token whose audience is {values}, or correct {name} if it names another one",
}
_KEEP = (
    "Keep the condition: it is a guard. If it should not apply to this caller, ask the "
    "policy's owner to change its value."
)


def condition_to_meet(call: Call, verdict: Verdict, pasted: Sequence[Examined]) -> Change | None:
    """What to do about the condition that the verdict names."""
    found = failing(call, verdict, pasted)
    if found is None or verdict.policy is None:
        return None
    policy, (condition, name, request) = pasted[verdict.policy], found
    of = f"{name} of {pasted_policy.noun(pasted, verdict.policy, call.denial)}"
    title = f"{how(condition, request)}: {of} applies only then"
    if is_past(condition, "Less"):
        title = f"Ask the policy's owner for a later date: the time in which {of} applies is over"
    if nameless.asks_for_name(condition, request):
        title = (
            f"Ask the policy's owner for another variable than ${{aws:username}} in {of}: only users have one, and "
            f"{call.caller.words} called"
        )
    wanted = asked_of(condition)
    stem = condition.key.partition("/")[0]
    more = _MORE.get("aws:resourcetag" if stem.endswith(":resourcetag") else stem) or (
        "" if wanted in title else f"The condition: {wanted}."
    )
    if further := _further(call, verdict, pasted, condition):
        more = f"{more} It has further conditions: {further}.".strip()
    return Change(
        pasted_policy.layer(policy, call.denial),
        title,
        Place("none"),
        cautions=(more, _KEEP) if more else (_KEEP,),
        kind="meet-condition",
        edited=verdict.policy,
    )


def is_past(condition: Condition, comparison: str) -> bool:
    """Whether a condition on the time compares with dates that have passed: ``Less`` or ``Greater`` than them."""
    return (
        condition.key in ("aws:currenttime", "aws:epochtime")
        and f"{comparison}Than" in condition.operator.name
        and bool(condition.values)
        and all(each < time() for each in condition.values)
    )


def _further(call: Call, verdict: Verdict, pasted: Sequence[Examined], first: Condition) -> str:
    """The other conditions of the statement that the paste leaves open."""
    found = _statement(call, verdict, pasted)
    others = [
        each
        for each in (found[0] if found else ())
        if each != first and found and not found[2].values(each.key)
    ]
    return "; ".join(asked_of(each) for each in others[:_MOST_FURTHER])


def failing(
    call: Call, verdict: Verdict, pasted: Sequence[Examined]
) -> tuple[Condition, str, Request] | None:
    """The condition that decides, the name of its statement, and the request: a condition that the paste
    contradicts before one that it leaves open."""
    found = _statement(call, verdict, pasted)
    return (found[3], *found[1:3]) if found else None


def _statement(
    call: Call, verdict: Verdict, pasted: Sequence[Examined]
) -> tuple[Sequence[Condition], str, Request, Condition] | None:
    """The conditions of a verdict's statement, its name, the request, and the condition that decides."""
    if verdict.policy is None or verdict.statement is None:
        return None
    document = pasted[verdict.policy].document
    statement = pasted_policy.statement_at(document, verdict.statement) if document else None
    if document is None or statement is None:
        return None
    explicit = call.denial.effect == "explicit"
    for asked in (*asked_for(call), *(asked_for(call, over_tls=False) if explicit else ())):
        layer = (
            "resource" if statement.principals or not statement.has("Resource", "NotResource") else "identity"
        )
        levels = compiled({layer: [document_of(document.told, asked.request.resource)]}).layers[layer]  # type: ignore[index]
        made = next((each for each in (levels or ())[0].statements if each.index == verdict.statement), None)
        if made is None or made.actions.hit(asked.request.name) is made.not_action:
            continue
        if found := _decides(made.conditions, asked.request, made.effect):
            return made.conditions, pasted_policy.name(statement), asked.request, found
    return None


def _decides(conditions: Sequence[Condition], request: Request, effect: str) -> Condition | None:
    wanted = effect == "Deny"
    certain = [
        each for each in conditions if request.values(each.key) and met(each, request, effect) is wanted
    ]
    open_ones = [each for each in conditions if not request.values(each.key)]
    # Of a token the subject differs more often than the audience, which clients set by themselves.
    open_ones.sort(
        key=lambda each: (not each.is_literal_wildcard, not is_past(each, "Less"), each.key.endswith(":aud"))
    )
    return next(iter([*certain, *open_ones] if effect == "Allow" else [*open_ones, *certain]), None)


def how(condition: Condition, request: Request) -> str:
    """What to do so that a request meets the condition; the condition's own words where the key is not known
    here."""
    if condition.is_literal_wildcard:
        return (
            f"Write {condition.written[1]} in full, or StringLike instead of {condition.written[0]} if the wildcard is "
            "meant"
        )
    key, wanted = condition.written[1], [*condition.written[2]]
    if condition.operator.presence and wanted == ["false"] and condition.key.startswith("aws:requesttag/"):
        return f"Send the tag {key.partition('/')[2]} with the request"
    if condition.key == "lambda:functionurlauthtype" and wanted == ["AWS_IAM"]:
        return "Sign the request, to a function URL of the type AWS_IAM"
    says = None if condition.operator.negated or condition.operator.presence else _says(condition, request)
    return says or f"Meet the condition of the statement ({asked_of(condition)})"


def avoided(condition: Condition, request: Request) -> str | None:
    """What to do so that a Deny with this condition spares the request; None where that is not known here."""
    operator = condition.operator
    if operator.negated and not operator.presence:
        return _says(condition, request)
    if condition.key == "aws:tokenissuetime" and "LessThan" in operator.name:
        return _HOW[condition.key]
    if is_past(condition, "Less"):
        return "Make the call again, as the time of this Deny is over"
    key, wanted = condition.written[1].lower(), condition.written[2]
    if operator.presence and [*wanted] == ["true"] and key.startswith("aws:requesttag/"):
        return f"Send the tag {condition.written[1].partition('/')[2]} with the request"
    return _HOW[key] if key in _TRUE_IS_MEANT and [*wanted] == ["false"] else None


_TRUE_IS_MEANT = (
    "aws:multifactorauthpresent",
    "aws:securetransport",
    "ec2:encrypted",
    "rds:storageencrypted",
    "elasticfilesystem:encrypted",
)


def _says(condition: Condition, request: Request) -> str | None:
    _, key, wanted = condition.written
    if key.lower() == "aws:sourcearn" and (
        group := next((each for each in wanted if ":log-group:" in each and not each.endswith("*")), None)
    ):
        return f"Write aws:SourceArn as {group}:*, as CloudWatch Logs sends it"
    stem, _, tail = key.partition("/")
    says = _HOW.get(key.lower()) or _HOW.get(stem.lower())
    if stem.lower().startswith("kms:encryptioncontext:"):
        says, tail = _HOW["kms:encryptioncontext"], key.partition(":")[2].partition(":")[2]
    if says is None and "." in key:  # an identity provider's keys: token.actions.githubusercontent.com:sub
        says, tail = _OF_TOKEN.get(key.lower().rpartition(":")[2]), ""
    if says is None:  # a service's own keys for tags: ec2:ResourceTag/Env
        says = next((_HOW[f"aws:{kind}"] for kind in _OF_TAGS if stem.lower().endswith(f":{kind}")), None)
    if says is None:
        return None
    if (add := _WITH_SERVICE.get(key.lower())) and (known := request.values(condition.key)):
        return add.format(values=joined_or(wanted), service=joined_or(known))
    values = joined_or(wanted)
    for variable in condition.variables:
        if len(known := request.values(variable.key) or ()) == 1:
            values = values.replace(f"${{{variable.name}}}", known[0])
    return says.format(values=values, name=tail or key)

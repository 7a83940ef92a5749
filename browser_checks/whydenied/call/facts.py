"""The condition keys that a paste tells of a request, with their values: from the message, the record, and
the command around it.

Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html,
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..aws import arn
from ..aws.data.regions import REGIONS
from ..aws.operations import called, prefix
from ..errors.structured import records
from ..policies.document import Document
from ..report import Denial
from ..text.regex import lazy_regex
from .passing import passed_to
from .web_tokens import of_token

Facts = dict[str, tuple[str, ...]]

# Parameters of a request and the condition keys that carry them, both as AWS writes them.
_PARAMETERS = {
    "externalId": "sts:ExternalId",
    "roleSessionName": "sts:RoleSessionName",
    "sourceIdentity": "sts:SourceIdentity",
    "x-amz-acl": "s3:x-amz-acl",
    "x-amz-server-side-encryption": "s3:x-amz-server-side-encryption",
    "x-amz-server-side-encryption-aws-kms-key-id": "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "x-amz-storage-class": "s3:x-amz-storage-class",
    "prefix": "s3:prefix",
    "delimiter": "s3:delimiter",
    "max-keys": "s3:max-keys",
    "instanceType": "ec2:InstanceType",
    "policyArn": "iam:PolicyARN",
    "permissionsBoundary": "iam:PermissionsBoundary",
    "awsServiceName": "iam:AWSServiceName",
    "secretId": "secretsmanager:SecretId",
    "functionUrlAuthType": "lambda:FunctionUrlAuthType",
    "principal": "lambda:Principal",
    "fromAddress": "ses:FromAddress",
    "source": "ses:FromAddress",
}
_OF_SERVICE = {
    "principal": "lambda",
    "source": "ses",
    "secretId": "secretsmanager",
    "prefix": "s3",
    "delimiter": "s3",
    "policyArn": "iam",
}
_PLAIN_HTTP = lazy_regex(
    r"(?<![\w/])http://[\w.-]{1,80}\.amazonaws\.com|--endpoint-url[= ]http://|Endpoint:\s{0,3}http://"
)
_LINKED = lazy_regex(r":role/aws-service-role/([a-z][\w.-]{1,100}\.amazonaws\.com(?:\.cn)?)/")
_ENDPOINT = lazy_regex(r"\bvpce-[0-9a-f]{8,17}\b")
# A key, a word without which its form cannot match, in small letters, and the form.
_HEADERS = (
    ("s3:x-amz-server-side-encryption", "-s", lazy_regex(
        r"(?:--sse|--server-side-encryption|x-amz-server-side-encryption:?)[ =]{1,3}(aws:kms(?::dsse)?|AES256)")),
    ("s3:x-amz-acl", "acl", lazy_regex(r"(?:--acl|x-amz-acl:?)[ =]{1,3}([a-z-]{5,40})")),
    ("aws:SourceIp", "ip", lazy_regex(
        r"(?i)(?:source ?ip(?:address)?|from (?:the )?ip(?: address)?|client ip)\"?\s{0,3}[:=]?\s{0,3}\"?(\d{1,3}(?:\.\d{1,3}){3})\b")),
    ("aws:UserAgent", "user-agent:", lazy_regex(r"(?i)(?<![\w-])user-agent:\s{0,3}([^\n\"']{3,300})")),
    ("sts:ExternalId", "--external-id", lazy_regex(r"--external-id[ =]{1,3}[\"']?([\w+=,.@:/-]{2,200})")),
    ("s3:prefix", "--prefix", lazy_regex(r"--prefix[ =]{1,3}[\"']?([^\s\"']{1,300})")),
)  # fmt: skip


def facts(denial: Denial, around: str, documents: Iterable[Document], source: str | None) -> Facts:
    """The keys, as AWS writes them, and their values; the record of the call says more than the words around
    it."""
    found: Facts = {}
    for key, values in (
        *_of_message(denial, around, source),
        *_of_text(around, documents),
        *_of_records(denial, documents),
    ):
        found[key] = values
    return found


def _of_message(denial: Denial, around: str, source: str | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    region = (arn.Arn.parse(denial.resource) or arn.Arn("", "", "", "", "")).region
    if region in REGIONS:
        yield "aws:RequestedRegion", (region,)
        if service := _asks_for_key(denial):
            yield "kms:ViaService", (f"{service}.{region}.amazonaws.com",)
    if (denial.action or "").startswith("kms:") and (owner := arn.account(denial.principal)):
        yield "kms:CallerAccount", (owner,)
    if role := _LINKED.search(denial.resource or ""):
        yield "iam:AWSServiceName", (role[1],)
    if denial.principal and ":user/" in denial.principal:
        yield "aws:username", (denial.principal.rsplit("/", 1)[-1],)
    if service := passed_to(denial, around):
        yield "iam:PassedToService", (service,)
    if token := of_token(denial.principal):
        yield f"{token.issuer}:aud", (token.audience,)
        yield f"{token.issuer}:sub", (token.subject,)
    if source:
        yield "aws:SourceArn", (source,)
        if owner := arn.account(source):
            yield "aws:SourceAccount", (owner,)
    if (denial.section or "").endswith("function-url"):
        # With the type NONE a call is anonymous, whoever makes it.
        if denial.principal:
            yield (
                "lambda:FunctionUrlAuthType",
                ("NONE" if denial.principal.lower() == "anonymous" else "AWS_IAM",),
            )
        yield "lambda:InvokedViaFunctionUrl", ("true",)


def _asks_for_key(denial: Denial) -> str | None:
    """The service that was called and uses a key on behalf of the caller; None where the key itself was called."""
    if not (denial.action or "").startswith("kms:") or (denial.principal or "").endswith(".amazonaws.com"):
        return None
    call = called(denial.operation, denial.service)
    service = call.partition(":")[0] if call else prefix(denial.service)
    return service if service in _WITH_KEYS else None


# Services that use a key with the caller's own rights, and say so with kms:ViaService.
# Source: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
_WITH_KEYS = frozenset({"s3", "sqs", "sns", "secretsmanager", "ssm", "dynamodb", "kinesis"})


def _of_text(around: str, documents: Iterable[Document]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What headers and options of a command say; what stands in a pasted policy says nothing of the
    request."""
    words = without(around, documents)
    if "http://" in words and _PLAIN_HTTP.search(words):
        yield "aws:SecureTransport", ("false",)
    endpoints = set(_ENDPOINT.findall(words)) if "vpce-" in words else set()
    if len(endpoints) == 1:
        yield "aws:SourceVpce", (endpoints.pop(),)
    small = words.lower()
    for key, word, form in _HEADERS:
        if word in small and (match := form.search(words)):
            yield key, (match[1].strip(),)


def without(around: str, documents: Iterable[Document]) -> str:
    """The text around a denial without the documents that stand in it."""
    for document in documents:
        around = around.replace(document.text.chars[document.node.start : document.node.end], " ")
    return around


def _of_records(denial: Denial, documents: Iterable[Document]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for document in documents:
        if document.is_policy:
            continue
        if decoded := _decoded(document.data):
            yield from decoded
        mine = [record for record in records(document.data) if _is_about(record, denial)]
        if len(mine) == 1:
            yield from _of_record(mine[0])


def _is_about(record: Mapping[str, Any], denial: Denial) -> bool:
    """Whether a record is the one that a denial was read from."""
    if not (record.get("errorCode") or record.get("errorMessage")):
        return False
    if denial.request_id and record.get("requestID"):
        return bool(record.get("requestID") == denial.request_id)
    told = json.dumps(record)
    return (not denial.principal or denial.principal in told) and (
        not denial.action or denial.action.partition(":")[2].lower() in told.lower()
    )


def _of_record(record: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The keys that the fields of a CloudTrail record carry."""
    address = _text(record.get("sourceIPAddress"))
    if address and _is_address(address):
        yield "aws:SourceIp", (address,)
    elif address and address.endswith(".amazonaws.com"):
        yield "aws:ViaAWSService", ("true",)
        yield "aws:CalledVia", (address,)
    for field, key in (("userAgent", "aws:UserAgent"), ("awsRegion", "aws:RequestedRegion"), ("eventTime", "aws:CurrentTime"),
                       ("vpcEndpointId", "aws:SourceVpce"), ("vpcEndpointAccountId", "aws:VpceAccount")):  # fmt: skip
        if value := _text(record.get(field)):
            yield key, (value,)
    if "tlsDetails" in record:
        yield "aws:SecureTransport", ("true",)
    yield from _of_identity(record.get("userIdentity"))
    yield from _of_parameters(
        record.get("requestParameters"), (_text(record.get("eventSource")) or "").partition(".")[0]
    )
    extra = record.get("additionalEventData")
    if isinstance(extra, Mapping) and _text(extra.get("vpcEndpointId")):
        yield "aws:SourceVpce", (str(extra["vpcEndpointId"]),)


def _of_identity(identity: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    if not isinstance(identity, Mapping):
        return
    if value := _text(identity.get("principalId")):
        yield "aws:userid", (value,)
    if value := _text(identity.get("userName")):
        yield "aws:username", (value,)
    if (value := _text(identity.get("invokedBy"))) and value.endswith(".amazonaws.com"):
        yield "aws:ViaAWSService", ("true",)
        yield "aws:CalledVia", (value,)
    session = identity.get("sessionContext")
    if not isinstance(session, Mapping):
        return
    attributes, issuer = session.get("attributes"), session.get("sessionIssuer")
    if isinstance(attributes, Mapping) and _text(attributes.get("mfaAuthenticated")):
        yield "aws:MultiFactorAuthPresent", (str(attributes["mfaAuthenticated"]).lower(),)
    if isinstance(attributes, Mapping) and _text(attributes.get("creationDate")):
        yield "aws:TokenIssueTime", (str(attributes["creationDate"]),)
    if isinstance(issuer, Mapping) and (_text(issuer.get("arn")) or "").startswith("arn:"):
        yield "aws:PrincipalArn", (str(issuer["arn"]),)
    if value := _text(session.get("sourceIdentity")):
        yield "aws:SourceIdentity", (value,)


def _of_parameters(parameters: Any, service: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    if not isinstance(parameters, Mapping):
        return
    for name, key in _PARAMETERS.items():
        value = _text(parameters.get(name))
        if value and _OF_SERVICE.get(name, service) == service:
            yield key, (value,)
    tags = {}
    for name in ("tags", "tagSet", "tagging", "tagSpecificationSet"):
        tags.update(dict(_tags(parameters.get(name))))
    for key, value in tags.items():
        yield f"aws:RequestTag/{key}", (value,)
    if tags:
        yield "aws:TagKeys", tuple(tags)


def _tags(given: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Tags as requests write them: a map, or a list of keys and values, in further maps."""
    if depth > 4:
        return
    if isinstance(given, list):
        for each in given:
            yield from _tags(each, depth + 1)
    elif isinstance(given, Mapping):
        name = next(
            (_text(given[field]) for field in ("key", "Key", "tagKey") if _text(given.get(field))), None
        )
        if name is not None:
            yield (
                name,
                next((str(given[field]) for field in ("value", "Value", "tagValue") if field in given), ""),
            )
        elif (
            given
            and all(isinstance(value, str) for value in given.values())
            and not {"items", "tags"} & set(given)
        ):
            yield from ((str(key), value) for key, value in given.items() if key != "resourceType")
        else:
            for value in given.values():
                yield from _tags(value, depth + 1)


def _decoded(data: Any) -> list[tuple[str, tuple[str, ...]]]:
    """The keys of a decoded authorization message, which lists what AWS looked at."""
    inner = data.get("DecodedMessage") if isinstance(data, Mapping) else None
    if isinstance(inner, str):
        try:
            data = json.loads(inner)
        except ValueError:
            return []
    context = data.get("context") if isinstance(data, Mapping) else None
    conditions = context.get("conditions") if isinstance(context, Mapping) else None
    items = conditions.get("items") if isinstance(conditions, Mapping) else None
    found = []
    for item in items if isinstance(items, list) else []:
        values = item.get("values") if isinstance(item, Mapping) else None
        listed = values.get("items") if isinstance(values, Mapping) else None
        texts = tuple(
            str(each["value"]) for each in listed or [] if isinstance(each, Mapping) and "value" in each
        )
        if texts and _text(item.get("key")):
            found.append((str(item["key"]), texts))
    return found


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _is_address(value: str) -> bool:
    from ipaddress import ip_address  # imported late: only records with an address need it

    try:
        ip_address(value)
    except ValueError:
        return False
    return True

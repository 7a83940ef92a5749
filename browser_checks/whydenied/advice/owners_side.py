"""The owner's side: a statement in the policy of the resource itself, which names whom it lets in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..aws import arn
from ..call import inference, resources
from ..call.actions import service
from ..call.caller import Caller
from ..report import Denial
from ..report.words import FixLayer
from . import function_policy
from .fix import Change, Place, Statement
from .identity import listed
from .need import Need, with_principal

_REPLACES = "This replaces the whole policy: keep its other statements, as the AWS CLI commands do."
_KEY = 'In a key policy "*" means this key and no other.'
# Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
_GRANT = (
    "AWS's own policy of a service-linked role names no key of another account: it takes a grant as well, made in the "
    "role's account with aws kms create-grant."
)
# Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
_EXTERNAL = (
    "If account {account} is another company's, have it send the external ID that it made for you, and require that in a "
    "condition on sts:ExternalId."
)
_FRESH = "A role that is seconds old can be rejected although its trust policy is right: then only try again."
_UNSIGNED = (
    "The request was not signed. Only a private API needs this statement; any other wants "
    "signed requests of a caller who is allowed."
)

Builder = Callable[[Need, Caller, Denial, str], Change]


def change(need: Need, who: Caller, denial: Denial, around: str) -> Change | None:
    """The statement for the policy of the resource; None when resources of this service have no policy that
    could let a caller in."""
    if need.actions == ("lambda:GetLayerVersion",):
        return function_policy.layer(need, who)
    name = service(need.actions[0])
    if builder := _BUILDERS.get(name):
        return builder(need, who, denial, around)
    if denial.policy_type == "resource-based":
        return _change("resource", Place("other"), need, who, arn.name(need.resource) or name, ())
    return None


def key(need: Need, who: Caller, denial: Denial, around: str) -> Change:
    """A statement in the key policy, which has the last word about its key."""
    place = Place("key", {"key": need.resource, **resources.region(need.resource)})
    need = _held(need, who, denial, around)
    statements = with_principal(need.statements, who.element, "*")
    granted = (_GRANT,) if who.kind == "linked" and inference.cross_account(denial) else ()
    return _change(
        "key-policy",
        place,
        need,
        who,
        f"the KMS key {arn.name(need.resource)}",
        (*granted, _REPLACES, _KEY),
        statements=(*statements,),
    )


def repository(need: Need, who: Caller, denial: Denial, around: str) -> Change:
    """A statement in the ECR repository's policy, which has no Resource element."""
    parsed = arn.Arn.parse(need.resource)
    name = need.resource.partition("repository/")[2] or "REPOSITORY-NAME"
    registry = {"registry": parsed.account} if parsed and parsed.account.isdigit() else {}
    place = Place("repository", {"repository": name, **registry, **resources.region(need.resource)})
    statements = with_principal(need.statements, who.element, "")
    return _change(
        "repository-policy",
        place,
        need,
        who,
        f"the repository {name}",
        (_REPLACES,),
        statements=(*statements,),
    )


def trust(need: Need, who: Caller, denial: Denial, around: str) -> Change:
    """A statement in the role's trust policy, which has no Resource element."""
    role = need.resource.rsplit("/", 1)[-1]
    notes = (_FRESH, _REPLACES) if who.kind == "service" else (*third_party(denial, who), _REPLACES)
    need = _held(need, who, denial, around, is_trust=True)
    statements = with_principal(need.statements, who.element, "")
    return _change(
        "trust",
        Place("trust", {"role": role}),
        need,
        who,
        f"the role {role}",
        notes,
        statements=(*statements,),
    )


def third_party(denial: Denial, who: Caller) -> tuple[str, ...]:
    """What a trust policy needs that lets in somebody else's account: many customers have the same caller there."""
    if not inference.cross_account(denial) or who.kind in ("service", "provider", "unknown"):
        return ()
    return (_EXTERNAL.format(account=who.account),)


def _held(need: Need, who: Caller, denial: Denial, around: str, *, is_trust: bool = False) -> Need:
    """The same for a service, held to what it calls for."""
    if who.kind != "service" or any("Condition" in one for one in need.statements):
        return need
    from . import sources  # imported late: it knows the rules about conditions

    condition, notes = sources.narrowed(who.name, need.resource, denial, around, is_trust=is_trust)
    if condition is None:
        return need
    held = tuple({**one, "Condition": condition} for one in need.statements)
    return replace(need, statements=held, notes=(*notes, *need.notes))


def _change(
    layer: FixLayer,
    place: Place,
    need: Need,
    who: Caller,
    thing: str,
    notes: tuple[str, ...],
    *,
    statements: tuple[Statement, ...] = (),
) -> Change:
    element = [who.element_note] if who.element_note else []
    policy = "trust policy" if layer == "trust" else "policy"
    is_account = who.kind == "root"
    whom = f"all of account {who.account}" if is_account else who.words
    title = f"Let {whom} call {listed(need.actions)} in the {policy} of {thing}"
    built = statements or (*with_principal(need.statements, who.element),)
    told = (*element, *notes) if is_account else (*notes, *element)
    return Change(layer, title, place, built, (*told, *who.notes, *need.notes))


def _simple(kind: str, called: str, names: Callable[[str], dict[str, str]]) -> Builder:
    """A service whose resources have an ordinary policy; *names* reads from an ARN what finds the
    resource."""

    def builder(need: Need, who: Caller, denial: Denial, around: str) -> Change:
        found = names(need.resource)
        place = Place(kind, {**found, **resources.region(need.resource)})
        thing = f"the {called} {arn.name(next(iter(found.values())))}"
        need = _held(need, who, denial, around)
        statements = (*with_principal(need.statements, who.element),)
        if who.kind != "anonymous":
            return _change("resource", place, need, who, thing, (_REPLACES,), statements=statements)
        # Never for everyone: a private API knows its callers by the endpoint that they come through.
        narrow = {"StringEquals": {"aws:SourceVpce": resources.endpoint(around)}}
        return _change(
            "resource",
            place,
            need,
            who,
            thing,
            (_UNSIGNED, _REPLACES),
            statements=tuple({**one, "Condition": narrow} for one in statements),
        )

    return builder


def _bucket(resource: str) -> dict[str, str]:
    return {"bucket": resource.rpartition(":::")[2].partition("/")[0]}


def _queue(resource: str) -> dict[str, str]:
    parsed = arn.Arn.parse(resource) or arn.Arn("aws", "sqs", "REGION", "ACCOUNT-ID", resource)
    host = f"sqs.{parsed.region}.amazonaws.com" + (".cn" if parsed.partition == "aws-cn" else "")
    return {"queue_url": f"https://{host}/{parsed.account}/{parsed.resource}"}


def _table(resource: str) -> dict[str, str]:
    return {"table": "/".join(resource.split("/")[:2])}


def _whole(slot: str) -> Callable[[str], dict[str, str]]:
    return lambda resource: {slot: resource}


def _tail(slot: str, marker: str) -> Callable[[str], dict[str, str]]:
    """What stands in an ARN's resource behind *marker*, up to the next slash."""
    return lambda resource: {slot: arn.resource(resource).removeprefix(marker).partition("/")[0]}


_BUILDERS: dict[str, Builder] = {
    "lambda": function_policy.function,
    "kms": key,
    "ecr": repository,
    "sts": trust,
    "s3": _simple("bucket", "bucket", _bucket),
    "sqs": _simple("queue", "queue", _queue),
    "sns": _simple("topic", "topic", _whole("topic")),
    "secretsmanager": _simple("secret", "secret", _whole("secret")),
    "dynamodb": _simple("table", "table", _table),
    "kinesis": _simple("stream", "stream", _whole("stream")),
    "events": _simple("bus", "event bus", _tail("bus", "event-bus/")),
    "elasticfilesystem": _simple("file-system", "file system", _tail("file_system", "file-system/")),
    "execute-api": _simple("api", "API", _tail("api", "")),
}

"""Whether a change of a policy does what it should: the call is allowed, and no other call is decided
differently.

An edit is given only with this proof; where it fails, a narrower one is tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from ..aws import arn
from ..aws.data import iam
from ..aws.glob import fits, parse
from ..aws.kinds import WITH_PRINCIPAL, PolicyType, layer_of
from ..call.resources import lacks_suffix
from ..evaluation import compiled, decide
from ..evaluation.compiled import Policies
from ..evaluation.request import BadRequest, Request, prepared, texts
from ..verdict.pasted import document_of

_EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
# Services whose resources decide whether IAM policies count.
_LAST_WORD = ("kms", "sts")
_MOST_ACTIONS = 10
_MOST_RESOURCES = 20


def proves(
    before: Any,
    after: Any,
    kind: PolicyType,
    needed: Sequence[Request],
    written: Sequence[str],
    meant: Sequence[str] = (),
) -> bool:
    """Whether *after* allows the needed calls and decides every other call that is tried like *before*.

    *written* is how a policy writes the resource of each needed call, *meant* are resources on which the policy meant
    to allow it, with a slip in the action's name. What a condition asks for and nothing
    tells counts as given: the change leaves the condition to be met.
    """
    target = needed[0].resource
    old, new = (_alone(document_of(data, target), kind, needed[0]) for data in (before, after))
    wanted = [request.assuming("Allow") for request in needed]
    if any(decide(request, new).decision != "Allow" for request in wanted):
        return False
    patterns = [
        (request, parse(pattern, variables=False))
        for request, listed in zip(wanted, written, strict=True)
        for pattern in (listed, *meant)
    ]

    def is_needed(request: Request) -> bool:
        return any(
            request.caller.name == one.caller.name
            and request.name == one.name
            and (request.target == one.target or fits(pattern, request.target))
            for one, pattern in patterns
        )

    return all(
        is_needed(request) or decide(request, old).decision == decide(request, new).decision
        for request in others(before, kind, wanted, written)
    )


def _alone(document: Any, kind: PolicyType, first: Request) -> Policies:
    """The policy as the only one that can be in the way.

    A resource's own policy decides alone, unless the caller is known to be of another account, whose policies
    then have to allow it as well.
    """
    layer = layer_of(kind)
    own = _delegating(first)
    if layer == "identity":
        return compiled({"identity": [document], **own})
    alone = layer == "resource" and (
        first.is_same_account or first.account is None or first.caller.kind == "service"
    )
    levelled = [[document]] if layer in ("scp", "rcp") else document if layer == "resource" else [document]
    return compiled({**own, "identity": [] if alone else [_EVERYTHING], layer: levelled})


def _delegating(first: Request) -> dict[str, Any]:
    """A policy of the resource that leaves all to the caller's account, for a service or an account where its own
    policy has to allow the call as well."""
    account = first.caller.account
    if not account or not (first.service in _LAST_WORD or (first.account and not first.is_same_account)):
        return {}
    root = f"arn:{first.resource.split(':')[1] if first.resource.startswith('arn:') else 'aws'}:iam::{account}:root"
    said = {"Effect": "Allow", "Principal": {"AWS": root}, "Action": "*", "Resource": "*"}
    return {"resource": {"Version": "2012-10-17", "Statement": [said]}}


def others(
    document: Any, kind: PolicyType, needed: Sequence[Request], written: Sequence[str]
) -> Iterator[Request]:
    """Calls beside the needed ones: other actions, resources and callers, from the policy itself and near
    it."""
    first = needed[0]
    actions = dict.fromkeys([*(request.action for request in needed), *_actions(document, first.service)])
    # A key's policy says "*" for its key, and a role's or repository's names no resource: no other one is theirs.
    further = (
        ()
        if kind == "trust"
        or (kind == "resource" and (first.service == "kms" or not _names_resources(document)))
        else (*_siblings(written), *_resources(document, first.resource))
    )
    resources = dict.fromkeys([*(request.resource for request in needed), *further])
    callers = [first.caller.name, *_callers(first, kind)]
    # What follows from who calls is another caller's own.
    of_caller = first.caller.context()
    around = {key: values for key, values in first.context.items() if key not in of_caller}
    for caller, action, resource in product(
        callers, [*actions][:_MOST_ACTIONS], [*resources][:_MOST_RESOURCES]
    ):
        if resource.startswith("arn:") and arn.service(resource) != action.partition(":")[0].lower():
            continue  # another service's resource
        known = iam.action(action)
        if known and not known.resource_types and resource != "*":
            continue  # no such call
        try:
            yield prepared(
                {
                    "principal": caller,
                    "action": action,
                    "resource": resource,
                    "context": around,
                    "context_complete": False,
                }
            ).assuming("Allow")
        except BadRequest:
            continue


def _names_resources(document: Any) -> bool:
    return any("Resource" in one or "NotResource" in one for one in _statements(document))


def _siblings(written: Sequence[str]) -> Iterator[str]:
    """Resources beside those that a pattern covers: another log group, another secret."""
    for pattern in written:
        if "*" in pattern[1:] or "?" in pattern:
            yield f"{pattern.replace('?', '*').partition('*')[0].rstrip(':/-')}-another"


def _actions(document: Any, service: str) -> Iterator[str]:
    for statement in _statements(document):
        for name in texts(statement.get("Action")):
            if ":" in name and "*" not in name and "?" not in name and _is_action(name):
                yield name
    names = sorted((iam.names(service) or {}).values())
    yield from (f"{service}:{name}" for name in (names[:1] + names[-1:]))


def _is_action(name: str) -> bool:
    """Whether there is such an action, as far as is known: nobody asks for one that does not exist."""
    service = name.partition(":")[0].strip()
    return iam.action(name) is not None or (iam.exists(service) and not iam.loaded(service))


def _resources(document: Any, target: str) -> Iterator[str]:
    if target != "*":
        yield f"{target}x"
        head = target.rstrip("?*/:")
        cut = max(head.rfind("/"), head.rfind(":"))
        yield f"{target[: cut + 1]}another" if cut > 0 else "arn:aws:s3:::another"
    for statement in _statements(document):
        for name in texts(statement.get("Resource")):
            if not lacks_suffix(name):
                yield name.replace("*", "z").replace("?", "z") if name != "*" else "arn:aws:s3:::another/z"


def _callers(first: Request, kind: PolicyType) -> Iterator[str]:
    if kind in WITH_PRINCIPAL:
        account = first.caller.account or first.account or "111122223333"
        yield f"arn:aws:iam::{account}:role/another-caller"


def _statements(document: Any) -> list[dict[str, Any]]:
    listed = document.get("Statement", document) if isinstance(document, dict) else document
    return [each for each in (listed if isinstance(listed, list) else [listed]) if isinstance(each, dict)]


def missing(document: Any, kind: PolicyType, needed: Sequence[Request]) -> list[bool]:
    """Which of the needed calls the policy does not allow yet."""
    policies = _alone(document_of(document, needed[0].resource), kind, needed[0])
    return [decide(request.assuming("Allow"), policies).decision != "Allow" for request in needed]

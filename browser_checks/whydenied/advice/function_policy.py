"""The policies of functions and layer versions, which are written a permission at a time (AddPermission).

Source: https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
"""

from __future__ import annotations

from typing import Any

from ..aws import arn
from ..call import invokers, resources
from ..call.caller import Caller
from ..report import Denial
from .fix import Change, Place, Statement
from .identity import listed
from .need import Need, of_url, with_principal
from .statement import statement, values

QUALIFIER = (
    "The call went to {qualifier}: a version or alias has a policy of its own, and the "
    "function's own does not count for it."
)
_PUBLIC = (
    "This lets everyone on the internet call the function; keep it only if the URL is meant to be public."
)
_LAYER = (
    "A layer is shared version by version. A wrong Region or version in the ARN gives the "
    "same message: compare them first."
)
_SOURCE = "aws:SourceArn has to be the ARN of what calls the function: fill in {words}."
_SERVICE = (
    "The message does not say which service calls: write its principal in the place of SERVICE.amazonaws.com."
)


def function(need: Need, who: Caller, denial: Denial, around: str) -> Change:
    """A permission in the function's policy: for a principal of an account, a service with its source, or
    everyone who knows the URL."""
    names = _function(need.resource)
    notes = [QUALIFIER.format(qualifier=names["qualifier"])] if "qualifier" in names else []
    words, element = who.words, who.element_note
    if who.kind == "service":
        built, said = _by_service(need, denial, around)
        words = built["Principal"]["Service"]
        statements: tuple[Statement, ...] = (built,)
        notes += said
    elif who.kind == "anonymous" and "lambda:InvokeFunctionUrl" in need.actions:
        statements = (*with_principal(of_url(denial, around, "NONE").statements, {"AWS": "*"}),)
        notes.insert(0, _PUBLIC)
        words = "everyone"
    else:
        statements = (*with_principal(need.statements, who.element),)
    title = f"Let {words} call {listed(need.actions)} in the policy of the function {arn.name(need.resource)}"
    cautions = (*notes, *([element] if element else []), *who.notes, *need.notes)
    return Change("resource", title, Place("function", names), statements, cautions)


def layer(need: Need, who: Caller) -> Change:
    """A permission in the policy of the layer version, which names accounts only."""
    front, _, version = need.resource.rpartition(":")
    account = who.account or "ACCOUNT-ID"
    principal = {"AWS": f"arn:{who.partition}:iam::{account}:root"}
    place = Place(
        "layer-version",
        {"layer": front, "version": version, "account": account, **resources.region(need.resource)},
    )
    statements = (*with_principal(need.statements, principal),)
    title = f"Let account {account} use {arn.name(need.resource)} in the policy of this layer version"
    return Change("resource", title, place, statements, (_LAYER, *need.notes))


def _by_service(need: Need, denial: Denial, around: str) -> tuple[Statement, list[str]]:
    """The statement for a service, narrowed to the source on whose behalf it calls."""
    invoker = invokers.of(denial, around)
    source = invokers.source(invoker, denial, around)
    condition = {"ArnLike": {"aws:SourceArn": source}}
    words = resources.capitals(source)
    notes = [_SOURCE.format(words=", ".join(words))] if words else []
    if invoker is invokers.UNKNOWN:
        notes.insert(0, _SERVICE)
    if invoker.account:
        condition["StringEquals"] = {
            "aws:SourceAccount": arn.account(source) or arn.account(need.resource) or "ACCOUNT-ID"
        }
    return statement(
        need.actions, need.resource, principal={"Service": invoker.principal}, condition=condition
    ), notes


def _function(resource: str) -> dict[str, str]:
    """The function's ARN and, parted from it, its qualifier; an ARN that lacks either around a colon stays
    whole."""
    front, marker, tail = resource.partition(":function:")
    name, _, qualifier = tail.partition(":")
    parted = (
        {"function": front + marker + name, "qualifier": qualifier}
        if name and qualifier
        else {"function": resource}
    )
    return {**parted, **resources.region(resource)}


def permission(one: Statement) -> dict[str, str]:
    """A statement as the parameters of AddPermission: each condition that Lambda writes has one of its own.

    Source: https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
    """
    condition: dict[str, dict[str, Any]] = one.get("Condition", {})
    equal, like, flags = (condition.get(operator, {}) for operator in ("StringEquals", "ArnLike", "Bool"))
    found = {
        "sid": one["Sid"],
        "action": values(one["Action"])[0],
        "principal": str(next(iter(one["Principal"].values()))),
        "source_arn": like.get("aws:SourceArn"),
        "source_account": equal.get("aws:SourceAccount"),
        "auth_type": equal.get("lambda:FunctionUrlAuthType"),
        "via_url": flags.get("lambda:InvokedViaFunctionUrl"),
    }
    return {name: value for name, value in found.items() if value is not None}

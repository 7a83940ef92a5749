"""A call that the reader makes up, decided by the pasted policies.

Only what was pasted decides: policies that limit are tried as if everything else allowed the call.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, Literal

from ..aws.arn import Arn
from ..aws.data import iam
from ..aws.kinds import BY_TYPE, WITH_PRINCIPAL, LayerName, PolicyType, is_type, layer_of
from ..evaluation.compiled import compiled
from ..evaluation.decision import Decision, decide
from ..evaluation.names import joined_and, noun, statement_name
from ..evaluation.request import BadRequest, Request, prepared
from ..evaluation.services import needs_star
from ..evaluation.statements import Statement
from ..lint.examine import Examined, examined
from ..policies.documents import documents, sole
from ..policies.nodes import legible
from ..report import Span
from ..text.paste import Paste
from ..text.regex import lazy_regex
from ..values import dataclass
from .pasted import document_of, is_open, rests_on_template, statements_of

Outcome = Literal["allowed", "denied", "not-allowed", "not-limited", "depends", "cannot-tell"]

_ALL: dict[str, Any] = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
}
_SOMEBODY = "arn:aws:iam::{}:user/somebody"
_ANY_ACCOUNT = "000000000000"
_CALLER = lazy_regex(r"arn:|\d{12}$|\*$|[\w.-]+\.[\w.-]+$")
_OTHERS = "The caller's identity-based policies were not pasted; they can still allow it."
# What follows from a caller whom nobody named.
_OF_CALLER = ("aws:principal", "aws:username")


@dataclass(frozen=True, slots=True)
class Trial:
    """What the pasted policies say of the call."""

    outcome: Outcome
    """`not-limited`: no pasted policy grants anything, and none stops the call; `depends`: on the keys that
    are missing, or on what a template fills in."""
    why: tuple[str, ...] = ()
    """The reasons, a sentence each."""
    span: Span | None = None
    """The span of the policy with the statement that decides."""
    statement: int | None = None
    """That statement, counted from 0."""
    missing_keys: tuple[str, ...] = ()
    """Context keys that the decision depends on."""
    not_loaded: tuple[str, ...] = ()
    """The call's service, where its data is not loaded."""

    def to_json(self) -> dict[str, Any]:
        """The trial as JSON-ready data."""
        return asdict(self)


def tried(text: str, asked: Mapping[str, Any], types: Sequence[str | None] = ()) -> Trial:
    """Decide the call *asked* (action, resource, principal or none, context) by the policies in *text*;
    *types* is what the reader says they are."""
    paste = Paste.of(text)
    alone = sole(paste.raw)
    pasted = examined(paste.text, [alone] if alone else documents(paste)[0], [], types)
    action = str(asked.get("action") or "").strip()
    service = action.partition(":")[0].lower()
    missing = (service,) if iam.exists(service) and not iam.loaded(service) else ()
    return replace(_decided(pasted, action, asked), not_loaded=missing)


def _decided(pasted: Sequence[Examined], action: str, asked: Mapping[str, Any]) -> Trial:
    resource = str(asked.get("resource") or "").strip()
    principal = str(asked.get("principal") or "").strip()
    readable = [
        (each, kind)
        for each in pasted
        if each.document and is_type(kind := each.policy.type) and _applies(kind, action)
    ]
    if problem := _unclear(action, resource, principal, readable, pasted):
        return Trial("cannot-tell", (problem,))
    try:
        request = _request(action, resource, principal, asked.get("context"))
    except BadRequest as bad:
        return Trial("cannot-tell", (str(bad),))
    stack = _Stack.of(readable, request)
    found = decide(request, compiled({str(name): listed for name, listed in stack.layers.items()}))
    notes = stack.notes(request)
    if not found.certain:
        # The statement to show is the one whose condition makes the difference.
        swayed = found
        if found.decision != "ExplicitDeny":
            wanted: Literal["Allow", "Deny"] = "Deny" if found.decision == "Allow" else "Allow"
            swayed = decide(request.assuming(wanted), found.policies)
        does = "allows" if swayed.decision == "Allow" else "denies"
        named = [swayed.statement] if swayed.statement else []
        met = [f"{statement_name(each, request)} {does} it if its condition is met." for each in named]
        return stack.trial("depends", swayed, (*met, *notes), found.missing_keys)
    if found.statement is not None and stack.is_template(found.statement, request):
        why = (
            f"{statement_name(found.statement, request)} decides, if what a template fills in there fits.",
        )
        return stack.trial("depends", found, (*why, *notes))
    if stack.open and found.decision != "ExplicitDeny":
        return Trial("depends", ("Parts that a template fills in can change the decision.", *notes))
    if found.decision == "ExplicitDeny":
        return stack.trial("denied", found, (*found.why, *notes))
    if found.decision == "ImplicitDeny":
        if found.deciding == "identity" and "identity" not in stack.layers:
            return stack.trial("not-allowed", found, (*found.why[1:], _OTHERS, *notes))
        return stack.trial("not-allowed", found, (*found.why, *notes))
    if stack.grants:
        return stack.trial("allowed", found, (*(() if stack.supposed else found.why), *notes))
    return Trial("not-limited", ("None of the pasted policies denies it, but they grant nothing.", *notes))


def _applies(kind: PolicyType, action: str) -> bool:
    """A trust policy decides who assumes the role, and nothing else."""
    return kind != "trust" or action.lower().startswith("sts:")


def _unclear(
    action: str,
    resource: str,
    principal: str,
    readable: Sequence[tuple[Examined, PolicyType]],
    pasted: Sequence[Examined],
) -> str | None:
    """What has to be filled in before anything can be said."""
    service, _, name = action.partition(":")
    if not service or not name or any(char in "*? \t" for char in action):
        return "Give one action, such as lambda:InvokeFunction."
    if iam.loaded(service.lower()) and iam.action(action) is None and not iam.is_unlisted(action.lower()):
        return f"{action} is not an action that we know of: check its spelling."
    if not readable:
        kinds = {each.policy.type for each in pasted}
        return (
            "A trust policy decides only who assumes the role: try sts:AssumeRole."
            if kinds == {"trust"}
            else "No policy in the paste can be read."
        )
    if not resource and not needs_star(action.lower()):
        return f"Give the ARN of the resource: {action} is always about one."
    if resource and resource != "*" and Arn.parse(resource) is None:
        return f"Give the resource as an ARN, which begins with arn:. {resource} isn't one."
    if principal and not _CALLER.match(principal):
        return f"Give the caller as an ARN, or as a service such as s3.amazonaws.com. {principal} is neither."
    if not principal and any(kind in WITH_PRINCIPAL and not _names_all(each) for each, kind in readable):
        return "This kind of policy says who can call: give the ARN of the caller, or the name of a service."
    return None


def _names_all(each: Examined) -> bool:
    """Whether every statement is about everybody, so that the caller does not matter."""
    statements = statements_of(each.document.data) if each.document else []
    return all(isinstance(one, Mapping) and one.get("Principal") in ("*", {"AWS": "*"}) for one in statements)


def _request(action: str, resource: str, principal: str, context: object) -> Request:
    owner = Arn.parse(resource)
    account = (owner.account if owner and owner.account.isdigit() else "") or _ANY_ACCOUNT
    given = context if isinstance(context, Mapping) else {}
    known = {"aws:SecureTransport": "true", **given}
    data = {"action": action, "resource": resource or "*", "context": known, "context_complete": False}
    if principal:
        return prepared({**data, "principal": principal})
    found = prepared({**data, "principal": _SOMEBODY.format(account)})
    mine = {str(key).lower() for key in given}
    left = {
        key: values for key, values in found.context.items() if key in mine or not key.startswith(_OF_CALLER)
    }
    return replace(found, context=left)


def _all_for(account: str | None) -> dict[str, Any]:
    """A resource-based policy that leaves the decision to an account's own policies."""
    return {"Version": "2012-10-17", "Statement": [{**_ALL["Statement"][0], "Principal": {"AWS": account}}]}


@dataclass(frozen=True, slots=True)
class _Stack:
    """The pasted policies by layer."""

    layers: Mapping[LayerName, Sequence[Mapping[str, Any]]]
    sources: Mapping[tuple[LayerName, int], Examined]
    """The paste's policy for each, by layer and place there."""
    grants: bool
    """Whether one of the pasted policies can grant something."""
    supposed: frozenset[LayerName]
    """The layers that have to allow the call as well, were not pasted, and are taken to allow it: the
    caller's identity-based policies, the policy of the resource."""
    open: bool
    """Whether only a template tells what a statement is about."""

    @classmethod
    def of(cls, readable: Sequence[tuple[Examined, PolicyType]], request: Request) -> _Stack:
        """The readable policies, with what has to be supposed beside them."""
        layers: dict[LayerName, list[Mapping[str, Any]]] = {}
        sources: dict[tuple[LayerName, int], Examined] = {}
        for each, kind in readable:
            listed = layers.setdefault(layer_of(kind), [])
            sources[layer_of(kind), len(listed)] = each
            listed.append(document_of(_data(each), request.resource))
        grants = any(not BY_TYPE[kind].limits for _, kind in readable)
        caller = request.caller
        abroad = caller.has_identity_policies and not request.is_same_account
        supposed: set[LayerName] = set()
        if "identity" not in layers and (abroad or not grants):
            supposed.add("identity")
            layers["identity"] = [_ALL]
        if "resource" not in layers and (abroad or request.is_trust or request.needs_key_policy):
            supposed.add("resource")
            layers["resource"] = [_all_for(caller.account)]
        unfilled = any(is_open(one) for each, _ in readable for one in statements_of(_data(each)))
        return cls(layers, sources, grants, frozenset(supposed), unfilled)

    def notes(self, request: Request) -> Iterator[str]:
        """What to know beside the decision."""
        if self.grants and "identity" in self.supposed:
            yield "The caller is in another account: its own policies must allow the call, too."
        if self.grants and "resource" in self.supposed:
            yield f"The {noun('resource', request)} must allow the call, too; it was not pasted."
        if len(self.layers.get("scp", ())) > 1 or len(self.layers.get("rcp", ())) > 1:
            yield "Several policies of the organization count here as attached at one place."
        owners = {
            each.policy.owner.name
            for (layer, _), each in self.sources.items()
            if layer == "identity" and each.policy.owner
        }
        if len(owners) > 1:
            yield f"Policies of {joined_and(sorted(owners))} count here together, as if one caller had them."
        if any(
            finding.severity == "error" for each in self.sources.values() for finding in each.policy.findings
        ):
            yield "The policy has errors: AWS can reject it as it is."

    def is_template(self, statement: Statement, request: Request) -> bool:
        """Whether the statement meets the call only if a template fills it in so."""
        source = self.sources.get((statement.layer, statement.policy))
        if source is None:
            return False
        written = statements_of(_data(source))[statement.index]
        return rests_on_template(written, request.action, request.target)

    def trial(
        self, outcome: Outcome, found: Decision, why: Iterable[str], missing: tuple[str, ...] = ()
    ) -> Trial:
        """The trial with the place of the statement that decides."""
        statement = found.statement
        source = self.sources.get((statement.layer, statement.policy)) if statement else None
        return Trial(
            outcome,
            tuple(map(legible, why)),
            source.policy.span if source else None,
            statement.index if statement and source else None,
            missing,
        )


def _data(each: Examined) -> Any:
    return each.document.data if each.document else {}

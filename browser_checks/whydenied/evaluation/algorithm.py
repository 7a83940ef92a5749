"""The order in which AWS decides: explicit denies; RCPs, SCPs and endpoint policies; then the accounts of
caller and resource.

Sources:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html,
https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from ..aws.data.iam import RCP_SUPPORTED
from ..aws.kinds import LayerName
from .compiled import Level, Levels, Policies
from .principals import Reach
from .request import Request
from .statements import Statement, acts_on, reach

Answer = Literal["Allow", "ExplicitDeny", "ImplicitDeny"]
Deciding = Literal[
    "identity", "resource", "trust", "boundary", "session", "scp", "rcp", "vpc-endpoint", "both", "root"
]

# Needs no permission, and cannot be denied.
# Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
_ALWAYS = "sts:getcalleridentity"
# Resources that AWS owns in every account, and the calls that would change them.
# Source:
# https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html#aws-managed-policies
_OF_AWS = ":iam::aws:policy/"
_POLICY_CHANGES = frozenset(
    f"iam:{name}"
    for name in (
        "createpolicyversion",
        "deletepolicyversion",
        "setdefaultpolicyversion",
        "deletepolicy",
        "tagpolicy",
        "untagpolicy",
    )
)
# Aliases of AWS managed keys, which only AWS creates and changes.
# Source: https://docs.aws.amazon.com/kms/latest/developerguide/alias-create.html
_RESERVED_ALIAS = ":alias/aws/"
_ALIAS_CHANGES = ("kms:createalias", "kms:updatealias", "kms:deletealias")


class Outcome(NamedTuple):
    """A decision, the kind of policy to name first, and the deciding statement, if any."""

    answer: Answer
    deciding: Deciding
    statement: Statement | None = None


def applicable(request: Request, policies: Policies) -> list[tuple[LayerName, Levels]]:
    """The layers that apply to this caller and resource, in the order in which their denies are named."""
    caller, given = request.caller, policies.layers
    entity = caller.has_identity_policies
    outside = caller.is_service_linked
    scp = (entity or caller.kind == "root") and not outside and caller.account != request.management
    rcp = (
        request.service in RCP_SUPPORTED
        and not outside
        and (request.account is None or request.account != request.management)
    )
    return [
        ("identity", given["identity"] if entity else None),
        ("resource", given["resource"]),
        ("boundary", given["boundary"] if entity else None),
        ("session", given["session"] if entity else None),
        ("scp", given["scp"] if scp else None),
        ("rcp", given["rcp"] if rcp else None),
        ("vpc-endpoint", given["vpc-endpoint"]),
    ]


def outcome(request: Request, policies: Policies) -> Outcome:
    """Decide a request."""
    if request.name == _ALWAYS and request.caller.kind != "anonymous":
        return Outcome("Allow", "identity")
    layers = applicable(request, policies)
    for name, levels in layers:
        if levels and (statement := first_deny(levels, request)):
            return Outcome("ExplicitDeny", _named(name, request), statement)
    identity, resource, boundary, session, scp, rcp, endpoint = (levels for _, levels in layers)
    if rcp and not allowed_everywhere(rcp, request):
        return Outcome("ImplicitDeny", "rcp")
    if scp and not allowed_everywhere(scp, request):
        return Outcome("ImplicitDeny", "scp")
    if endpoint and not allowed_everywhere(endpoint, request):
        return Outcome("ImplicitDeny", "vpc-endpoint")
    reached, grant = granted(resource, request, in_session=session is not None)
    if not _possible(request):
        return Outcome("ImplicitDeny", _named("resource", request))
    if request.caller.kind in ("service", "web-identity", "anonymous"):
        return Outcome("Allow" if grant else "ImplicitDeny", _named("resource", request), grant)
    if request.is_same_account:
        return _same_account(request, reached, grant, identity, boundary, session)
    return _cross_account(request, grant, identity, boundary, session)


def _same_account(
    request: Request,
    reached: Reach,
    grant: Statement | None,
    identity: Levels,
    boundary: Levels,
    session: Levels,
) -> Outcome:
    if grant is None and (request.is_trust or request.needs_key_policy):
        return Outcome("ImplicitDeny", _named("resource", request))
    if request.caller.kind == "root":
        return Outcome("Allow", "root")
    if reached is Reach.DIRECT:
        return Outcome("Allow", _named("resource", request), grant)
    if reached is Reach.LIMITED:
        return _limited(request, boundary, session) or Outcome("Allow", _named("resource", request), grant)
    return _by_identity(request, identity, boundary, session)


def _cross_account(
    request: Request, grant: Statement | None, identity: Levels, boundary: Levels, session: Levels
) -> Outcome:
    allow = None
    if request.caller.kind != "root":
        own = _by_identity(request, identity, boundary, session)
        if own.answer != "Allow":
            return own
        allow = own.statement
    if grant is None:
        return Outcome("ImplicitDeny", _named("resource", request))
    return Outcome("Allow", "both", allow or grant)


def _by_identity(request: Request, identity: Levels, boundary: Levels, session: Levels) -> Outcome:
    allow = first_allow(identity[0], request) if identity else None
    if allow is None:
        return Outcome("ImplicitDeny", "identity")
    return _limited(request, boundary, session) or Outcome("Allow", "identity", allow)


def _limited(request: Request, boundary: Levels, session: Levels) -> Outcome | None:
    if boundary and not allowed_everywhere(boundary, request):
        return Outcome("ImplicitDeny", "boundary")
    if session and not allowed_everywhere(session, request):
        return Outcome("ImplicitDeny", "session")
    return None


def _possible(request: Request) -> bool:
    """Whether any policy can allow it: root cannot assume roles, and nobody can change resources that AWS
    owns."""
    if request.is_trust and request.caller.kind == "root":
        return False
    if request.name in _POLICY_CHANGES and _OF_AWS in request.resource:
        return False
    return not (request.name in _ALIAS_CHANGES and _RESERVED_ALIAS in request.resource)


def _named(layer: LayerName, request: Request) -> Deciding:
    return "trust" if layer == "resource" and request.is_trust else layer


def first_deny(levels: tuple[Level, ...], request: Request) -> Statement | None:
    """The first statement that denies the request."""
    for level in levels:
        for statement in level.denies:
            if acts_on(statement, request) and reach(statement, request):
                return statement
    return None


def first_allow(level: Level, request: Request) -> Statement | None:
    """The first statement of a level that allows the request."""
    for statement in level.allows:
        if acts_on(statement, request) and reach(statement, request):
            return statement
    return None


def allowed_everywhere(levels: tuple[Level, ...], request: Request) -> bool:
    """Whether every level has a statement that allows the request."""
    return all(first_allow(level, request) for level in levels)


def granted(levels: Levels, request: Request, *, in_session: bool) -> tuple[Reach, Statement | None]:
    """The strongest grant of a resource-based policy, and its statement."""
    best, found = Reach.NONE, None
    for statement in levels[0].allows if levels else ():
        if acts_on(statement, request):
            reached = reach(statement, request, in_session=in_session)
            if reached > best:
                best, found = reached, statement
                if best is Reach.DIRECT:
                    break
    return best, found

"""How a statement comes to allow an action, and on what: by its name or by a wildcard, on everything or on
all but something.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum

from ....aws import arn
from ....aws.coverage import covers
from ....aws.data import iam
from ....aws.data.packed import Action
from ....aws.data.wildcards import has_wildcard, shortest
from ....policies.nodes import UNKNOWN, Scalar
from ....policies.statements import Condition, Statement
from ....text.regex import lazy_regex
from ...patterns import among, includes, naming
from ...policy import Policy

MOST = 200
"""Statements of a policy, and actions of a statement, that are looked at; generated ones with more are left
alone."""

PASS_ROLE_HELD = ("iam:passedtoservice", "iam:associatedresourcearn", "iam:resourcetag/", "aws:resourcetag/")
"""Keys by which iam:PassRole is held to some services or roles."""

_VARIABLE = lazy_regex(r"\$\{\w{1,60}\}")
_ANY_NAME = "\0"  # only a star covers it
# Global keys by which a statement is held to some resources: their tags, or the service through which the
# call comes.
_HOLDING = ("aws:resourcetag/", "aws:requesttag/", "aws:calledvia", "aws:viaaws", "aws:ismcpserviceaction")


class Way(Enum):
    """How an action is included."""

    NAMED = "by its name"
    WILDCARD = "by a wildcard"
    EXCEPT = "by not being among the exceptions"


def star_of(statement: Statement) -> Scalar | None:
    """The lone star among the resources, which makes a statement one about every resource."""
    return (
        None
        if statement.not_resource
        else next((item for item in statement.resources if _is_star(item.text)), None)
    )


def _is_star(text: str) -> bool:
    return text[:1] == "*" and shortest(text) == "*"


def whole(statement: Statement, action: str) -> Scalar | None:
    """The resource that is all an action can be about: a star, or a pattern of everything of its kind
    (`arn:aws:iam::111122223333:role/*`)."""
    for item in statement.resources if not statement.not_resource else ():
        if _is_whole(item.text, action):
            return item
    return None


@iam.remembered
def _is_whole(text: str, action: str) -> bool:
    if shortest(text) == "*":
        return True
    fields = arn.fields(text)
    if len(fields) < 6 or not has_wildcard(fields[5]):
        return False
    return any(
        covers(fields[2], service) and covers(fields[5], resource) for service, resource in _kinds(action)
    )


@iam.remembered
def _kinds(action: str) -> tuple[tuple[str, str], ...]:
    """Service and resource part of the ARNs that an action takes, with a name that only a star covers for
    each variable."""
    found, service = iam.action(action), iam.service(action.partition(":")[0])
    if not found or not service:
        return ()
    arns = (
        arn
        for row in found.resource_types
        for pattern in service.resource_types[row.name].arn_patterns
        for arn in pattern.split(", ")
    )
    patterns = map(arn.fields, arns)
    return tuple((parts[2], _VARIABLE.sub(_ANY_NAME, parts[5])) for parts in patterns if len(parts) == 6)


def is_every_action(text: str) -> bool:
    """Whether a pattern stands for all actions of all services."""
    return text[:1] == "*" and shortest(text) in ("*", "*:*")


def way(statement: Statement, policy: Policy, action: str) -> Way | None:
    """How an Allow includes *action*; None when it does not, when a Deny takes it back, or when it includes
    every action there is, which other rules tell."""
    if not statement.allows:
        return None
    pattern = naming(statement, action)
    if (
        is_every_action(pattern.text)
        if pattern
        else not (statement.not_action and includes(statement, action))
    ):
        return None
    if _is_denied(policy, action):
        return None
    if pattern is None:
        return None if any(UNKNOWN in item.text for item in statement.actions) else Way.EXCEPT
    return Way.WILDCARD if has_wildcard(pattern.text) else Way.NAMED


def _is_denied(policy: Policy, action: str) -> bool:
    """Whether a statement of the policy denies an action everywhere, or but for what it names, whatever the
    circumstances."""
    for each in policy.fact(_denying_everywhere, policy):
        if includes(each, action) and not (each.not_resource and _spares_all(each, action)):
            return True
    return False


def _denying_everywhere(policy: Policy) -> list[Statement]:
    return [
        each
        for each in policy.statements[:MOST]
        if each.denies and not each.conditions and (each.not_resource or star_of(each) is not None)
    ]


def _spares_all(statement: Statement, action: str) -> bool:
    """Whether NotResource leaves out every resource of the action, or what a template fills in."""
    return any(UNKNOWN in item.text or _is_whole(item.text, action) for item in statement.resources)


def tests(statement: Statement, *keys: str) -> bool:
    """Whether a condition of the statement holds it to some values of one of the keys (in lower case;
    `aws:resourcetag/` for all of its kind)."""
    return any(_holds(condition, *keys) for condition in statement.conditions)


def _holds(condition: Condition, *keys: str) -> bool:
    if condition.named.family == "Null" and ":resourcetag/" in condition.name:
        return all(value.text.lower() == "false" for value in condition.values)
    if condition.negated or condition.named.family == "Null" or not condition.name.startswith(keys):
        return False
    # A tag of any value is one that others lack.
    return ":resourcetag/" in condition.name or not all(value.text == "*" for value in condition.values)


def held(statement: Statement) -> bool:
    """Whether a condition holds the statement to some resources: by a tag, or by a key of the service
    itself, or to those of other accounts, which have to allow it, too."""
    if not statement.conditions:
        return False
    if any(
        each.negated and each.name in ("aws:resourceaccount", "s3:resourceaccount")
        for each in statement.conditions
    ):
        return True
    own = (condition.name for condition in statement.conditions if not condition.name.startswith("aws:"))
    return tests(statement, *_HOLDING, *own)


def exceptions(statement: Statement) -> Scalar | None:
    """The key NotAction, to point at."""
    member = statement.member("NotAction")
    return member.key if member else None


def allowed_among(
    statement: Statement, policy: Policy, actions: Mapping[str, str]
) -> Iterator[tuple[Scalar, str]]:
    """The entries by which an Allow includes, on all there is, some of *actions* (by their name in lower
    case), with what stands for each; the key NotAction where they are among what it leaves over."""
    if not statement.allows:
        return
    for item, action in (
        _left_over(statement, actions) if statement.not_action else _listed(statement, actions)
    ):
        if whole(statement, action) and way(statement, policy, action):
            if held(statement):
                return
            yield item, actions[action]


def _left_over(statement: Statement, actions: Mapping[str, str]) -> Iterator[tuple[Scalar, str]]:
    key = exceptions(statement)
    if key:
        yield from ((key, action) for action in actions)


def _listed(statement: Statement, actions: Mapping[str, str]) -> Iterator[tuple[Scalar, str]]:
    for item in statement.actions[:MOST]:
        for action in among(item.text, actions):
            yield item, action


def once(found: Iterable[tuple[Scalar, str]]) -> tuple[Scalar, str] | None:
    """The first entry found, one for a whole service only where there is no other."""
    whole_service = None
    for entry in found:
        if not is_of_service(entry[0].text):
            return entry
        whole_service = whole_service or entry
    return whole_service


def first_with(
    statement: Statement, policy: Policy, wanted: Callable[[Action], bool], *spared: str
) -> tuple[Scalar, str] | None:
    """The first entry by which an Allow on every resource includes a wanted action that takes ARNs, and that
    action.

    Entries for a whole service are left to the rule about those; *spared* are services that are passed over.
    """
    if statement.not_action or star_of(statement) is None or held(statement):
        return None
    for item in statement.actions[:MOST]:
        found = first_of(item.text, wanted)
        if found and found.partition(":")[0] not in spared and way(statement, policy, found):
            return item, found
    return None


@iam.remembered
def first_of(pattern: str, wanted: Callable[[Action], bool]) -> str | None:
    """The first wanted action that takes ARNs and that an entry includes; None for one of a whole service."""
    if ":" not in pattern or UNKNOWN in pattern:
        return None
    prefix, _, name = shortest(pattern).partition(":")
    if name == "*" or prefix == "*":
        return None
    for full in iam.expand(pattern) or ():
        known = iam.action(full)
        if known and known.resource_types and wanted(known):
            return full
    return None


_GIVES = (
    "Add", "Associate", "Attach", "Authorize", "BatchGrant", "Create", "Enable", "Grant", "Manage", "Modify", "Put", "Set", "Update",
)  # fmt: skip
_CHANGES = (
    *_GIVES, "BatchRevoke", "Deauthorize", "Delete", "Detach", "Disable", "Disassociate", "Dissociate", "Remove", "Reset", "Revoke",
)  # fmt: skip


def changes_access(action: Action) -> bool:
    """Whether an action changes who has access: AWS's level Permissions management also has some that only
    read, connect or run something, or are about no callers."""
    return (
        action.access_level == "Permissions management"
        and action.name.startswith(_CHANGES)
        and not action.name.endswith(_NOBODY)
    )


def gives_access(action: Action) -> bool:
    """Whether an action may give somebody access, and not only take it away."""
    return action.name.startswith(_GIVES) and changes_access(action)


# About what AWS's services use, and about the traffic or the updates that something lets through.
_NOBODY = (
    "NetworkInterfacePermission", "CoipPoolPermission", "LocalGatewayRouteTablePermission", "OdbNetworkPeering", "WebACL", "StackPolicy",
)  # fmt: skip


def is_of_service(action: str) -> bool:
    """Whether an entry is for a whole service that has actions which change who has access;
    the rule about those says so, and no other says it again but as a hint."""
    prefix, colon, name = action.partition(":")
    return bool(colon) and name in ("*", "**") and _has_permissions(prefix.lower())


@iam.remembered
def _has_permissions(prefix: str) -> bool:
    """Whether an action of the service changes who has access."""
    service = iam.service(prefix)
    return isinstance(service, iam.Service) and any(
        changes_access(action) for action in service.actions.values()
    )


def writes(action: Action) -> bool:
    """Whether an action is of the access level Write."""
    return action.access_level == "Write"

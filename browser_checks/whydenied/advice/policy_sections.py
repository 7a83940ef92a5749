"""Which sections of the guide a pasted policy leads to."""

from __future__ import annotations

from collections.abc import Iterator

from ..aws import arn
from ..aws.kinds import BY_TYPE, PolicyType
from ..lint.examine import Examined
from ..lint.patterns import includes
from ..policies.document import Document
from ..policies.kind import actions, condition_keys
from ..policies.statements import Statement

Choice = tuple[str, str]


def of_policy(pasted: Examined) -> Iterator[Choice]:
    """The sections of a policy: the one of its gravest finding when that says more than the policy's kind,
    then those of its kind."""
    if pasted.document is None or pasted.policy.type is None:
        yield "policy-validation", "the policy cannot be read"
        return
    if fault := next((each for each in pasted.policy.findings if each.severity == "error"), None):
        yield fault.section, f"the policy has a fault that is explained there ({fault.code})"
    yield from choices(pasted.document, pasted.policy.type)


# Who, what and from where, as an organization's own:
# https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html
_PERIMETER = {
    *(
        f"aws:{whose}org{what}"
        for whose in ("principal", "resource", "source", "vpce")
        for what in ("id", "paths")
    ),
    *(f"aws:{network}" for network in ("sourcevpc", "sourcevpcarn", "sourcevpce", "vpceaccount")),
}


def choices(document: Document, found: PolicyType) -> Iterator[Choice]:
    """Section names for a policy of the type *found*, best first, each with its reason."""
    statements = document.statements
    used, keys = actions(statements), condition_keys(statements)
    named = [
        (principal.kind, principal.value.text)
        for statement in statements
        for principal in statement.principals
    ]
    if found == "trust":
        yield from _trust(named)
    elif found == "resource":
        yield from _resource(statements, used, named, keys)
    elif BY_TYPE[found].limits:
        by_kind = BY_TYPE[found].section, "the policy sets limits and grants nothing by itself"
        by_keys = "data-perimeter", "its conditions draw a data perimeter"
        # An endpoint's policy has rules of its own, which come first.
        both = (by_kind, by_keys) if found == "vpc-endpoint" else (by_keys, by_kind)
        yield from both if _PERIMETER & keys else (by_kind,)
    elif any(key.startswith(("aws:resourcetag/", "aws:requesttag/", "aws:tagkeys")) for key in keys):
        yield "tags", "its conditions look at tags"
    if found == "identity":
        yield from _identity(statements, used)
    yield "policy-validation", "an IAM policy was pasted"


def _identity(statements: list[Statement], used: list[str]) -> Iterator[Choice]:
    """What a policy for people or programs is about; whoever names the making of functions meets the role
    first."""
    allowed = [statement for statement in statements if statement.allows]
    sets = [
        statement for statement in allowed if any(includes(statement, action) for action in _SETTING_A_ROLE)
    ]
    passes = sets and any(includes(statement, "iam:PassRole") for statement in allowed)
    without = "it allows creating or changing functions without the permission to pass their role"
    named = {
        action.text.lower() for statement in sets if not statement.not_action for action in statement.actions
    }
    if named & _NAMES and not passes:
        yield "passrole", without
    if any(action.startswith(("lambda:", "*")) for action in used):
        yield "admin-delegate", "the policy lets people or programs use Lambda"
    if sets and not passes:
        yield "passrole", without


# Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
_SETTING_A_ROLE = ("lambda:CreateFunction", "lambda:UpdateFunctionConfiguration")
_NAMES = {action.lower() for action in _SETTING_A_ROLE}


def _trust(named: list[tuple[str, str]]) -> Iterator[Choice]:
    values = [name for _, name in named]
    if any(name.startswith("edgelambda.") for name in values):
        yield "edge", "the role is for Lambda@Edge"
    if any(kind == "Service" for kind, _ in named):
        yield "execution-role-trust", "the policy lets a service assume the role"
    if any(_whole_account(name) for name in values):
        yield "cross-account-access", "the policy trusts a whole account"
    yield "assume-role", "the policy says who may assume a role"


def _resource(
    statements: list[Statement], used: list[str], named: list[tuple[str, str]], keys: set[str]
) -> Iterator[Choice]:
    services = {action.split(":")[0] for action in used}
    if "lambda:functionurlauthtype" in keys or "lambda:invokefunctionurl" in used:
        yield "function-url", "the policy is about a function URL"
    if any(action.startswith("lambda:getlayerversion") for action in used):
        yield "layers", "the policy shares a layer version"
    if any(kind == "Service" for kind, _ in named) and "lambda" in services:
        yield "service-invoke", "the policy lets a service invoke the function"
    if _foreign(statements, named, services) or "aws:principalorgid" in keys:
        yield "cross-account-access", "the policy names a principal of another account"
    if "lambda" in services:
        yield "function-policy", "this is a function's own policy"
    if "kms" in services:
        yield "kms", "this is a key's own policy"
    if "ecr" in services:
        yield "container-image", "this is an image repository's own policy"


def _foreign(statements: list[Statement], named: list[tuple[str, str]], services: set[str]) -> bool:
    """Whether an AWS principal is of another account than the resource; of any account when the resource does
    not say.

    A key's policy says * for the key and begins with the key's own account, so there only a second account is
    another one.
    """
    owners = {arn.account(resource.text) for statement in statements for resource in statement.resources} - {
        None
    }
    callers = {_account(name) for kind, name in named if kind == "AWS"} - {None}
    if not owners and services == {"kms"}:
        return len(callers) > 1
    return bool(callers - owners)


def _account(principal: str) -> str | None:
    return principal if principal.isdigit() and len(principal) == 12 else arn.account(principal)


def _whole_account(principal: str) -> bool:
    return (principal.isdigit() and len(principal) == 12) or (
        principal.startswith("arn:") and principal.endswith(":root")
    )

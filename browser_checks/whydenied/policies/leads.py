"""Which sections of the guide a pasted policy leads to."""

from __future__ import annotations

from collections.abc import Iterator

from .. import arn
from .documents import Document
from .kind import actions, condition_keys, kind, principals, strings

Choice = tuple[str, str]


def choices(document: Document) -> Iterator[Choice]:
    """Section names for the policy, best first, each with its reason."""
    found = kind(document)[0]
    used, named, keys = actions(document), list(principals(document)), condition_keys(document)
    if found == "trust":
        yield from _trust(named)
    elif found == "resource":
        yield from _resource(document, used, named, keys)
    elif found in ("scp", "rcp"):
        yield found, "the policy is one of an organization's guard rails"
    elif any(key.startswith(("aws:resourcetag/", "aws:requesttag/", "aws:tagkeys")) for key in keys):
        yield "tags", "its conditions look at tags"
    if found == "identity" and any(action.startswith(("lambda:", "*")) for action in used):
        yield "admin-delegate", "the policy lets people or programs use Lambda"
    if found == "identity" and {"lambda:createfunction", "lambda:updatefunctionconfiguration"} & set(used) and "iam:passrole" not in used:
        yield "passrole", "it allows creating functions without the permission to pass their role"
    yield "policy-validation", "an IAM policy was pasted"


def _trust(named: list[tuple[str, str]]) -> Iterator[Choice]:
    values = [name for _, name in named]
    if any(name.startswith("edgelambda.") for name in values):
        yield "edge", "the role is for Lambda@Edge"
    if any(kind == "Service" for kind, _ in named):
        yield "execution-role-trust", "the policy lets a service assume the role"
    if any(_whole_account(name) for name in values):
        yield "cross-account-access", "the policy trusts a whole account"
    yield "assume-role", "the policy says who may assume a role"


def _resource(document: Document, used: list[str], named: list[tuple[str, str]], keys: set[str]) -> Iterator[Choice]:
    services = {action.split(":")[0] for action in used}
    if "lambda:functionurlauthtype" in keys or "lambda:invokefunctionurl" in used:
        yield "function-url", "the policy is about a function URL"
    if any(action.startswith("lambda:getlayerversion") for action in used):
        yield "layers", "the policy shares a layer version"
    if any(kind == "Service" for kind, _ in named) and "lambda" in services:
        yield "service-invoke", "the policy lets a service invoke the function"
    if _foreign(document, named) or "aws:principalorgid" in keys:
        yield "cross-account-access", "the policy names a principal of another account"
    if "lambda" in services:
        yield "function-policy", "this is a function's own policy"
    if "kms" in services:
        yield "kms", "this is a key's own policy"
    if "ecr" in services:
        yield "container-image", "this is an image repository's own policy"


def _foreign(document: Document, named: list[tuple[str, str]]) -> bool:
    """Whether an AWS principal is of another account than the resource; of any account when the resource does not say."""
    owners = {arn.account(value) for statement in document.statements for value in strings(statement.get("Resource"))} - {None}
    callers = {_account(name) for kind, name in named if kind == "AWS"} - {None}
    return bool(callers - owners)


def _account(principal: str) -> str | None:
    return principal if principal.isdigit() and len(principal) == 12 else arn.account(principal)


def _whole_account(principal: str) -> bool:
    return (principal.isdigit() and len(principal) == 12) or (principal.startswith("arn:") and principal.endswith(":root"))

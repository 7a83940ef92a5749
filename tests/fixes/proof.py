"""What a proof of a fix takes: what it edited, what is decided before and after, and requests that are near."""

from __future__ import annotations

import itertools
import re
from fnmatch import fnmatchcase
from typing import Any

from tests.fixes.given import many
from whydenied import Report
from whydenied.aws.data import iam
from whydenied.evaluation import compiled, decide
from whydenied.policies.documents import documents
from whydenied.report import Fix
from whydenied.text.paste import Paste

EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
PLACES = {"identity": "identity", "boundary": "boundary", "session": "session", "scp": "scp", "vpc-endpoint": "vpc-endpoint",
          "resource": "resource", "trust": "resource", "key-policy": "resource", "repository-policy": "resource"}  # fmt: skip
TO_FILL_IN = re.compile(r"[A-Z]{2,}-[A-Z]{2,}|REGION|SERVICE")
# What satisfies the conditions of the cases, for a policy whose condition the reader has to meet.
MET = {"aws:ResourceTag/Team": "box"}


def is_needed(action: str, resource: str, needed: set[tuple[str, str]]) -> bool:
    """Whether a call is a needed one; AWS also asks about all of a kind (`instance/*`)."""
    return any(
        action.lower() == name.lower()
        and (resource == wanted or (wanted != "*" and fnmatchcase(resource, wanted)))
        for name, wanted in needed
    )


def edited(report: Report, case: dict[str, Any], fix: Fix) -> tuple[str, int]:
    """The pasted text that a fix edits, and which of its policies."""
    assert fix.edited is not None
    where = report.policies[fix.edited].text
    return case["policies"][where - 1], sum(each.text == where for each in report.policies[: fix.edited])


def alike(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Statements with each single value as a list, which is the same to IAM."""
    listed = ("Action", "Resource", "NotAction", "NotResource")
    return [
        {
            name: many(value)
            if name in listed
            else {kind: many(each) for kind, each in value.items()}
            if name == "Principal" and isinstance(value, dict)
            else value
            for name, value in one.items()
        }
        for one in found
    ]


def to_meet(statement: dict[str, Any]) -> dict[str, Any]:
    """The conditions of a statement but the one that names its caller, as the policy of a gateway endpoint does."""
    by_caller = {"ArnEquals": {"aws:PrincipalArn"}}
    kept = {
        operator: {key: value for key, value in keys.items() if key not in by_caller.get(operator, ())}
        for operator, keys in (statement.get("Condition") or {}).items()
    }
    return {operator: keys for operator, keys in kept.items() if keys}


def corrects(before: Any, after: Any, action: str, resource: str) -> bool:
    """Whether a slip in the name of an action was corrected in a statement that covers the resource."""
    for old, new in zip(statements(before), statements(after), strict=False):
        gone = {*many(old.get("Action"))} - {*many(new.get("Action"))}
        if gone and action in many(new.get("Action")) and old.get("Resource") == new.get("Resource"):
            assert not any(iam.action(each) for each in gone)
            return any(each != "*" and fnmatchcase(resource, each) for each in many(new.get("Resource")))
    return False


def decided(
    fix: Fix,
    policy: Any,
    caller: str | None,
    action: str,
    resource: str,
    context: dict[str, str] | None = None,
) -> str:
    """The decision by a policy that alone can be in the way."""
    place = PLACES[fix.layer]
    crossing = (
        place == "resource" and (caller or "").split(":")[4] != resource.split(":")[4]
        if resource.count(":") > 4
        else False
    )
    own = (
        [EVERYTHING]
        if place != "identity" and (place != "resource" or (crossing and resource.split(":")[4]))
        else []
    )
    account = (caller or "").split(":")[4]
    # Where the resource has the last word it leaves the decision to the caller's account.
    trusting = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
        "Action": "*",
        "Resource": "*",
    }
    policies = (
        {"identity": [policy], "resource": {"Version": "2012-10-17", "Statement": [trusting]}}
        if place == "identity"
        else {"identity": own, place: policy if place == "resource" else [policy]}
    )
    request = {
        "principal": caller,
        "action": action,
        "resource": resource,
        "context": MET if context is None else context,
    }
    return decide(request, compiled(policies)).decision


def others(policy: Any, caller: str | None, needed: set[tuple[str, str]]) -> Any:
    """Other callers, actions and resources than the needed ones."""
    services = {action.partition(":")[0] for action, _ in needed}
    written = {
        each
        for one in statements(policy)
        for each in many(one.get("Action"))
        if "*" not in each and ":" in each and iam.action(each)
    }
    actions = (
        written | {action for action, _ in needed} | {f"{service}:DescribeSomething" for service in services}
    )
    resources = {
        each.replace("*", "q")
        for one in statements(policy)
        for each in many(one.get("Resource"))
        # No secret has an ARN without its six random characters.
        if each != "*" and (":secret:" not in each or re.search(r"-\w{6}$|[*?]$", each))
    }
    for _, resource in needed:
        # A policy without resources is about the one that it is of.
        if (
            resource != "*"
            and not resource.startswith("arn:aws:kms")
            and any("Resource" in one for one in statements(policy))
        ):
            resources |= {
                real(resource),
                f"{resource.removesuffix(':*')}-2",
                resource.removesuffix(":*").rpartition(":")[0] + ":elsewhere",
            }
    account = (caller or "").split(":")[4]
    callers = {
        caller,
        f"arn:aws:iam::{account}:role/somebody-else",
        "arn:aws:iam::101010101010:user/stranger",
    }
    for who, action, resource in itertools.product(
        sorted(filter(None, callers)), sorted(actions), sorted(resources)
    ):
        # An action that acts on no single resource is never asked about one.
        if not any(action == name and (wanted == "*" or real(wanted) == resource) for name, wanted in needed):
            yield who, action, resource


def real(resource: str) -> str:
    """A resource as a call names it: the suffix of a secret, a stream of a log group."""
    return (
        resource.replace("-??????", "-Zz9Yy8").replace(":*", ":log-stream:one")
        if resource != "*"
        else resource
    )


def plain(text: str, at: int = 0) -> Any:
    """A policy of a paste as data."""
    return documents(Paste(text))[0][at].data


def statements(policy: Any) -> list[dict[str, Any]]:
    return many(policy["Statement"])

"""What advice calls a pasted policy and its statements."""

from __future__ import annotations

from collections.abc import Sequence

from ..aws.kinds import BY_PRINTED, PolicyType
from ..lint.examine import Examined
from ..policies.document import Document
from ..policies.kind import GUARD_RAIL
from ..policies.statements import Statement
from ..report import Denial
from ..report.words import FixLayer
from ..verdict.whose import is_settled

# Findings about what no policy may have.
_REJECTED = frozenset({"json-syntax-error", "invalid-effect", "missing-effect", "unknown-policy-element", "invalid-version",
                       "invalid-condition-operator", "missing-action", "missing-resource"})  # fmt: skip
# What a policy can be that looks like an SCP and nothing else says so.
_ALIKE = ("identity", "boundary", "session")
_LAYERS: dict[str, FixLayer] = {"kms": "key-policy", "ecr": "repository-policy"}
_NOUNS = {
    "identity": "the policy you pasted", "resource": "the resource-based policy you pasted", "trust": "the trust policy you pasted",
    "boundary": "the permissions boundary you pasted", "session": "the session policy you pasted", "scp": "the SCP you pasted",
    "rcp": "the RCP you pasted", "vpc-endpoint": "the VPC endpoint policy you pasted",
}  # fmt: skip

_OF_LAYERS = {
    "key-policy": "the key policy you pasted",
    "repository-policy": "the repository policy you pasted",
}


def kind_of(policy: Examined, denial: Denial) -> PolicyType:
    """The type of a pasted policy; where the message names a kind that the policy looks like, it is of that
    one."""
    found = policy.policy.type or "identity"
    named = BY_PRINTED.get(denial.policy_type or "")
    if is_settled(policy.policy):
        return found
    if named and named.type in _ALIKE and found == "scp" and policy.policy.why == GUARD_RAIL:
        return named.type
    return named.type if named and found in named.looks_like else found


def layer(policy: Examined, denial: Denial) -> FixLayer:
    """The layer of a fix that changes a pasted policy."""
    kind = kind_of(policy, denial)
    service = policy.policy.service or (denial.action or "").partition(":")[0].lower()
    return _LAYERS.get(service, "resource") if kind == "resource" else kind


def noun(pasted: Sequence[Examined], number: int, denial: Denial) -> str:
    """What a title calls a pasted policy: by its name where the account tells it, by its number where several are
    of its kind."""
    policy = pasted[number]
    if policy.document and policy.document.assigned:
        return policy.document.assigned.called
    found = _noun(policy, denial)
    if sum(each.policy.type is not None and _noun(each, denial) == found for each in pasted) > 1:
        return f"policy {number + 1} of those you pasted"
    return found


def _noun(policy: Examined, denial: Denial) -> str:
    return _OF_LAYERS.get(layer(policy, denial)) or _NOUNS[kind_of(policy, denial)]


def is_rejected(policy: Examined) -> bool:
    """Whether AWS would not save a pasted policy, whatever it allows."""
    return any(each.code in _REJECTED for each in policy.policy.findings)


def name(statement: Statement) -> str:
    """``statement 2 ("Read")``."""
    said = statement.node.get("Sid")
    given = f' ("{said.text}")' if said is not None and hasattr(said, "text") and said.text else ""
    return f"statement {statement.index + 1}{given}"


def statement_at(document: Document, number: int) -> Statement | None:
    """The statement of a verdict."""
    return next((each for each in document.statements if each.index == number), None)

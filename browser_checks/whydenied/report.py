"""The report: everything the checker has to say about one paste, as plain data.

The field names are a contract with the page, the command line and whoever reads the JSON; unknown is None.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .evaluation.verdict import Verdict
    from .fixes.fix import Fix
    from .layers import Layer

SCHEMA = "whydenied/report/1"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Denial:
    """One refusal, its values as AWS printed them with wraps and quotes undone; spans are code points of the paste."""

    principal: str | None = None
    action: str | None = None
    resource: str | None = None
    effect: str | None = None
    policy_type: str | None = None
    policy_arn: str | None = None
    error_code: str | None = None
    operation: str | None = None
    service: str | None = None
    client: str | None = None
    request_id: str | None = None
    authorization_id: str | None = None
    encoded_message: str | None = None
    section: str | None = None
    count: int = 1
    spans: dict[str, Span] = field(default_factory=dict)
    why: tuple[str, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    """The reader's own names, by what a guide's examples call them: ``account``, ``region``, ``function``, ``role``, ``caller``."""
    summary: str = ""
    """What happened, in one sentence; like the next two empty for refusals far down a log."""
    advice: tuple[str, ...] = ()
    path: tuple[Layer, ...] = ()
    """What the message tells of every kind of policy, in AWS's order; empty when it names none."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about a policy: a stable code, where it stands, and the edit that repairs it."""

    code: str
    severity: str
    message: str
    path: str
    statement: int | None = None
    line: int | None = None
    column: int | None = None
    span: Span | None = None
    suggestion: str | None = None
    edit: dict[str, Any] | None = None
    """``{"span": [start, end], "replacement": text}``: what to put where in the paste, or None when words alone help."""
    section: str = "policy-validation"


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy document found in the paste: its type, the reason for it, and what was found in it."""

    type: str | None
    why: str
    findings: tuple[Finding, ...] = ()
    span: Span | None = None
    service: str | None = None
    """Whose resource carries it, for a resource-based policy whose content tells: ``lambda``, ``s3``."""
    notation: str = "json"
    statements: tuple[Span, ...] = ()
    """Where each statement stands, so that the page can lead to the one of a verdict."""


@dataclass(frozen=True, slots=True)
class Lead:
    """A section of the guide that answers the paste: how sure (0 to 1), and the reason in one sentence."""

    id: str
    title: str
    url: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Fetch:
    """A policy that would tell more: which one, and the commands that print it."""

    what: str
    commands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret seen in the paste; its characters are never part of a report."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Report:
    """The answer to one paste."""

    kind: str
    section: str | None
    sections: tuple[Lead, ...] = ()
    denials: tuple[Denial, ...] = ()
    policies: tuple[Policy, ...] = ()
    verdict: Verdict | None = None
    fixes: tuple[Fix, ...] = ()
    request: str | None = None
    """A text for the administrator: who, what, which resource, why, and the first fix."""
    request_masked: str | None = None
    """The same without account ids."""
    secrets: tuple[Secret, ...] = ()
    summary: str = ""
    advice: tuple[str, ...] = ()
    policy_to_fetch: Fetch | None = None
    """The policy to paste beside the first error, when there is none in the paste."""
    looked_for: str | None = None
    not_loaded: tuple[str, ...] = ()
    """Services of the policies whose data is not at hand, so that nothing is said about their actions; a page loads it then."""
    schema: str = SCHEMA

    def to_json(self) -> dict[str, Any]:
        """The report as JSON-ready data, the schema first."""
        data = asdict(self)
        return {"schema": data.pop("schema"), **data}

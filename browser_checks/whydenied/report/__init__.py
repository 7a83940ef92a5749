"""The report: everything the checker has to say about one paste, as plain data.

The field names are a contract with the page, the command line and whoever reads the JSON; unknown is None.
The strings under the fields are the reference's table and the descriptions of the JSON Schema.
"""

from __future__ import annotations

from dataclasses import asdict, field
from typing import Any

from ..aws.kinds import PolicyType
from ..values import dataclass
from . import words
from .denial import Denial, Layer, Link, Need, Span

__all__ = [
    "MOST_EXPLAINED",
    "SCHEMA",
    "SURE",
    "Denial",
    "Edit",
    "Fetch",
    "Finding",
    "Fix",
    "Layer",
    "Lead",
    "Link",
    "Need",
    "Owner",
    "Policy",
    "Report",
    "Secret",
    "Span",
    "Verdict",
]

SCHEMA = "whydenied/report/2"
MOST_EXPLAINED = 20
"""Denials beyond these are not explained and not compared with policies: a reader of a log asks about the
first ones."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the paste: what to put where."""

    span: Span
    """Start and end in the paste, in code points."""
    replacement: str
    """The text to put there."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a policy is, as what stands around it tells."""

    kind: words.OwnerKind
    """What carries the policy; managed is a managed policy, whoever it is attached to."""
    name: str
    """Its ARN, or its name."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about a policy: a stable code, where it stands, and the edit that repairs it."""

    code: str
    """The code of the rule, which `whydenied explain` explains."""
    severity: words.Severity
    """error: AWS rejects it, or it cannot do what it says; warning: hardly as meant; security: more than is
    wise; suggestion: could be plainer."""
    message: str
    """What is wrong, why, and what to do, in sentences."""
    path: str
    """Where it stands in the policy, `$.Statement[0].Action[1]`."""
    statement: int | None = None
    """The statement it stands in, counted from 0."""
    line: int | None = None
    """The line of the paste, counted from 1."""
    column: int | None = None
    """The column of the line, counted from 1 in code points."""
    span: Span | None = None
    """Start and end in the paste, in code points."""
    suggestion: str | None = None
    """What to write instead, or what to do, in a few words."""
    edit: Edit | None = None
    """What to put where in the paste, or null when words alone help."""
    section: str = "policy-validation"
    """The section of the guide that explains it, by the end of its id."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy document found in the paste: its type, the reason for it, and what was found in it."""

    type: PolicyType | None
    """The type of the policy; null when it cannot be read."""
    why: str
    """The reason for the type, as part of a sentence."""
    owner: Owner | None = None
    """Whose policy it is; null when nothing around it tells."""
    findings: tuple[Finding, ...] = ()
    """What the rules found, in the order of the text."""
    span: Span | None = None
    """Start and end in the paste, in code points."""
    service: str | None = None
    """Whose resource carries it, for a resource-based policy whose content tells: `lambda`, `s3`."""
    notation: words.Notation = "json"
    """What it is written in: terraform is a Terraform policy document, hcl an object in Terraform,
    cloudformation a Lambda permission in a template, cdk a statement in a program of the CDK."""
    statements: tuple[Span, ...] = ()
    """Where each statement stands, start and end in code points, so that the page can lead to the one of a
    verdict."""
    text: int = 0
    """The text that it stands in: 0 is the paste, 1 the first of the further policies."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the pasted policies say of the denied call."""

    code: words.VerdictCode
    """What is the matter."""
    policy: int | None = None
    """The policy that the verdict is about, counted from 0."""
    statement: int | None = None
    """Its statement, counted from 0."""
    missing_action: str | None = None
    """The action that an Allow lacks."""
    missing_resource: str | None = None
    """The resource that an Allow lacks."""
    missing_principal: str | None = None
    """The caller that a policy lacks that names its principals."""
    why: str = ""
    """The reason in sentences."""
    missing_keys: tuple[str, ...] = ()
    """Context keys that the reader can fill in, and on which the verdict depends."""
    denial: int = 0
    """The denial that was compared with the policies, counted from 0."""
    path: tuple[Layer, ...] = ()
    """What each kind of policy says, as far as the message and the pasted policies tell."""


@dataclass(frozen=True, slots=True)
class Fix:
    """One change that helps, or (layer ``none``) why no policy of the reader's helps and what to do
    instead."""

    kind: words.FixKind
    """edit: change the pasted statement; add: a new statement; meet-condition: fulfil a condition;
    change-deny: change a Deny; put-in-force: make effective what allows already; other: what else to do."""
    layer: words.FixLayer
    """Which policy takes the change; none where no policy of the reader's helps."""
    title: str
    """What to do, in one sentence without its full stop."""
    policy: dict[str, Any] | None = None
    """The statements as a policy document; of an edit the whole policy after it; null for the layer none."""
    edit: Edit | None = None
    """The change of the pasted policy, in the text that holds it; null when the change is not one of a pasted
    policy."""
    edited: int | None = None
    """The policy that the edit is of, counted from 0."""
    commands: dict[str, str] = field(default_factory=dict)
    """The change written out for each syntax that can make it, by the syntax: `aws-cli`, `terraform`."""
    cautions: tuple[str, ...] = ()
    """What to know before, a sentence each."""


# From this score on a section answers; below it, it is only near.
SURE = 0.5


@dataclass(frozen=True, slots=True)
class Lead:
    """A section of the guide that answers the paste."""

    id: str
    """The id of the section."""
    title: str
    """Its title."""
    url: str
    """Its address, from the root of the site."""
    score: float
    """How sure it is, 0 to 1; below a half it is one of the nearest sections, and may be about something
    else."""
    why: str
    """The reason in one sentence."""


@dataclass(frozen=True, slots=True)
class Fetch:
    """A policy that would tell more: which one, and the commands that print it."""

    what: str
    """Which policy it is, in sentences."""
    commands: tuple[str, ...] = ()
    """Commands of the AWS CLI, with words in capitals where the message does not tell a name."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret seen in the paste; its characters are never part of a report."""

    kind: words.SecretKind
    """What it is; service-token is a token or key of another service than AWS, password also a key that only
    its name makes known."""
    span: Span
    """Start and end in the paste that it stands in, in code points."""
    text: int = 0
    """The text that it stands in: 0 is the paste, 1 the first of the further policies."""


@dataclass(frozen=True, slots=True)
class Report:
    """The answer to one paste."""

    kind: words.Kind
    """What the paste is; cloudtrail is an error told by a record of CloudTrail, nothing is no access problem
    of AWS."""
    section: str | None
    """The id of the section to open; null when nothing is claimed."""
    sections: tuple[Lead, ...] = ()
    """The sections that answer the paste, best first."""
    denials: tuple[Denial, ...] = ()
    """The denials of the paste in order, each once."""
    policies: tuple[Policy, ...] = ()
    """The policies of the paste and of what was pasted beside it, in order."""
    chosen: int = 0
    """The number of the denial, from 0, that fixes, request, advice and policy_to_fetch are about: the first,
    unless another was asked for."""
    verdict: Verdict | None = None
    """What error and policies say of each other; null when one of them is not there."""
    fixes: tuple[Fix, ...] = ()
    """The smallest changes that help with the chosen denial, at most three, best first."""
    together: Fix | None = None
    """One change for all denials of the paste that an Allow helps; null when it has one denial, or none of
    them is helped by an Allow."""
    request: str | None = None
    """A text for the administrator: who, what, which resource, why, and the first fix."""
    request_masked: str | None = None
    """The same without account ids."""
    secrets: tuple[Secret, ...] = ()
    """Secrets seen in the paste."""
    summary: str = ""
    """What the paste says, in one sentence; empty when nothing is claimed."""
    advice: tuple[str, ...] = ()
    """What to do, a sentence a step, the first step first."""
    policy_to_fetch: Fetch | None = None
    """The policy to paste beside the chosen error, when there is none in the paste."""
    looked_for: str | None = None
    """What was looked for, when nothing was found."""
    not_loaded: tuple[str, ...] = ()
    """Services of policies, and of denials without a resource, whose data is not at hand, so that nothing is said
    about their actions; a page loads it then."""
    schema: str = SCHEMA
    """The name of this contract."""

    @property
    def perhaps(self) -> tuple[Lead, ...]:
        """The nearest sections, where none is sure to answer: the message says that AWS denied something, and
        no more."""
        found = self.answering
        return self.sections if found and found.score < SURE else ()

    @property
    def answering(self) -> Lead | None:
        """The section that answers the chosen denial, else the paste."""
        chosen = self.denials[self.chosen].section if self.denials else None
        return next(
            (section for section in self.sections if section.id == chosen),
            self.sections[0] if self.sections else None,
        )

    def to_json(self) -> dict[str, Any]:
        """The report as JSON-ready data, the schema first."""
        data = asdict(self)
        return {"schema": data.pop("schema"), **data}

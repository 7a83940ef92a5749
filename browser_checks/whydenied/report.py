"""The report: everything the checker has to say about one paste, as plain data.

The field names are a contract with the page, the command line and whoever reads the JSON; unknown is None. The strings under the fields are the
reference's table and the descriptions of the JSON Schema.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypedDict

if TYPE_CHECKING:
    from .evaluation.verdict import Verdict
    from .fixes.fix import Fix
    from .layers import Layer

SCHEMA = "whydenied/report/1"

Span = tuple[int, int]
Kind = Literal["error", "policy", "error+policy", "cloudtrail", "nothing"]
Effect = Literal["implicit", "explicit"]
DeniedBy = Literal["identity-based", "resource-based", "permissions-boundary", "session", "scp", "rcp", "vpc-endpoint", "trust"]
PolicyType = Literal["identity", "resource", "trust", "scp", "rcp", "boundary", "session", "vpc-endpoint"]
Severity = Literal["error", "warning", "security", "suggestion"]
Notation = Literal["json", "javascript", "python", "ruby", "hcl", "terraform", "yaml", "cloudformation", "cdk"]
SecretKind = Literal["access-key-id", "secret-access-key", "session-token", "signature", "bedrock-api-key", "web-token", "private-key"]


@dataclass(frozen=True, slots=True)
class Denial:
    """One refusal, its values as AWS printed them with wraps and quotes undone."""

    principal: str | None = None
    """Who was refused: an ARN, the name of a service or an account."""
    action: str | None = None
    """The IAM action that was refused, `lambda:InvokeFunction`; of a message that names only the call, the action of that call."""
    resource: str | None = None
    """The ARN or name of what the call was about; `*` where the message has it."""
    effect: Effect | None = None
    """Whether no policy allows the call (implicit) or a policy denies it (explicit)."""
    policy_type: DeniedBy | None = None
    """The kind of policy that the message names."""
    policy_arn: str | None = None
    """The ARN of the policy that the message names."""
    error_code: str | None = None
    """The error code, `AccessDeniedException`."""
    operation: str | None = None
    """The call of the API, `UpdateFunctionCode`."""
    service: str | None = None
    """The prefix of the service that was called, `lambda`."""
    client: str | None = None
    """The program that printed the message, `botocore` or `terraform`."""
    request_id: str | None = None
    """The id of the request, which AWS Support asks for."""
    authorization_id: str | None = None
    """The id that the address in the message carries, under which AWS shows for 24 hours which policy decided."""
    encoded_message: str | None = None
    """The reason as `aws sts decode-authorization-message` reads it."""
    section: str | None = None
    """The id of the section that answers this refusal."""
    form: str | None = None
    """The section's form that the message has, with `{slot}` for what varies; null when something else than a form led to the section."""
    count: int = 1
    """How often the paste has this refusal."""
    spans: dict[str, Span] = field(default_factory=dict)
    """Where each value stands in the paste: the field's name, and start and end in code points."""
    why: tuple[str, ...] = ()
    """What in the text led to this reading, a sentence each."""
    names: dict[str, str] = field(default_factory=dict)
    """The reader's own names, by what a guide's examples call them: `account`, `region`, `function`, `role`, `caller`."""
    summary: str = ""
    """What happened, in one sentence; like the next two empty for refusals far down a log."""
    advice: tuple[str, ...] = ()
    """What to do, a sentence a step, the first step first."""
    path: tuple[Layer, ...] = ()
    """What the message tells of every kind of policy, in AWS's order; empty when it names none."""


class Edit(TypedDict):
    """A change to the paste that repairs a finding."""

    span: Span
    """Start and end of what is replaced, in code points."""
    replacement: str
    """The text that takes its place."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about a policy: a stable code, where it stands, and the edit that repairs it."""

    code: str
    """The code of the rule, which `whydenied explain` explains."""
    severity: Severity
    """error: refused, or not what it says; warning: hardly as meant; security: more than is wise; suggestion: could be plainer."""
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
    findings: tuple[Finding, ...] = ()
    """What the rules found, in the order of the text."""
    span: Span | None = None
    """Start and end in the paste, in code points."""
    service: str | None = None
    """Whose resource carries it, for a resource-based policy whose content tells: `lambda`, `s3`."""
    notation: Notation = "json"
    """What it is written in: terraform is a Terraform policy document, hcl an object in Terraform, cloudformation a Lambda permission in a template,
    cdk a statement in a program of the CDK."""
    statements: tuple[Span, ...] = ()
    """Where each statement stands, start and end in code points, so that the page can lead to the one of a verdict."""


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
    """How sure it is, 0 to 1."""
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

    kind: SecretKind
    """What it is."""
    span: Span
    """Start and end in the paste, in code points."""


@dataclass(frozen=True, slots=True)
class Report:
    """The answer to one paste."""

    kind: Kind
    """What the paste is; cloudtrail is an error told by a record of CloudTrail, nothing is no access problem of AWS."""
    section: str | None
    """The id of the section to open; null when nothing is claimed."""
    sections: tuple[Lead, ...] = ()
    """The sections that answer the paste, best first."""
    denials: tuple[Denial, ...] = ()
    """The refusals of the paste in order, each once."""
    policies: tuple[Policy, ...] = ()
    """The policies of the paste and of what was pasted beside it, in order."""
    chosen: int = 0
    """The number of the refusal, from 0, that fixes, request, advice and policy_to_fetch are about: the first, unless another was asked for."""
    verdict: Verdict | None = None
    """What error and policies say of each other; null when one of them is not there."""
    fixes: tuple[Fix, ...] = ()
    """The smallest changes that help with the chosen refusal, at most three, best first."""
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
    """Services of the policies whose data is not at hand, so that nothing is said about their actions; a page loads it then."""
    schema: str = SCHEMA
    """The name of this contract."""

    @property
    def answering(self) -> Lead | None:
        """The section that answers the chosen refusal, else the paste."""
        chosen = self.denials[self.chosen].section if self.denials else None
        return next((section for section in self.sections if section.id == chosen), self.sections[0] if self.sections else None)

    def to_json(self) -> dict[str, Any]:
        """The report as JSON-ready data, the schema first."""
        data = asdict(self)
        return {"schema": data.pop("schema"), **data}

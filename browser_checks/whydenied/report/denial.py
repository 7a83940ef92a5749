"""One denial, what has to be allowed for it, and what each kind of policy says of it."""

from __future__ import annotations

from dataclasses import field
from typing import NamedTuple

from ..aws.kinds import DeniedBy, PolicyType
from ..values import dataclass
from . import words


class Span(NamedTuple):
    """A place in a text, in code points: JSON has it as ``[start, end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to allow: an action on a resource."""

    action: str
    """The IAM action, `lambda:InvokeFunction`."""
    resource: str | None
    """The whole ARN, or `*` where the action acts on no single resource; null when the paste does not
    tell."""


@dataclass(frozen=True, slots=True)
class Link:
    """A section of the guide, as a layer of a path leads to it."""

    id: str
    """The id of the section."""
    title: str
    """Its title."""
    url: str
    """Its address, from the root of the site."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One kind of policy on the path of a decision."""

    name: PolicyType
    """The kind of policy; trust is a role's own."""
    state: words.State
    """What it says of the call: silent allows nothing, unknown is not told, not-there has no part in it."""
    decided: bool
    """Whether it is the one that decided."""
    why: str
    """The reason in one sentence."""
    section: Link | None = None
    """The section about it."""


@dataclass(frozen=True, slots=True)
class Denial:
    """One denial, its values as AWS printed them with wraps and quotes undone."""

    principal: str | None = None
    """Who was denied: an ARN, the name of a service or an account."""
    action: str | None = None
    """The IAM action that was denied, `lambda:InvokeFunction`; of a message that names only the call, the
    action of that call."""
    resource: str | None = None
    """The ARN or name of what the call was about; `*` where the message has it."""
    effect: words.Effect | None = None
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
    """The id that the address in the message carries, under which AWS shows for 24 hours which policy
    decided."""
    encoded_message: str | None = None
    """The reason as `aws sts decode-authorization-message` reads it."""
    needs: tuple[Need, ...] = ()
    """What has to be allowed: the actions on whole resources that the message, the operation and the facts
    ask for."""
    facts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The condition keys that the paste tells of the request, with their values."""
    section: str | None = None
    """The id of the section that answers this denial."""
    form: str | None = None
    """The section's form that the message has, with `{slot}` for what varies; null when something else than a
    form led to the section."""
    count: int = 1
    """How often the paste holds this denial."""
    spans: dict[str, Span] = field(default_factory=dict)
    """Where each value stands in the paste: the field's name, and start and end in code points."""
    why: tuple[str, ...] = ()
    """What in the text led to this reading, a sentence each."""
    names: dict[str, str] = field(default_factory=dict)
    """The reader's own names, by what a guide's examples call them: `account`, `region`, `function`, `role`,
    `caller`."""
    summary: str = ""
    """What happened, in one sentence; like the next three empty for denials far down a log."""
    summary_spans: dict[str, Span] = field(default_factory=dict)
    """Where the sentence holds each value: the field's name, and start and end in code points."""
    advice: tuple[str, ...] = ()
    """What to do, a sentence a step, the first step first."""
    path: tuple[Layer, ...] = ()
    """What the message tells of every kind of policy, in AWS's order; empty when it names none."""

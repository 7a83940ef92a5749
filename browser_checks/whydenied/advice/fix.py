"""The values of this package: the place of a policy, a change to it, and the change written out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Statement = dict[str, Any]
FixLayer = Literal["identity", "resource", "boundary", "session", "scp", "vpc-endpoint", "trust", "key-policy", "repository-policy", "none"]


@dataclass(frozen=True, slots=True)
class Fix:
    """One change that helps, or (layer ``none``) why no policy of the reader's helps and what to do instead."""

    layer: FixLayer
    """Which policy takes the change; none where no policy of the reader's helps."""
    title: str
    """What to do, in one sentence without its full stop."""
    policy: dict[str, Any] | None = None
    """The statements as a policy document; null for the layer none."""
    commands: dict[str, str] = field(default_factory=dict)
    """The change written out for each syntax that can make it: `aws-cli`, `terraform`, `cloudformation`, `cdk`."""
    cautions: tuple[str, ...] = ()
    """What to know before, a sentence each."""


@dataclass(frozen=True, slots=True)
class Place:
    """The policy that takes a statement: its kind, which the syntaxes have a template for, and the names that find it."""

    kind: str
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be changed, before any syntax: where, by which statements, and what the reader has to know."""

    layer: FixLayer
    title: str
    place: Place
    statements: tuple[Statement, ...] = ()
    cautions: tuple[str, ...] = ()

    @property
    def policy(self) -> dict[str, Any] | None:
        """The statements as a policy document; None when there is nothing to allow."""
        return {"Version": "2012-10-17", "Statement": [*self.statements]} if self.statements else None

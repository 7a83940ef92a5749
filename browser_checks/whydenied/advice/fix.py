"""The values of this package: the place of a policy, a change to it, and the change written out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from ..report import Edit
from ..report.words import FixKind, FixLayer
from ..values import dataclass

Statement = dict[str, Any]
OVERRIDES = "A Deny overrides every Allow: adding one won't help."
"""The caution at every explicit deny."""
S3_SILENT = (
    "S3 gives no reason: the bucket policy, Block Public Access, the object's KMS key or a VPC "
    "endpoint policy could also be the cause."
)
"""The caution at S3's bare Access Denied."""


@dataclass(frozen=True, slots=True)
class Place:
    """The policy that takes a statement: its kind, which the syntaxes have a template for, and the names that
    find it."""

    kind: str
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be changed, before any syntax: where, by which statements, and what the reader has to
    know."""

    layer: FixLayer
    title: str
    place: Place
    statements: tuple[Statement, ...] = ()
    cautions: tuple[str, ...] = ()
    kind: FixKind | None = None
    """What sort of change it is; None for a new statement, or for something else where it has none."""
    edit: Edit | None = None
    """The change of the pasted text."""
    edited: int | None = None
    """The pasted policy that it is about, counted from 0."""
    whole: dict[str, Any] | None = None
    """The whole policy after an edit."""

    @property
    def policy(self) -> dict[str, Any] | None:
        """The statements as a policy document; None when there is nothing to allow."""
        if self.whole is not None:
            return self.whole
        return {"Version": "2012-10-17", "Statement": [*self.statements]} if self.statements else None

"""A decision; its reasons and path are computed on access."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..report import Layer
from ..values import dataclass
from .algorithm import Answer, Deciding, Outcome, outcome
from .compiled import Policies
from .path import missing_keys, path
from .reasons import reasons
from .request import Request, prepared
from .statements import Statement


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a request is allowed, by the policies that were given; the rest of what is attached may still
    deny."""

    decision: Answer
    deciding: Deciding
    """The kind of policy to name first."""
    statement: Statement | None
    """The statement that decides, where one does."""
    request: Request
    policies: Policies

    @property
    def matched(self) -> tuple[str, int, int] | None:
        """Layer, policy and statement of the statement that decides, counted from 0."""
        found = self.statement
        return (found.layer, found.policy, found.index) if found else None

    @property
    def why(self) -> tuple[str, ...]:
        """The reasons, a sentence each: first what decides, then what came near."""
        return reasons(self.request, self.policies, Outcome(self.decision, self.deciding, self.statement))

    @property
    def path(self) -> tuple[Layer, ...]:
        """Every layer with its state, in the order in which AWS evaluates them."""
        return path(self.request, self.policies, self.decision, self.deciding)

    @property
    def missing_keys(self) -> tuple[str, ...]:
        """Context keys that statements about this call ask for and the request lacks, as the policies write
        them."""
        return missing_keys(self.request, self.policies)

    @property
    def certain(self) -> bool:
        """Whether the decision is the same whatever the keys that an incomplete context lacks may be."""
        if self.request.complete:
            return True
        best, worst = (
            outcome(self.request.assuming(effect), self.policies).answer for effect in ("Allow", "Deny")
        )
        return (best == "Allow") == (worst == "Allow")


def decide(request: Mapping[str, Any] | Request, policies: Policies) -> Decision:
    """Decide a request by compiled policies. Raises BadRequest when the request cannot be understood."""
    asked = prepared(request)
    if policies.layers["boundary"] is not None and asked.caller.has_identity_policies:
        asked = replace(asked, has_boundary=True)
    found = outcome(asked, policies)
    return Decision(found.answer, found.deciding, found.statement, asked, policies)

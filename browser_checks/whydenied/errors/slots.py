"""From the values that were read to a typed denial, each masked where a secret stood in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import get_args

from ..aws.kinds import BY_PRINTED, DeniedBy
from ..report import Denial, Span
from ..report.words import Effect
from ..text.secrets import masked
from ..values import dataclass


@dataclass(frozen=True, slots=True)
class Slots:
    """The values of one denial as they were read; None for what the text does not tell."""

    principal: str | None = None
    action: str | None = None
    resource: str | None = None
    effect: Effect | None = None
    policy_type: DeniedBy | None = None
    policy_arn: str | None = None
    error_code: str | None = None
    operation: str | None = None
    service: str | None = None
    request_id: str | None = None
    authorization_id: str | None = None
    encoded_message: str | None = None

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Slots:
        """The slots among values by name; an effect or a kind of policy that the report has no word for is
        left out."""
        found = {name: masked(value) for name, value in values.items() if value}
        kind = BY_PRINTED.get(found.get("policy_type", ""))
        return cls(
            principal=found.get("principal"),
            action=found.get("action"),
            resource=found.get("resource"),
            effect=next((word for word in _EFFECTS if word == found.get("effect")), None),
            policy_type=kind.printed if kind else None,
            policy_arn=found.get("policy_arn"),
            error_code=found.get("error_code"),
            operation=found.get("operation"),
            service=found.get("service"),
            request_id=found.get("request_id"),
            authorization_id=found.get("authorization_id"),
            encoded_message=found.get("encoded_message"),
        )

    def denial(self, client: str | None, spans: Mapping[str, Span]) -> Denial:
        """The denial with these values; *spans* of slots without a value, and empty ones, are left out."""
        return Denial(
            self.principal,
            self.action,
            self.resource,
            self.effect,
            self.policy_type,
            self.policy_arn,
            self.error_code,
            self.operation,
            self.service,
            client,
            self.request_id,
            self.authorization_id,
            self.encoded_message,
            spans={name: span for name, span in spans.items() if self._has(name) and span.end > span.start},
        )

    def _has(self, name: str) -> bool:
        return name in _NAMES and getattr(self, name) is not None


_EFFECTS: tuple[Effect, ...] = get_args(Effect)
_NAMES = frozenset(field.name for field in fields(Slots))

"""One policy held against a denied call: what of it allows the call, denies it, or comes nearest."""

from __future__ import annotations

from typing import Any

from ..aws.kinds import WITH_PRINCIPAL, PolicyType
from ..call.call import whole_or_none
from ..evaluation.compiled import compiled
from ..evaluation.explaining import explain
from ..evaluation.statements import Statement
from ..values import dataclass
from .half_spared import half_spared
from .nearness import Near, allows, holds_caller, is_of_others, nearest
from .pasted import Asked, document_of, is_open, rests_on_template, statements_of

IF_FILLED = " if that is what is filled in there"
"""How a sentence ends that holds for one way to fill in a template."""


@dataclass(frozen=True, slots=True)
class Held:
    """One policy held against the call."""

    policy: int
    type: PolicyType
    asked: Asked
    allow: Statement | None
    deny: Statement | None
    is_certain: bool
    """Whether the Deny depends on no key, and on no resource, that is unknown."""
    near: Near | None
    called: str
    """How to tell it from other policies, as the end of a phrase: `` of policy 2``; empty for the only one."""
    unfilled: tuple[int, ...] = ()
    """The statements of which only the filled-in template tells what they are about."""
    supposed: bool = False
    """Whether what the Allow or Deny is about is known only when the template is filled in."""
    settled: bool = False
    """Whether the paste says that it is the policy of a user or role, and none that only looks like one."""
    of_others: Statement | None = None
    """A statement that allows the call to others."""
    only_denies: bool = False
    """Whether it has a Deny and no Allow, so that it allows nothing and is not meant to."""
    problem: str | None = None
    """What AWS would reject in it."""
    half_spared: Statement | None = None
    """A Deny whose NotPrincipal names the caller, and not all that AWS may check."""

    @property
    def grants(self) -> bool:
        """Whether the policy allows the call: by an Allow, and without a Deny that is sure."""
        return self.allow is not None and not (self.deny and self.is_certain)

    @property
    def call(self) -> str:
        """The call, as a sentence names it."""
        request = self.asked.request
        told = whole_or_none(request.resource) if self.asked.knows_resource else None
        return f"{request.action} on {told}" if told else request.action

    def without_statement(self, here: str) -> str:
        """What is to be said where no statement comes near the call; *here* tells where that is."""
        if self.of_others is None:
            return f"No statement{here} has anything to do with {self.call}: an Allow for it has to be added."
        why = explain(self.of_others, self.asked.request).why
        return f"{self.named(self.of_others)} allows it to others: {why}. An Allow for this caller has to be added."

    def named(self, statement: Statement) -> str:
        """A statement of the policy, as a sentence begins with it."""
        sid = statement.data.get("Sid")
        said = f' ("{sid}")' if isinstance(sid, str) and sid else ""
        return f"Statement {statement.index + 1}{said}{self.called}"


def held_against(asked: Asked, number: int, data: Any, kind: PolicyType, called: str) -> Held:
    """Hold the policy *data* against the call: it is the paste's *number*; *called* tells it from
    others."""
    layer = "resource" if kind in WITH_PRINCIPAL else "identity"
    document = document_of(data, asked.request.resource)
    if kind in WITH_PRINCIPAL and not asked.knows_resource:
        asked = asked.on(document)
    asked = asked.on_url(document)
    policies = compiled({layer: [document]})
    level = (policies.layers[layer] or ())[0]  # type: ignore[index]
    denies = [statement for statement in level.denies if holds_caller(statement, asked)]
    matched = [(statement, explain(statement, asked.request)) for statement in denies]
    written = statements_of(data)

    def is_supposed(statement: Statement) -> bool:
        return rests_on_template(written[statement.index], asked.request.action, asked.request.target)

    certain = min(
        (
            statement
            for statement, match in matched
            if match.action and match.resource and match.condition is True
        ),
        key=is_supposed,
        default=None,
    )
    possible = next(
        (
            statement
            for statement, match in matched
            if match.action and match.resource and match.condition is None
        ),
        None,
    )
    # Which resource it was is open where the message names none.
    somewhere = next(
        (
            statement
            for statement, match in matched
            if match.action and not asked.knows_resource and match.condition is not False
        ),
        None,
    )
    allow = min(
        (statement for statement in level.allows if allows(statement, asked)), key=is_supposed, default=None
    )
    near = None if allow else nearest([*level.allows], asked)
    of_others = next((each for each in level.allows if is_of_others(each, asked)), None)
    unfilled = tuple(index for index, statement in enumerate(written) if is_open(statement))
    deny = certain or possible or somewhere
    deciding = deny or allow
    supposed = deciding is not None and is_supposed(deciding)
    return Held(
        number,
        kind,
        asked,
        allow,
        deny,
        certain is not None and not supposed,
        near,
        called,
        unfilled,
        supposed,
        of_others=of_others,
        only_denies=bool(level.denies) and not level.allows,
        problem=next((each.why for each in policies.problems if each.statement is not None), None),
        half_spared=half_spared(level.denies, asked.request) if asked.knows_caller else None,
    )

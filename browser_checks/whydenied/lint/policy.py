"""A policy as rules see it: its statements, its type, and the document it stands in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ..aws.kinds import PolicyType
from ..policies.document import Document
from ..policies.nodes import Array, Object
from ..policies.statements import Statement
from ..report.words import Notation

Fact = TypeVar("Fact")


@dataclass(slots=True)
class Policy:
    """One policy under examination."""

    root: Object
    statements: list[Statement]
    type: PolicyType
    """identity, resource, trust, scp, rcp, boundary, session or vpc-endpoint."""
    chars: str
    """The text that the places of its nodes count in; rules look at it for commas and blanks when they make
    an edit."""
    notation: Notation = "json"
    service: str | None = None
    """The service whose resource carries the policy, in lower case (``lambda``), when the type is resource
    and the content tells."""
    context: frozenset[str] = field(default_factory=frozenset)
    """What else the paste shows: ``lambda`` (a Lambda execution role or function), ``role`` (the paste shows
    that it is, by more than a name), ``added`` (to a role, which may have others), ``vpc``, ``edge``,
    ``kms``, ``function url``, ``logs`` (the managed policy that lets a function write them), ``whole``
    (nothing but policies), ``alone`` (nor a template's slots in them), ``test`` (of a program), ``denial`` (the error that the policies
    were pasted for)."""
    bare: bool = False
    """Whether a statement was pasted without the policy around it."""
    _facts: dict[tuple[Callable[..., Any], int], Any] = field(default_factory=dict)

    def fact(self, of: Callable[[Any], Fact], about: Any) -> Fact:
        """What *of* says of a statement, or of the policy itself, worked out once for all the rules that
        ask."""
        key = of, id(about)
        found: Any = self._facts.get(key, self)
        if found is self:
            found = self._facts[key] = of(about)
        return found  # type: ignore[no-any-return]

    @property
    def optional(self) -> frozenset[int]:
        """The ids of the nodes of statements that a condition of the template may leave out, one for another."""
        listed = self.root.get("Statement")
        return frozenset(map(id, listed.scattered)) if isinstance(listed, Array) else frozenset()

    @property
    def alone(self) -> bool:
        """Whether the paste shows nothing but policies, so that what they are for is open."""
        return "alone" in self.context

    @property
    def is_used(self) -> bool:
        """Whether it is surely a policy as AWS gets it, and not an example or a part of a template."""
        return not self.context.isdisjoint({"whole", "denial"})

    @property
    def is_in_program(self) -> bool:
        """Whether it is in the code of a program, where null stands for what is set later."""
        return self.notation in ("javascript", "python", "ruby", "cdk")

    @property
    def editable(self) -> bool:
        """Whether members can be added and removed as JSON: not in YAML or Terraform."""
        return self.notation in ("json", "javascript", "python")


def policy_of(
    document: Document, policy_type: PolicyType, service: str | None, context: frozenset[str] = frozenset()
) -> Policy:
    """The policy of a document."""
    bare = not document.node.member("Statement") and bool(document.statements)
    return Policy(
        document.node,
        document.statements,
        policy_type,
        document.text.chars,
        document.notation,
        service,
        context,
        bare,
    )

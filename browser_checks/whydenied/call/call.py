"""The denied call, from a denial and all that surrounds it: who called, what has to be allowed, on whose
behalf, and what is known of the request.

Verdict and advice both read it; nothing else derives actions or ARNs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from ..aws import arn
from ..aws.data import iam
from ..errors.reading import Reading
from ..guide import PREFIX
from ..policies.document import Document
from ..report import Denial, Need
from ..values import dataclass
from . import caller, invokers, resources, sentences
from .actions import denied
from .caller import Caller
from .facts import Facts, facts
from .sentences import Sentence
from .web_tokens import of_token


class Asked(NamedTuple):
    """One action of the call: what AWS checked it against, and how a policy writes that."""

    action: str
    target: str | None
    """A whole ARN or ``*``; None when the paste does not tell. Words in capitals stand for an unknown Region
    or account."""
    written: str | None
    """The same for a Resource element: a secret with its suffix, a log group with what is in it."""


@dataclass(frozen=True)
class Call:
    """One denied call. Parts that only a fix or a verdict needs are worked out when they are asked for."""

    denial: Denial
    around: str = ""
    documents: Sequence[Document] = ()

    @cached_property
    def sentence(self) -> Sentence | None:
        """What the message's sentence asks for beyond caller and action."""
        return None if sentences.whole(self.denial) else sentences.read(self.denial, self.around)

    @cached_property
    def caller(self) -> Caller:
        """Who called, as policies name it."""
        found = self.sentence
        if found and found.principal:
            return caller.service(found.principal)
        if found and found.principal is None and not self.denial.principal:
            return caller.execution_role(self.denial, self.around)
        return caller.read(self.denial, self.around)

    @cached_property
    def principal(self) -> str | None:
        """The caller as AWS names it: an ARN or a service; None when the paste does not tell."""
        if self.sentence and self.sentence.principal:
            return self.sentence.principal
        if self.sentence and not (self.denial.principal or "").startswith("arn:"):
            return None
        token = of_token(self.denial.principal)
        return token.provider if token else self.denial.principal

    @cached_property
    def by_role(self) -> bool:
        """Whether the sentence is about a role that it does not name, such as an execution role."""
        return self.sentence is not None and self.sentence.principal is None

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """The actions that have to be allowed, the first one first; empty when none is known."""
        found = self.sentence
        denial = self.denial
        actions = found.actions if found else denied(denial.action)
        about = replace(denial, resource=found.resource) if found else denial
        return tuple(self._asked(action, about) for action in actions)

    def _asked(self, action: str, about: Denial) -> Asked:
        if about.resource == "*":
            return Asked(action, "*", "*")
        if not about.resource and (near := self._beside(action, about)):
            about = replace(about, resource=near)
        target = resources.checked(action, about)
        written = resources.write(action, about, "").arn if target else None
        known = iam.action(action)
        if known and not known.resource_types and target and not target.endswith(("*", "/", ":")):
            target = written = "*"
        return Asked(action, target, written)

    def _beside(self, action: str, about: Denial) -> str | None:
        """The one function in the text around a sentence about one, outside of pasted policies."""
        if self.sentence is None or not action.startswith("lambda:Invoke"):
            return None
        return resources.beside(self._words, "lambda", "function:")

    @cached_property
    def _words(self) -> str:
        from .facts import without

        return without(self.around, self.documents)

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """The same as a report has them."""
        return tuple(Need(each.action, whole_or_none(each.written)) for each in self.asked)

    @cached_property
    def source(self) -> str | None:
        """The ARN on whose behalf a service calls; None when the paste does not tell it."""
        if not (
            self.sentence and self.sentence.principal and self.sentence.actions == ("lambda:InvokeFunction",)
        ):
            return None
        near = invokers.beside(invokers.of(self.denial, self.around), self._words)
        return invokers.completed(near) if near else None

    @cached_property
    def facts(self) -> Facts:
        """The condition keys of the request that the paste tells, with their values."""
        return facts(self.denial, self.around, self.documents, self.source)

    @property
    def section(self) -> str:
        """The end of the id of the section that answers the denial."""
        return (self.denial.section or "").removeprefix(PREFIX)


def whole_or_none(resource: str | None) -> str | None:
    """The resource, or None where its Region or account is not known."""
    return None if resource and {"REGION", "ACCOUNT-ID"} & {*arn.fields(resource)[3:5]} else resource


def call_of(reading: Reading, documents: Sequence[Document] = ()) -> Call:
    """The call that a reading tells of; *documents* are those of the paste, policies and records."""
    return Call(reading.denial, reading.around, documents)

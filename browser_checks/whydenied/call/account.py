"""The policies of one caller among those of a whole account: its own, its groups', the managed ones, the boundary,
and the trust policy of the role that it assumes.

Nothing else of the account is turned into documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..aws import arn
from ..aws.kinds import PolicyType
from ..policies.account import Accounts
from ..policies.details import Detail
from ..policies.document import Assigned, Document
from ..report import Owner
from ..values import dataclass
from .call import Call

_KINDS = ("role", "user")


@dataclass(frozen=True)
class Own:
    """The documents of an account that decide a call, and what the account lacks of them."""

    documents: tuple[tuple[int, Document], ...] = ()
    """Each with the number of the text that it stands in."""
    lacking: str = ""
    """What the texts should have and lack, in a sentence; empty where nothing is."""

    def of(self, number: int) -> list[Document]:
        """The documents of one text."""
        return [document for where, document in self.documents if where == number]


def own_policies(texts: Sequence[Accounts], call: Call | None) -> Own:
    """The documents that decide the call, with their types and owners; all of the accounts without a call.

    *texts* are the accounts of each text: pages of one account may stand in several.
    """
    if not any(each.details for each in texts):
        return Own()
    account = _Account(texts)
    if call is None:
        return Own(tuple(account.numbered(account.all())))
    callers, trusting = account.callers(call), account.assumed(call)
    managed: dict[str, PolicyType] = {}
    documents: list[Document] = []
    for detail in callers:
        documents += _inline(detail)
        managed.update((name, "identity") for name in detail.attached)
    for name in filter(None, (detail.boundary for detail in callers)):
        # A policy that is both attached and the boundary limits as the boundary, and is seldom made so on
        # purpose.
        managed[name] = "boundary"
    for name, kind in managed.items():
        if policy := account.policies.get(name):
            documents += _managed(policy, kind)
    for detail in trusting:
        documents += _trust(detail)
    absent = [name for name in managed if name not in account.policies]
    is_cut_off = any(each.is_cut_off for each in texts)
    is_stranger = not callers and not trusting
    return Own(tuple(account.numbered(documents)), _lacking(call, absent, is_stranger, is_cut_off))


class _Account:
    """The details, by what they are looked for by."""

    def __init__(self, texts: Sequence[Accounts]) -> None:
        self.details = [detail for each in texts for detail in each.details]
        self.policies = {each.arn: each for each in self.details if each.kind == "policy"}
        self._numbers = {
            id(detail.text): number for number, each in enumerate(texts) for detail in each.details
        }

    def numbered(self, documents: Iterable[Document]) -> Iterator[tuple[int, Document]]:
        """The documents with the numbers of the texts that they stand in."""
        for document in documents:
            yield self._numbers[id(document.text.paste)], document

    def all(self) -> Iterator[Document]:
        """Every document, each with its type and owner."""
        for detail in self.details:
            yield from _inline(detail)
            yield from _trust(detail)
            yield from _managed(detail, "identity", all_of_them=True)

    def callers(self, call: Call) -> list[Detail]:
        """The caller, then its groups."""
        found = [each for each in self.details if each.kind in _KINDS and _is_caller(each, call)]
        groups = frozenset().union(*(each.groups for each in found))
        return found + [each for each in self.details if each.kind == "group" and each.name.lower() in groups]

    def assumed(self, call: Call) -> list[Detail]:
        """The role that was to be assumed."""
        wanted = call.asked[0] if call.asked else None
        if (
            not wanted
            or not wanted.action.lower().startswith("sts:")
            or ":role/" not in (wanted.target or "")
        ):
            return []
        name, owner = arn.name(wanted.target) or "", arn.account(wanted.target)
        return [each for each in self.details if each.kind == "role" and _is_named(each, name, owner)]


def _inline(detail: Detail) -> Iterator[Document]:
    for name, document in detail.inline():
        named = f"the inline policy {name} of the {detail.kind} {detail.name}"
        document.assigned = Assigned("identity", _owner(detail), named)
        yield document


def _managed(detail: Detail, kind: PolicyType, *, all_of_them: bool = False) -> Iterator[Document]:
    noun = "permissions boundary" if kind == "boundary" else "managed policy"
    for document in detail.versions(all_of_them=all_of_them):
        document.assigned = Assigned(kind, Owner("managed", detail.arn), f"the {noun} {detail.name}")
        yield document


def _trust(detail: Detail) -> Iterator[Document]:
    for document in detail.trust():
        document.assigned = Assigned("trust", _owner(detail), f"the trust policy of the role {detail.name}")
        yield document


def _owner(detail: Detail) -> Owner:
    return Owner(detail.kind, detail.arn or detail.name)  # type: ignore[arg-type]


def _is_caller(detail: Detail, call: Call) -> bool:
    who, said = call.caller, call.denial.principal
    if detail.kind == "user":
        name = who.name if who.kind == "user" else None
    elif who.kind in ("role", "permission-set", "linked"):
        name = arn.session_parts(said or "")[0] if arn.is_session(said) else arn.name(who.arn)
    else:
        name = None
    return bool(name) and _is_named(detail, name or "", who.account)


def _is_named(detail: Detail, name: str, account: str | None) -> bool:
    """Whether the detail has the name, in the account where both are known. IAM compares names without regard
    to capitals."""
    its = arn.account(detail.arn)
    return detail.name.lower() == name.lower() and (not account or not its or account == its)


def _lacking(call: Call, absent: Sequence[str], is_stranger: bool, is_cut_off: bool) -> str:
    behind = " The paste ends before the account does: add the further pages." if is_cut_off else ""
    if is_stranger:
        return f"The account that you pasted does not have {call.caller.words}.{behind}"
    if absent:
        names = ", ".join(dict.fromkeys(absent))
        return f"The paste does not have {names}, which belongs to the caller.{behind}"
    return ""

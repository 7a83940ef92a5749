"""From a paste to a report: read, explain, judge, advise. The one function behind the page, the command line
and the build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .advice.answer import answer
from .advice.explain import explain
from .call.account import own_policies
from .errors.read import read
from .guide import Guide
from .policies.documents import documents
from .report import Report, Verdict
from .text.paste import Paste

if TYPE_CHECKING:
    from .call.call import Call
    from .lint.examine import Examined
    from .policies.document import Broken, Document

_MOST_POLICIES = 1_000


def check(
    text: str,
    guide: Guide,
    *,
    policies: Sequence[str] = (),
    policy_type: str | None = None,
    types: Sequence[str | None] = (),
    context: Mapping[str, Any] | None = None,
    chosen: int | None = None,
) -> Report:
    """What AWS denied in *text*, what the policies in it say, and which section of *guide* answers it.

    *policies* are further pastes that hold policies. *policy_type* is what the reader says all policies are,
    *types* what each is, None for those that the checker is to find out. *context* holds condition keys of
    the request that the reader knows: a value, or a list of values.
    *chosen* is the number of the denial, from 0, that changes, request and verdict are to be about: without
    it the first, and the first with a verdict. Never raises for any text: what is not understood is reported
    as unknown.
    """
    paste = Paste.of(text)
    found = read(paste, guide)
    case = explain(found.readings, guide, chosen, found.documents)
    given_too = [Paste.of(each, number) for number, each in enumerate(policies, 1)]
    further = [(each, *documents(each)) for each in given_too]
    unread = found.broken if not found.readings or found.documents else []
    mine = [
        (each, own_policies(listed, case.call), broken)
        for each, listed, broken in [(paste, found.documents, unread), *further]
    ]
    given = [policy_type] * _MOST_POLICIES if policy_type else types
    pasted = _examined(mine, given, of_denial=bool(found.readings))
    verdict = _judged(case.calls, pasted, context, case.chosen)
    hidden = (*paste.secrets, *(secret for each in given_too for secret in each.secrets))
    return answer(paste, found, case, pasted, verdict, guide, hidden)


def _examined(
    pastes: Sequence[tuple[Paste, list[Document], list[Broken]]],
    types: Sequence[str | None],
    *,
    of_denial: bool,
) -> list[Examined]:
    """The policies of all pastes with their findings; *types* is what the reader says they are, in order;
    *of_denial* when they stand beside one."""
    pasted: list[Examined] = []
    for paste, found, broken in pastes:
        if found or broken:
            # Imported where it is needed, here and below: a paste without policies need not wait for what
            # only policies need.
            from .lint.examine import examined

            pasted += examined(paste.text, found, broken, types[len(pasted) :], of_denial=of_denial)
    return pasted


def _judged(
    calls: Sequence[Call], pasted: Sequence[Examined], context: Mapping[str, Any] | None, chosen: int | None
) -> Verdict | None:
    if not calls or not pasted:
        return None
    from .verdict.judge import judge

    return judge(calls, pasted, context, chosen)

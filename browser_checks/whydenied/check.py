"""From a paste to a report: read, explain, judge, advise. The one function behind the page, the command line
and the build."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from .advice.answer import answer
from .advice.explain import explain
from .call.account import Own, own_policies
from .errors.read import Found, read, read_policies
from .guide import Guide
from .policies.account import accounts
from .policies.nodes import forget
from .report import Report, Verdict
from .text.paste import Paste
from .text.text import Text

if TYPE_CHECKING:
    from .call.call import Call
    from .lint.examine import Examined
    from .policies.document import Beside

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
    beside: Beside | None = None,
) -> Report:
    """What AWS denied in *text*, what the policies in it say, and which section of *guide* answers it.

    *policies* are further pastes that hold policies. *policy_type* is what the reader says all policies are,
    *types* what each is, None for those that the checker is to find out. *context* holds condition keys of
    the request that the reader knows: a value, or a list of values.
    *beside* is what the other files of the folder hold that the policies are from.
    *chosen* is the number of the denial, from 0, that changes, request and verdict are to be about: without
    it the first, and the first with a verdict. Never raises for any text: what is not understood is reported
    as unknown.
    """
    paste = _masked(text)
    found = read(paste, guide)
    case = explain(found.readings, guide, chosen, found.documents)
    further = [_masked(each, number) for number, each in enumerate(policies, 1)]
    pastes, all_found = [paste, *further], [found, *map(read_policies, further)]
    for number, each in enumerate(all_found):
        around = beside or _others(pastes, number)
        for document in each.documents if around else ():
            document.beside = around
    own = own_policies([each.accounts for each in all_found], case.call)
    given = [policy_type] * _MOST_POLICIES if policy_type else types
    pasted = _examined(pastes, all_found, own, given)
    verdict = _judged(case.calls, pasted, own, context, case.chosen)
    hidden = tuple([secret for each in pastes for secret in each.secrets])
    report = answer(paste, found, case, pasted, verdict, guide, hidden)
    for each in all_found:
        for document in each.documents:
            forget(document.node)
    return report


def _others(pastes: Sequence[Paste], number: int) -> Beside | None:
    """The other pastes, where Terraform in them may hand on a policy of one."""
    others = [each.text for at, each in enumerate(pastes) if at != number and 'resource "aws_' in each.text]
    if not others:
        return None
    from .policies.document import Beside

    return Beside("", "\n".join(others))


def _masked(text: str, number: int = 0) -> Paste:
    """The text without its secrets. JSON of an account is whole, and has megabytes."""
    return Paste.of(text, number, accounts(Text(text)).spans)


def _examined(
    pastes: Sequence[Paste], all_found: Sequence[Found], own: Own, types: Sequence[str | None]
) -> list[Examined]:
    """The policies of all pastes with their findings; *types* is what the reader says they are, in order."""
    of_denial = bool(all_found[0].readings)
    pasted: list[Examined] = []
    for number, (paste, found) in enumerate(zip(pastes, all_found, strict=True)):
        listed = [*found.documents, *own.of(number)]
        broken = found.broken if number or not of_denial or found.documents else []
        if listed or broken:
            examined = _linter()
            given = types[len(pasted) :]
            pasted += examined(paste.text, listed, broken, given, of_denial=of_denial, number=number)
    return pasted


@cache
def _linter() -> Callable[..., list[Examined]]:
    """Imported late, as below: a paste without policies need not wait for what only policies need."""
    from .lint.examine import examined

    return examined


def _judged(
    calls: Sequence[Call],
    pasted: Sequence[Examined],
    own: Own,
    context: Mapping[str, Any] | None,
    chosen: int | None,
) -> Verdict | None:
    if not calls or not (pasted or own.lacking):
        return None
    from .verdict.judge import judge

    return judge(calls, pasted, context, chosen, own.lacking)

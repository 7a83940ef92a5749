"""The worker's side of the checker: text and guide in as strings, the report out as a JSON string."""

from __future__ import annotations

import json
from functools import lru_cache

from .check import check
from .guide import Guide


@lru_cache(maxsize=4)
def _guide(index: str, page: str | None) -> Guide:
    return _guide(index, None).at(page) if page is not None else Guide.from_json(json.loads(index))


def answer(text: str, guide: str, options: str = "{}") -> str:
    """The report on *text* as JSON, for the *guide* index given as JSON.

    *options* is JSON, too: the ``page`` of the guide that asks, what the reader says of the policies'
    ``types`` and of the request's ``context``, and the refusal that was ``chosen``, see
    :func:`~whydenied.check.check`. With a ``request`` the answer is what the policies in *text* say of it, see
    :func:`~whydenied.verdict.trial.tried`.
    """
    said = json.loads(options)
    if request := said.get("request"):
        from .verdict.trial import tried  # imported where it is needed, as in check

        return json.dumps(tried(text, request, said.get("types") or ()).to_json(), ensure_ascii=False)
    report = check(
        text,
        _guide(guide, said.get("page")),
        types=said.get("types") or (),
        context=said.get("context"),
        chosen=said.get("chosen"),
    )
    return json.dumps(report.to_json(), ensure_ascii=False)

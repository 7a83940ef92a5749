"""``whydenied batch``: one JSON object a line in, one a line out, in order; a bad line never ends the run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TextIO

from ..aws.kinds import LAYERS, TYPES, is_type
from ..check import check
from ..evaluation import BadRequest, compiled, decide
from ..guide import Guide
from .formats.shown import in_json
from .logs.gather import promising
from .logs.records import Reader, files, opened
from .parallel import ordered

_AT_ONCE = 32
"""Lines that go to a process together."""
_LONGEST = 1 << 20


def run(lines: Iterable[str], out: TextIO, guide: Guide, *, evaluate: bool = False, jobs: int = 1) -> None:
    """Answer every line of *lines*: ``{"id", "text", "policies"?, "policy_type"?}``, or with *evaluate*
    ``{"id", "request", "policies"}``, which are decided. On several processes, some lines at a time.
    """
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    parts = iter(lambda: [*islice(numbered, 1 if jobs == 1 else _AT_ONCE)], [])
    for answers in ordered(_answered, parts, jobs, _start, guide, evaluate):
        out.writelines(answers)
        out.flush()


def of_files(names: Iterable[str]) -> Iterator[str]:
    """The lines of files, or a line for each denied call in files of CloudTrail's records: its ``id`` is the
    event's. Raises OSError for a file that cannot be read."""
    for path in files(names):
        with opened(path) as stream:
            first = stream.readline(_LONGEST)
            if '"text"' in first or '"request"' in first:
                yield first
                yield from stream
                continue
        with opened(path) as stream:
            for record in filter(promising, Reader(stream)):
                yield json.dumps(
                    {"id": record.get("eventID"), "text": json.dumps(record, ensure_ascii=False)}
                )


_given: tuple[Guide, bool] = (Guide.empty(), False)
"""The guide of this process, and whether it decides requests."""


def _start(guide: Guide, evaluate: bool) -> None:
    global _given
    _given = (guide, evaluate)


def _answered(part: list[tuple[int, str]]) -> list[str]:
    return [in_json(_answer(line, number, *_given)) + "\n" for number, line in part]


def _answer(line: str, number: int, guide: Guide, evaluate: bool) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return {"id": None, "error": f"Line {number} is not JSON: give one object a line, with id and text."}
    if not isinstance(row, dict):
        return {
            "id": None,
            "error": f"Line {number} is not an object: give one object a line, with id and text.",
        }
    if evaluate:
        return _decision(row, number)
    text, policies = row.get("text"), row.get("policies") or []
    if not isinstance(text, str):
        return {
            "id": row.get("id"),
            "error": f'Line {number} has no "text": put the paste there, as a string.',
        }
    if not isinstance(policies, list) or not all(isinstance(policy, str) for policy in policies):
        return {
            "id": row.get("id"),
            "error": f'Line {number}: "policies" should be a list of strings, each a paste.',
        }
    policy_type = row.get("policy_type")
    if policy_type is not None and not is_type(policy_type):
        return {
            "id": row.get("id"),
            "error": f"Line {number}: there is no policy type {json.dumps(policy_type)}: it is one of "
            f"{', '.join(TYPES)}.",
        }
    report = check(text, guide, policies=policies, policy_type=policy_type)
    return {"id": row.get("id"), "report": report.to_json()}


def _decision(row: dict[str, Any], number: int) -> dict[str, Any]:
    """Decide the request of a row by its policies."""
    policies = row.get("policies")
    if not isinstance(policies, dict):
        return {
            "id": row.get("id"),
            "error": f'Line {number}: "policies" should be an object such as {{"identity": [{{...}}]}}.',
        }
    if strange := [name for name in policies if str(name).replace("_", "-") not in LAYERS]:
        known = ", ".join(name.replace("-", "_") for name in LAYERS)
        return {
            "id": row.get("id"),
            "error": f'Line {number}: there is no kind of policy "{strange[0]}": the kinds are {known}.',
        }
    try:
        found = decide(row.get("request") or {}, compiled(policies))
    except BadRequest as bad:
        return {"id": row.get("id"), "error": f"Line {number}: {bad}"}
    answer = {
        "id": row.get("id"),
        "decision": found.decision,
        "deciding": found.deciding.replace("-", "_"),
        "why": list(found.why),
    }
    # Where the row says that keys may be lacking, it is told whether they could change the decision.
    return answer if found.request.complete else {**answer, "certain": found.certain}

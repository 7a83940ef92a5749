"""``whydenied batch``: one JSON object a line in, one a line out, in order; a bad line never ends the run."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from ..aws.kinds import LAYERS
from ..check import check
from ..evaluation import BadRequest, compiled, decide
from ..guide import Guide


def run(lines: Iterable[str], out: TextIO, guide: Guide, *, evaluate: bool = False) -> None:
    """Answer every line of *lines*: ``{"id", "text", "policies"?, "policy_type"?}``, or with *evaluate*
    ``{"id", "request", "policies"}``, which are decided.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            json.dump(_answer(line, number, guide, evaluate), out, ensure_ascii=False)
            out.write("\n")
            out.flush()


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
    report = check(text, guide, policies=policies, policy_type=row.get("policy_type"))
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

"""Every edit that a finding offers, on every policy at hand: the finding goes, nothing else does, and what is
no fault does the same afterwards."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from tests.conftest import ROOT
from tests.fixtures import under
from whydenied import Guide, check
from whydenied.evaluation import BadRequest, compiled, decide
from whydenied.lint.edits import apply
from whydenied.lint.pages import page
from whydenied.lint.rules import all_rules
from whydenied.report import Edit, Finding

GUIDE = Guide.empty()
SHORT = 4_000
ALWAYS = {
    "aws:CurrentTime": "2026-06-01T00:00:00Z",
    "aws:EpochTime": "1780272000",
    "aws:SecureTransport": "true",
    "aws:RequestedRegion": "eu-west-1",
}
"""Keys that every request carries."""


@cache
def policies() -> list[tuple[str, str | None]]:
    """The policies of all cases and pages that are no longer than a person writes, with their type."""
    pastes = [paste for _, case in under(ROOT / "tests/cases/lint") for paste in case.texts]
    pages = [(example.policy, example.type) for rule in all_rules() for example in page(rule).examples]
    return [
        each
        for each in [*((paste.text, paste.label or None) for paste in pastes), *pages]
        if len(each[0]) < SHORT
    ]


def findings(text: str, policy_type: str | None) -> list[Finding]:
    return [
        finding for each in check(text, GUIDE, policy_type=policy_type).policies for finding in each.findings
    ]


def edits() -> Iterator[tuple[str, str | None, Finding, Edit]]:
    for text, policy_type in policies():
        for finding in findings(text, policy_type):
            if finding.edit:
                yield text, policy_type, finding, finding.edit


def applied(text: str, edit: Edit) -> str:
    return apply(text, [(*edit.span, edit.replacement)])


def leaves(value: Any) -> Iterator[str]:
    """Every scalar of a JSON value, and every key."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    else:
        yield json.dumps(value, ensure_ascii=False)


def doubles(value: Any) -> int:
    """How many items stand in their list already."""
    if isinstance(value, dict):
        return sum(map(doubles, value.values()))
    if not isinstance(value, list):
        return 0
    written = [json.dumps(item, sort_keys=True).lower() for item in value]
    return len(written) - len(set(written)) + sum(map(doubles, value))


def loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def test_the_finding_goes_and_nothing_else() -> None:
    for text, policy_type, finding, edit in edits():
        after = applied(text, edit)
        same = [each for each in findings(after, policy_type) if each.code == finding.code]
        assert len(same) < sum(each.code == finding.code for each in findings(text, policy_type)), (
            finding,
            after,
        )
        before_data, after_data = loaded(text), loaded(after)
        if before_data is None:
            continue
        assert after_data is not None, (finding, after)
        cut = text[slice(*edit.span)]
        lost = Counter(leaves(before_data)) - Counter(leaves(after_data))
        assert all(cut and (each.strip('"') in cut or cut.strip('"') in each) for each in lost), (
            finding,
            lost,
        )
        assert doubles(after_data) <= doubles(before_data), (finding, after)


def calls(policy: Any) -> Iterator[dict[str, Any]]:
    """Requests made of a policy's own words: its actions on its resources, with and without the values of its
    conditions."""
    statements = policy.get("Statement", [])
    for statement in statements if isinstance(statements, list) else [statements]:
        if not isinstance(statement, dict):
            continue
        context = {
            key: values[0] if isinstance(values, list) and values else values
            for block in (statement.get("Condition") or {}).values()
            if isinstance(block, dict)
            for key, values in block.items()
        }
        for action in listed(statement.get("Action")):
            for resource in listed(statement.get("Resource")):
                for known in (
                    ALWAYS,
                    ALWAYS | {key: str(value).replace("*", "x") for key, value in context.items()},
                ):
                    yield {
                        "principal": "arn:aws:iam::111122223333:user/nadia",
                        "action": action.replace("*", "GetX") if ":" in action else "s3:GetObject",
                        "resource": resource.replace("*", "x"),
                        "context": known,
                    }


def listed(value: Any) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)][:6]


def decisions(policy: Any, requests: list[dict[str, Any]]) -> list[str]:
    ready = compiled({"identity": [policy]})
    found = []
    for request in requests:
        try:
            found.append(decide(request, ready).decision)
        except BadRequest:
            found.append("bad request")
    return found


def test_an_edit_of_a_suggestion_changes_no_decision() -> None:
    """What is no fault does the same afterwards; the edit of a fault changes what the policy does, which is
    what its sentence says."""
    for text, policy_type, finding, edit in edits():
        before, after = loaded(text), loaded(applied(text, edit))
        if (
            finding.severity != "suggestion"
            or policy_type not in (None, "identity")
            or not isinstance(before, dict)
        ):
            continue
        requests = list(calls(before))
        assert decisions(before, requests) == decisions(after, requests), (finding, after)


def beside(text: str, edit: Edit) -> Iterator[str]:
    """The policy with what the edit writes listed already beside what it replaces."""
    data, written = loaded(text), loaded(edit.replacement)
    replaced = loaded(text[slice(*edit.span)])
    if not isinstance(data, dict) or not isinstance(written, str) or not isinstance(replaced, str):
        return
    statements = data.get("Statement", [])
    for statement in statements if isinstance(statements, list) else [statements]:
        for element in ("Action", "NotAction", "Resource", "NotResource"):
            if replaced in listed(statement.get(element)):
                statement[element] = [replaced, written]
                yield json.dumps(data)


def test_no_edit_writes_what_is_listed_already() -> None:
    tried = 0
    for text, policy_type, _, edit in edits():
        for both in beside(text, edit):
            for finding in findings(both, policy_type):
                if finding.edit:
                    tried += 1
                    assert doubles(loaded(applied(both, finding.edit))) <= doubles(loaded(both)), (
                        finding,
                        both,
                    )
    assert tried


def test_an_item_of_a_yaml_list_goes_with_its_line() -> None:
    text = (
        "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action:\n"
        "      - glue:GetTag # once\n      - glue:GetTags\n    Resource: '*'\n"
    )
    (edit,) = (finding.edit for finding in findings(text, None) if finding.code == "unknown-action")
    assert edit
    assert applied(text, edit) == text.replace("      - glue:GetTag # once\n", "")

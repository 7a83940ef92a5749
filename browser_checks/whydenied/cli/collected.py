"""A folder that iam-collect filled: the users, groups, roles and managed policies in it, as the one answer that
GetAccountAuthorizationDetails gives.

Source: https://github.com/cloud-copilot/iam-collect/blob/main/docs/Storage.md
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..aws.arn import resource
from .question import File

_LISTS = {
    "role": "RoleDetailList",
    "user": "UserDetailList",
    "group": "GroupDetailList",
    "policy": "Policies",
}


def collected(folder: str) -> File | None:
    """The accounts in a folder as one text; None where iam-collect did not make it."""
    whole: dict[str, list[Any]] = {name: [] for name in _LISTS.values()}
    for path in sorted(Path(folder).rglob("accounts/*/iam/**/metadata.json")):
        about = _json(path)
        kind = _kind(about.get("arn")) if isinstance(about, Mapping) else None
        if kind and isinstance(about, Mapping):
            whole[_LISTS[kind]].append(_detail(kind, path.parent, about))
    return File(json.dumps(whole, indent=2), folder) if any(whole.values()) else None


def _kind(arn: object) -> str | None:
    kind = resource(arn).partition("/")[0] if isinstance(arn, str) and ":iam:" in arn else ""
    return kind if kind in _LISTS else None


def _detail(kind: str, folder: Path, about: Mapping[str, Any]) -> dict[str, Any]:
    """The detail of one of them, as IAM writes it."""
    noun = kind.capitalize()
    found: dict[str, Any] = {f"{noun}Name": about.get("name"), "Arn": about["arn"]}
    if kind == "policy":
        version = about.get("defaultVersionId") or "v1"
        document = {
            "VersionId": version,
            "IsDefaultVersion": True,
            "Document": _json(folder / "current-policy.json"),
        }
        return {**found, "DefaultVersionId": version, "PolicyVersionList": [document]}
    found[f"{noun}PolicyList"] = _json(folder / "inline-policies.json") or []
    attached = _json(folder / "managed-policies.json")
    found["AttachedManagedPolicies"] = [{"PolicyArn": arn} for arn in attached or []]
    if boundary := about.get("permissionBoundary"):
        found["PermissionsBoundary"] = {"PermissionsBoundaryArn": boundary}
    if kind == "role":
        found["AssumeRolePolicyDocument"] = _json(folder / "trust-policy.json")
    if kind == "user":
        found["GroupList"] = [arn.rpartition("/")[2] for arn in _json(folder / "groups.json") or []]
    return found


def _json(path: Path) -> Any:
    """What a file holds; None where there is none or it is broken."""
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None

"""The policies of one caller among those of a whole account, as ``aws iam get-account-authorization-details``
prints them, in one answer or in pages.

Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..aws import arn
from ..aws.kinds import PolicyType
from ..policies.account import LISTS
from ..policies.document import Document
from ..policies.nodes import Array, Node, Object, Scalar
from ..report import Owner
from .call import Call

_DETAILS = (("RoleDetailList", "RoleName", "role"), ("UserDetailList", "UserName", "user"))


def own_policies(documents: Sequence[Document], call: Call | None) -> list[Document]:
    """The documents that decide the call: of an account's those of the caller, its groups and boundary, and
    the trust policy of an assumed role.

    Everything else of the account is left out; documents from elsewhere stay as they are.
    """
    if not any(document.holder is not None for document in documents):
        return [*documents]
    pages = {id(page): page for document in documents if (page := _page(document))}
    if not pages or call is None:
        return [*documents]
    found = _Account([*pages.values()])
    roles = found.of_caller(call)
    return [document for document in documents if _page(document) is None or _assign(document, roles)]


class _Account:
    """The pages of an account."""

    def __init__(self, pages: Sequence[Object]) -> None:
        self.pages = pages

    def details(self, name: str) -> Iterator[Object]:
        """The objects of one list, through all pages."""
        for page in self.pages:
            listed = page.get(name)
            yield from (
                each
                for each in (listed.items if isinstance(listed, Array) else ())
                if isinstance(each, Object)
            )

    def of_caller(self, call: Call) -> dict[str, tuple[PolicyType, Owner]]:
        """What policies of the caller are: by the ARN of a managed policy, or by the place of the detail that
        holds an inline one."""
        assigned: dict[str, tuple[PolicyType, Owner]] = {}
        for listed, key, kind in _DETAILS:
            name = _called_as(call, kind)
            for detail in self.details(listed) if name else ():
                if (_text(detail, key) or "").lower() == (name or "").lower():
                    self._carry(assigned, detail, Owner(kind, _text(detail, "Arn") or name or ""))  # type: ignore[arg-type]
        for asked in call.asked[:1]:
            if asked.target and ":role/" in asked.target and asked.action.lower().startswith("sts:"):
                for detail in self.details("RoleDetailList"):
                    if (_text(detail, "RoleName") or "") == arn.name(asked.target):
                        assigned[f"trust:{detail.start}"] = (
                            "trust",
                            Owner("role", _text(detail, "Arn") or asked.target),
                        )
        return assigned

    def _carry(self, assigned: dict[str, tuple[PolicyType, Owner]], detail: Object, owner: Owner) -> None:
        """The inline and managed policies of a detail, of its groups, and its boundary."""
        assigned[f"inline:{detail.start}"] = ("identity", owner)
        for name in _attached(detail):
            assigned[name] = ("identity", Owner("managed", name))
        boundary = detail.get("PermissionsBoundary")
        if isinstance(boundary, Object) and (name := _text(boundary, "PermissionsBoundaryArn") or ""):
            # A policy that is both attached and the boundary limits as the boundary, and is seldom made so on
            # purpose.
            assigned[name] = ("boundary", Owner("managed", name))
        groups = detail.get("GroupList")
        names = {
            each.text.lower()
            for each in (groups.items if isinstance(groups, Array) else ())
            if isinstance(each, Scalar)
        }
        for group in self.details("GroupDetailList") if names else ():
            if (_text(group, "GroupName") or "").lower() in names:
                self._carry(assigned, group, Owner("group", _text(group, "GroupName") or ""))


def _called_as(call: Call, kind: str) -> str | None:
    """The name of the caller among the details of a kind."""
    who = call.caller
    if kind == "user":
        return who.name if who.kind == "user" else None
    if who.kind not in ("role", "permission-set", "linked"):
        return None
    return (
        arn.session_parts(call.denial.principal or "")[0]
        if arn.is_session(call.denial.principal)
        else who.name
    )


def _assign(document: Document, assigned: dict[str, tuple[PolicyType, Owner]]) -> bool:
    """Give a document of the account its type and owner; False for one that is not the caller's."""
    label = next((each for each in reversed(document.context) if isinstance(each, str)), "")
    for node in _around(document):
        if label == "AssumeRolePolicyDocument":
            found = assigned.get(f"trust:{node.start}")
        elif node.member("IsDefaultVersion"):
            if (_text(node, "IsDefaultVersion") or "").lower() == "false":
                return False
            found = None
        else:
            found = assigned.get(f"inline:{node.start}") or assigned.get(_text(node, "Arn") or "")
        if found:
            document.assigned = found
            return True
    return False


def _attached(detail: Object) -> list[str]:
    listed = detail.get("AttachedManagedPolicies")
    each = listed.items if isinstance(listed, Array) else []
    return [name for item in each if (name := _text(item, "PolicyArn"))]


def _page(document: Document) -> Object | None:
    """The page of an account that a document stands in."""
    return next((node for node in _around(document) if any(node.member(name) for name in LISTS)), None)


def _around(document: Document) -> Iterator[Object]:
    node: Node | None = document.holder
    while node is not None:
        if isinstance(node, Object):
            yield node
        node = node.parent


def _text(node: Node | None, name: str) -> str | None:
    value = node.get(name) if isinstance(node, Object) else None
    return value.text if isinstance(value, Scalar) else None

"""The detail of one user, group, role or managed policy, in the layouts that print it, and its documents.

Sources: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html,
https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationItem.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from ..text.text import Text
from ..values import dataclass
from .document import Document
from .nodes import Node, Object, Scalar, listed

Kind = Literal["role", "user", "group", "policy"]
CONFIGURATION = "configuration"
"""The member of an item of AWS Config that holds the detail."""
_TYPES: Mapping[str, Kind] = {
    "AWS::IAM::Role": "role",
    "AWS::IAM::User": "user",
    "AWS::IAM::Group": "group",
    "AWS::IAM::Policy": "policy",
}
_NAMES = {"role": "RoleName", "user": "UserName", "group": "GroupName", "policy": "PolicyName"}
_INLINE = {"role": "RolePolicyList", "user": "UserPolicyList", "group": "GroupPolicyList"}


@dataclass(frozen=True)
class Detail:
    """One user, group, role or managed policy: what it is, and where it stands."""

    kind: Kind
    data: Mapping[str, Any]
    """Its members; AWS Config writes the same names with a small first letter."""
    text: Text
    start: int
    """Where its object, or the item or string around it, begins in the text."""

    @property
    def name(self) -> str:
        """Its name, without its path."""
        return self._text(_NAMES[self.kind])

    @property
    def arn(self) -> str:
        """Its ARN."""
        return self._text("Arn")

    @property
    def attached(self) -> list[str]:
        """The ARNs of the managed policies that are attached to it."""
        each = _member(self.data, "AttachedManagedPolicies")
        found = [_member(one, "PolicyArn") for one in each or () if isinstance(one, Mapping)]
        return [arn for arn in found if isinstance(arn, str)]

    @property
    def boundary(self) -> str | None:
        """The ARN of its permissions boundary."""
        found = _member(self.data, "PermissionsBoundary")
        arn = _member(found, "PermissionsBoundaryArn") if isinstance(found, Mapping) else None
        return arn if isinstance(arn, str) else None

    @property
    def groups(self) -> frozenset[str]:
        """The names of its groups, in small letters."""
        found = _member(self.data, "GroupList")
        return frozenset(each.lower() for each in found or () if isinstance(each, str))

    def _text(self, name: str) -> str:
        found = _member(self.data, name)
        return found if isinstance(found, str) else ""

    def inline(self) -> Iterator[tuple[str, Document]]:
        """The policies that are written into it, each with its name."""
        text, node = self._read()
        for each in _items(node, _INLINE.get(self.kind, "")):
            name = _get(each, "PolicyName")
            for document in _document(text, each, "PolicyDocument"):
                yield (name.text if isinstance(name, Scalar) else ""), document

    def trust(self) -> Iterator[Document]:
        """The trust policy of a role."""
        text, node = self._read()
        yield from _document(text, node, "AssumeRolePolicyDocument")

    def versions(self, *, all_of_them: bool = False) -> Iterator[Document]:
        """The default version of a managed policy, or all that are listed."""
        text, node = self._read()
        default = self._text("DefaultVersionId")
        for each in _items(node, "PolicyVersionList"):
            if all_of_them or _is_default(each, default):
                yield from _document(text, each, "Document")

    def _read(self) -> tuple[Text, Object | None]:
        """The object of the detail with the places of its values, in the text that holds it."""
        text, node = self.text, _value(self.text, self.start)
        if isinstance(node, Scalar):
            text, node = _inside(text, node)
        if isinstance(node, Object) and (inner := node.get(CONFIGURATION)):
            if isinstance(inner, Scalar):
                text, node = _inside(text, inner)
            else:
                node = inner
        return text, node if isinstance(node, Object) else None


def of_page(kind: str, text: Text, data: Mapping[str, Any], start: int) -> Detail:
    """A detail of an answer of GetAccountAuthorizationDetails."""
    return Detail(kind, data, text, start)  # type: ignore[arg-type]


def of_item(item: Mapping[str, Any], text: Text, start: int) -> Detail | None:
    """The detail in an item of AWS Config; None for a resource of another kind."""
    kind = _TYPES.get(str(item.get("resourceType")))
    data = item.get(CONFIGURATION)
    if isinstance(data, str):
        try:
            data = json.loads(data)
        except (ValueError, RecursionError):
            return None
    return Detail(kind, data, text, start) if kind and isinstance(data, Mapping) else None


def _member(data: Mapping[str, Any], name: str) -> Any:
    """A member by its name, or by its name with a small first letter."""
    return data[name] if name in data else data.get(name[0].lower() + name[1:])


def _get(node: Object, name: str) -> Node | None:
    found = node.get(name)
    return found if found is not None else node.get(name[0].lower() + name[1:])


def _items(node: Object | None, name: str) -> list[Object]:
    found = listed(_get(node, name)) if node and name else []
    return [each for each in found if isinstance(each, Object)]


def _is_default(version: Object, default: str) -> bool:
    flag = _get(version, "IsDefaultVersion")
    if isinstance(flag, Scalar):
        return flag.text.lower() == "true"
    named = _get(version, "VersionId")
    return isinstance(named, Scalar) and named.text == default


def _document(text: Text, holder: Object | None, name: str) -> Iterator[Document]:
    """The document under a name, as an object or in a string with escapes."""
    node = _get(holder, name) if holder else None
    context = node.path if node else ()
    if isinstance(node, Scalar):
        text, node = _inside(text, node)
    if isinstance(node, Object):
        yield Document(text, node, "json", (), context, holder)


def _value(text: Text, start: int) -> Node | None:
    """The object, or the string with an object in it, that begins at a place."""
    from .notations import strict

    if text.chars.startswith('"', start):
        end = start + 1
        while (end := text.chars.find('"', end)) >= 0 and text.chars[end - 1] == "\\":
            end += 1
        return Scalar(start, end + 1, "") if end > 0 else None
    return strict.read(text.chars, start)


def _inside(text: Text, scalar: Scalar) -> tuple[Text, Node | None]:
    """The object in a string, and the text without escapes that it stands in."""
    from .notations import escaped, strict

    inner = escaped.unescaped(text, scalar)
    return (inner, strict.read(inner.chars, 0)) if inner else (text, None)

"""Whether a policy of a template is of a role that one of its Lambda functions takes on, as far as it says so.

Source: the arguments of https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function
and https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..text.regex import lazy_regex
from .attached import blocks_in
from .document import Document
from .nodes import Node, Object, Scalar, walk

_TYPES = ("AWS::Lambda::Function", "AWS::Serverless::Function")
_ATTRIBUTE = lazy_regex(r"\b([A-Za-z]\w{0,120})(?:\.|[\"',\s-]{1,20})Arn\b")
_WORD = lazy_regex(r"\w{1,120}")
_TAKEN = lazy_regex(r"\brole[ \t]{0,40}=[ \t]{0,9}(?:aws_iam_role\.([\w-]{1,120}))?")
_READ = lazy_regex(r"\baws_iam_policy_document\.([\w-]{1,120})")


class _Roles(NamedTuple):
    """The roles that functions take on, and whether those are all of them."""

    names: frozenset[str]
    whole: bool
    made: bool = False
    """Whether some have a role that is made for them."""

    def has(self, names: Iterable[str]) -> bool | None:
        """Whether a role of one of *names* is a function's; None when that is open."""
        given = frozenset(names)
        if given & self.names:
            return True
        return False if given and (self.names or self.made) and self.whole else None


def names_lambda(node: Node) -> bool:
    """Whether Lambda is named somewhere in a trust policy."""
    return any(isinstance(each, Scalar) and "lambda.amazonaws.com" in each.text for each in walk(node))


def trusts_many(node: Node) -> bool:
    """Whether a role trusts so many services that it is more than a function's."""
    services = {
        each.text for each in walk(node) if isinstance(each, Scalar) and each.text.endswith(".amazonaws.com")
    }
    return len(services) > _FEW_SERVICES


_FEW_SERVICES = 3


def of_functions(documents: Sequence[Document]) -> list[bool | None]:
    """For each document whether it is a policy of a function's role, None where the template does not tell."""
    templates: dict[int, tuple[Node, _Roles]] = {}
    return [_of_function(document, templates) for document in documents]


def _of_function(document: Document, templates: dict[int, tuple[Node, _Roles]]) -> bool | None:
    if document.notation in ("hcl", "terraform"):
        return _in_terraform(document) if "aws_lambda_function" in document.text.chars else None
    if document.context[:1] != ("Resources",) or len(document.context) < 2:
        return None
    root: Node = document.node
    while root.parent is not None:
        root = root.parent
    resources = root.get("Resources") if isinstance(root, Object) else None
    if not isinstance(resources, Object):
        return None
    chars = document.text.chars
    if id(root) not in templates:
        templates[id(root)] = root, _in_template(resources, chars)
    name = str(document.context[1])
    holder = _properties(resources.get(name))
    roles = holder.get("Roles") if holder else None
    if roles is not None:
        return templates[id(root)][1].has(_WORD.findall(chars, roles.start, roles.end))
    return templates[id(root)][1].has([name])


def _in_template(resources: Object, chars: str) -> _Roles:
    """The roles of the functions of a template; SAM makes one for a function that names none."""
    names: set[str] = set()
    whole, made = True, False
    for member in resources.members:
        kind = member.value.get("Type") if isinstance(member.value, Object) else None
        if not isinstance(kind, Scalar) or kind.text not in _TYPES:
            continue
        properties = _properties(member.value)
        role = properties.get("Role") if properties else None
        found = _ATTRIBUTE.search(chars, role.start, role.end) if role else None
        if found:
            names.add(found[1])
        elif role or kind.text == _TYPES[0]:
            whole = False
        else:
            made = True
    return _Roles(frozenset(names), whole, made)


def _properties(resource: Node | None) -> Object | None:
    found = resource.get("Properties") if isinstance(resource, Object) else None
    return found if isinstance(found, Object) else None


def _in_terraform(document: Document) -> bool | None:
    chars = document.text.chars
    index = blocks_in(chars)
    block = index.block(document.node.start)
    if block is None:
        return None
    roles, readers = _of_blocks(chars)
    if block.resource == "iam_role":
        return roles.has([block.name])
    if block.resource == "iam_role_policy":
        return roles.has(_taken(index.text_of(block)))
    names = readers.get(block.name, ()) if block.resource == "iam_policy_document" else ()
    return roles.has(names) if all(names) else None


@lru_cache(maxsize=4)
def _of_blocks(chars: str) -> tuple[_Roles, dict[str, list[str]]]:
    """The roles that the functions of a Terraform text take on, and for each policy document those that read it, the
    empty text for one that the text does not tell."""
    names: set[str] = set()
    whole = True
    readers: dict[str, list[str]] = {}
    index = blocks_in(chars)
    for block in index.blocks:
        text = index.text_of(block)
        if block.resource == "lambda_function":
            taken = _taken(text)
            names.update(taken)
            whole = whole and bool(taken)
        elif block.resource in ("iam_role", "iam_role_policy"):
            role = block.name if block.resource == "iam_role" else next(iter(_taken(text)), "")
            for document in _READ.findall(text):
                readers.setdefault(document, []).append(role)
    return _Roles(frozenset(names), whole), readers


def _taken(text: str) -> list[str]:
    """The role that a block names by its reference, as a list of one or none."""
    found = _TAKEN.search(text)
    return [found[1]] if found and found[1] else []

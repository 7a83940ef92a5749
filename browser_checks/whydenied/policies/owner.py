"""Whose policy a document is, and of which kind, by what stands around it: :mod:`~.wrappers` has the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..aws.kinds import PolicyType
from ..report import Owner
from ..text.regex import lazy_regex
from .document import Document
from .manifests import carrier
from .nodes import UNKNOWN, Node, Object, Scalar, scalars
from .scripts import Written, written
from .sessions import beginning, of_session
from .wrappers import (
    ANSWERS,
    CLOUDFORMATION,
    COMMANDS,
    HEADINGS,
    LABELS,
    ORGANIZATION,
    Answer,
    terraform,
)


class Wrapped(NamedTuple):
    """What the wrapper tells."""

    type: PolicyType | None
    why: str
    owner: Owner | None = None
    service: str | None = None
    """The service whose resource carries the policy."""
    in_force: bool = True
    """False for a version of a managed policy that is not the default one."""


_TERRAFORM = lazy_regex(
    r"^[ \t~+-]{0,8}(?:resource|data)[ \t]+\"(aws_\w{2,60})\"[ \t]+\"([\w-]{1,80})\"[ \t]*\{", re.MULTILINE
)
_ARGUMENT = lazy_regex(r"(\w{1,60})[ \t]{0,40}=(?![=>])[^=]{0,200}\Z")
_NAMED = lazy_regex(
    r"\b(role|user|group)\s+(?!polic(?:y|ies)\b)[`'\"]?([\w+=,.@/-]{1,128}?)[`'\"]?\s*:?$", re.IGNORECASE
)
_COMMAND = lazy_regex(
    r"\baws[ \t]+(?:--?[\w-]+[ \t=]+[\w.-]+[ \t]+){0,4}([a-z0-9-]{2,20})[ \t]+([a-z0-9-]{4,60})([^\n]{0,600})"
)
_SDK = lazy_regex(
    r"\b((?:put|update)_?(?:role|user|group|assume_?role)_?policy)(?:Command)?\s{0,3}\(", re.IGNORECASE
)
_SDK_NAME = lazy_regex(
    r"\b(Role|User|Group)_?Name[\"']?\s{0,3}[:=]\s{0,3}[\"']([\w+=,.@-]{1,128})[\"']", re.IGNORECASE
)
# What organizations.create_policy is handed beside the document.
_CONTENT = lazy_regex(r"\bContent[\"']?\s{0,3}[:=]\s{0,3}(?:json\.dumps|JSON\.stringify)?[(\s\"'`]{0,40}$")
_ORGANIZATION = lazy_regex(rf"\bType[\"']?\s{{0,3}}[:=]\s{{0,3}}[\"']({'|'.join(ORGANIZATION)})[\"']")
BY_HEADING = "the line before calls it:"
"""How the reason begins for a kind that a heading tells."""
_BEFORE = 400
"""How many characters before a document may hold its heading or command."""
_RESOURCE_BEFORE = 4_000
"""How far before a document the resource of Terraform may begin that it stands in."""


def wrapped(document: Document) -> Wrapped | None:
    """What stands around the document and tells its kind or owner; None where nothing does."""
    if document.begins:
        return None
    found = _wrapped(document)
    # A managed policy does not say that it is a boundary; its name does, where people give it one.
    if found and found.type == "identity":
        owner = found.owner.name if found.owner and found.owner.kind == "managed" else ""
        for name in (owner, _logical_id(document)):
            if _BOUNDARY.search(name):
                return found._replace(type="boundary", why=f"it is called {name.rpartition('/')[2]}")
    return found


def _logical_id(document: Document) -> str:
    """The name in a template of the managed policy that the document is."""
    holder = document.holder
    resource = holder.parent if holder else None
    kind = resource.get("Type") if isinstance(resource, Object) else None
    managed = isinstance(kind, Scalar) and kind.text == "AWS::IAM::ManagedPolicy"
    return str(resource.label or "") if managed and resource else ""


_BOUNDARY = lazy_regex(r"boundary", re.IGNORECASE)


def _wrapped(document: Document) -> Wrapped | None:
    if document.assigned:
        kind, owner, called = document.assigned
        return Wrapped(kind, f"the account's details say so: it is {called}", owner)
    found = _labelled(document)
    if found is None and document.holder is not None:
        found = _of_objects(document)
    if document.notation in ("hcl", "terraform") or 'resource "aws_' in _front(document, _RESOURCE_BEFORE):
        found = found or _of_terraform(document)
    around = _of_words(document) if found is None or found.owner is None else None
    if found is None:
        return around
    return found._replace(owner=around.owner) if around and around.owner and found.owner is None else found


def _labelled(document: Document) -> Wrapped | None:
    last = (
        next((str(label) for label in reversed(document.context) if isinstance(label, str)), "")
        .lower()
        .replace("_", "")
    )
    kind = next((kind for label, kind in LABELS if last == label), None)
    if kind is None:
        return None
    name = next(
        (_text(node, "Arn", "RoleName") for node in _objects(document) if _text(node, "Arn", "RoleName")),
        None,
    )
    return Wrapped(kind, f"it is under {document.context[-1]}", Owner("role", name) if name else None)


def _of_objects(document: Document) -> Wrapped | None:
    for node in _objects(document):
        if found := _of_object(node, document):
            return found
    return None


def _of_object(node: Object, document: Document) -> Wrapped | None:
    summary = node.get("PolicySummary")
    about = summary if isinstance(summary, Object) else node
    if (kind := ORGANIZATION.get(_text(about, "Type") or "")) and (
        node is not about or node.member("Content")
    ):
        name = _text(about, "Arn", "Id", "Name")
        return Wrapped(
            kind, f"it is an organization's {kind.upper()}", Owner("organization", name) if name else None
        )
    template = _text(node, "Type") or ""
    if template in CLOUDFORMATION:
        return _of_template(node, template)
    for each in ANSWERS:
        if node.member(each.member):
            return _of_answer(node, each, document)
    if _text(node, "PolicyName") == "default" and node.member("Policy"):
        return Wrapped("resource", "it is what prints a key's policy", None, "kms")
    return None


def _of_answer(node: Object, each: Answer, document: Document) -> Wrapped:
    if each.owner == "managed":
        name = next(
            (
                _text(outer, "Arn", "PolicyArn", "PolicyName")
                for outer in _objects(document)
                if _text(outer, "Arn", "PolicyArn")
            ),
            None,
        )
        kept = (_text(node, "IsDefaultVersion") or "true").lower() != "false"
        return Wrapped(
            "identity",
            "it is a version of a managed policy",
            Owner("managed", name) if name else None,
            None,
            kept,
        )
    name = _text(node, "Arn" if each.owner in ("role", "user", "group") else each.member) or _text(
        node, each.member
    )
    if each.member in ("ResourcePolicy", "RevisionId"):
        name = _text(node, "ARN", "Name")
    elif each.owner == "permission-set":
        name = None  # the command that prints its policy prints no name
    owner = Owner(each.owner, name) if each.owner and name else None  # type: ignore[arg-type]
    return Wrapped(each.type, f"it stands beside {each.member}", owner, each.service)


def _of_template(node: Object, kind: str) -> Wrapped | None:
    """A resource of a template, of which only a given name tells the owner."""
    row, properties = CLOUDFORMATION[kind], node.get("Properties")
    found = row.type or ORGANIZATION.get(_text(properties, "Type") or "")
    if not found:
        return None
    for name, owner in row.owners:
        named = (
            [each.text for each in scalars(properties.get(name)) if each.known]
            if isinstance(properties, Object)
            else []
        )
        if len(named) == 1 and named[0]:
            return Wrapped(found, f"it is the policy of {kind}", Owner(owner, named[0]), row.service)
    return Wrapped(found, f"it is the policy of {kind}", None, row.service)


def _of_terraform(document: Document) -> Wrapped | None:
    """The resource of Terraform that the document stands in: the last one before it that is not closed."""
    front = _front(document, _RESOURCE_BEFORE)
    headers = [*_TERRAFORM.finditer(front)]
    if not headers or re.search(r"^\}", front[headers[-1].end() :], re.MULTILINE):
        return None
    header = headers[-1]
    kind, name = header[1], header[2]
    between = front[header.end() :]
    behind = document.text.chars[document.node.end : document.node.end + 600].split("\n}", 1)[0]
    body = between + "\n" + behind
    if kind == "aws_iam_role" and re.search(r"assume_role_policy\s*=\s*\S{0,40}\s*$", between):
        found = _attribute(body, "name")
        return Wrapped(
            "trust", "it is the assume_role_policy of aws_iam_role", Owner("role", found) if found else None
        )
    if kind == "aws_organizations_policy":
        given = ORGANIZATION.get(_attribute(body, "type") or "SERVICE_CONTROL_POLICY")
        return (
            Wrapped(
                given, f"it is the policy of {kind}", Owner("organization", _attribute(body, "name") or name)
            )
            if given
            else None
        )
    argument = _ARGUMENT.search(between)
    row = terraform(kind.removeprefix("aws_"), argument[1] if argument else "")
    if row is None:
        return None
    if kind == "aws_iam_policy":
        called = _attribute(body, "name") or name
        bounds = "permissions_boundary" in document.text.chars and re.search(
            rf"permissions_boundary[ \t]{{0,40}}=[ \t]{{0,20}}aws_iam_policy\.{re.escape(name)}\.arn\b",
            document.text.chars,
        )
        return Wrapped(
            "boundary" if bounds else "identity", f"it is the policy of {kind}", Owner("managed", called)
        )
    named = ((_attribute(body, attribute), owner) for attribute, owner in row.owners)
    whose = next((Owner(owner, value) for value, owner in named if value), None)
    return Wrapped(row.type, f"it is the policy of {kind}", whose, row.service)


def _attribute(body: str, name: str) -> str | None:
    """The value of an attribute when it is a plain string; a reference to another resource tells no name."""
    match = re.search(rf"^[ \t~+-]*{name}[ \t]*=[ \t]*\"([^\"$\n]{{1,200}})\"", body, re.MULTILINE)
    return match[1] if match else None


def _of_words(document: Document) -> Wrapped | None:
    """The heading before the document, or the command that printed it."""
    if document.holder is None and (file := written(document.text.chars, document.node.start)):
        return of_file(file)
    if "apiVersion:" in document.text.chars and (found := carrier(document.text.chars, document.node.start)):
        return Wrapped(found[1].type, f"it is the policy of a {found[0]}", None, found[1].service)
    front = _front(document, _BEFORE)
    lines = [line.strip() for line in front.splitlines() if line.strip() and not _FENCE.match(line)]
    if document.holder is None and lines and (told := _heading(lines[-1].strip("#*/- \t"))):
        return told
    for line in reversed(lines[-3:]):
        if (match := _COMMAND.search(line)) and (row := COMMANDS.get(f"{match[1]} {match[2]}")):
            return _of_command(row, match)
    return _of_sdk(document, front)


_FENCE = lazy_regex(r"\s{0,20}(?:```|~~~)\w{0,20}\s{0,9}\Z")


def of_file(file: Written) -> Wrapped | None:
    """The command that a script hands the policy to, which it writes into a file."""
    for option, command in file.commands:
        match = _COMMAND.search(command)
        row = COMMANDS.get(f"{match[1]} {match[2]}") if match else None
        if match and row and option.endswith(_OPTIONS):
            found = _of_command(row, match)
            return found._replace(why=f"{file.file} is handed to aws {match[1]} {match[2]}")
    return None


_OPTIONS = ("policy", "policies", "policy-document", "policy-text", "content", "attributes", "policy-json")
"""How options end that take a policy."""


def _of_sdk(document: Document, front: str) -> Wrapped | None:
    """The call of an SDK that the document is an argument of: ``iam.put_role_policy(RoleName="writer", ...)``."""
    if _CONTENT.search(front):
        beside = front + document.text.chars[document.node.end : document.node.end + _BEFORE]
        if named := _ORGANIZATION.search(beside):
            return Wrapped(ORGANIZATION[named[1]], f"it is the Content of a {named[1]}")
    if of_session(front, document.text.chars, document.node.end):
        return Wrapped("session", "a session is started with it")
    call = next(reversed([*_SDK.finditer(front)]), None)
    if call is None or front.count("(", call.start()) <= front.count(")", call.start()):
        return None
    behind = document.text.chars[document.node.end : document.node.end + _BEFORE]
    given = _SDK_NAME.search(front[call.end() :] + "\n" + behind.partition(";")[0].split("\n\n")[0])
    kind: PolicyType = "trust" if "assume" in call[1].lower() else "identity"
    whose = Owner(given[1].lower(), given[2]) if given else None  # type: ignore[arg-type]
    return Wrapped(kind, f"{call[1]} is called with it", whose)


def _of_command(
    row: tuple[PolicyType | None, str | None, str | None, str | None], match: re.Match[str]
) -> Wrapped:
    kind, option, owner, service = row
    given = re.search(rf"--{option}[ =]+[\"']?([^\s\"']{{1,300}})", match[3]) if option else None
    named = Owner(owner, given[1]) if owner and given else None  # type: ignore[arg-type]
    does = "printed" if match[2].startswith(("get-", "list-", "describe-")) else "sends"
    return Wrapped(kind, f"aws {match[1]} {match[2]} {does} it", named, service)


def _heading(line: str) -> Wrapped | None:
    """What a short line before a policy calls it; a sentence of an error message is no heading."""
    if (
        len(line) > 90
        or not (line.endswith(":") or len(line.split()) <= 6)
        or re.search(r"not authorized|denied|allows the|is not", line, re.IGNORECASE)
    ):
        return None
    for words, kind in HEADINGS:
        if words.search(line):
            named = _NAMED.search(line)
            owner = Owner(named[1].lower(), named[2]) if named else None  # type: ignore[arg-type]
            return Wrapped(kind, f"{BY_HEADING} {line.rstrip(':')}", owner)
    return None


def _front(document: Document, length: int) -> str:
    """The text before the document, in what it was read from."""
    chars = document.text.chars
    start = beginning(chars, document.node.start)
    return chars[max(0, start - length) : start]


def _objects(document: Document) -> Iterator[Object]:
    """The objects around the document, the nearest first."""
    node: Node | None = document.holder
    while node is not None:
        if isinstance(node, Object):
            yield node
        node = node.parent


def _text(node: Node | None, *names: str) -> str | None:
    """The first of the members that is a known text."""
    if not isinstance(node, Object):
        return None
    for name in names:
        value = node.get(name)
        if isinstance(value, Scalar) and value.text and UNKNOWN not in value.text:
            return value.text
    return None

"""Which resource of a template or program reads a policy: it decides what type the policy has, whatever its
statements say.

Sources: the policy arguments in https://registry.terraform.io/providers/hashicorp/aws/latest/docs and the
methods of https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_iam-readme.html
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from ..aws.kinds import PolicyType
from ..report import Owner
from ..text.regex import lazy_regex
from .document import Document
from .sessions import beginning
from .wrappers import MODULES, ORGANIZATION, PULUMI, Carrier, terraform


class Attached(NamedTuple):
    """The type of a policy by what reads it, what that is, and the service of a resource that carries it."""

    type: PolicyType
    reader: str
    service: str | None = None
    owner: Owner | None = None


_BLOCK = lazy_regex(
    r"^[ \t]{0,20}(resource|data|module|locals|variable|output|provider)\b[ \t]{0,20}(?:\"aws_([\w-]{1,80})\"[ \t]{1,20})?(?:\"([^\"\n]{1,200})\"[ \t]{0,20})?\{",
    re.MULTILINE,
)
_REFERENCE = lazy_regex(
    r"\bdata\.aws_iam_policy_document\.([\w-]{1,200})(?:\[[^\]\n]{0,80}\])?\.(?:minified_)?json\b"
)
_ARGUMENT = lazy_regex(r"(\w{1,60})[ \t]{0,40}=(?![=>])[^=]{0,200}\Z")
NAME = lazy_regex(r"aws_iam_policy_document\"?[ \t]{1,20}\"([^\"\n]{1,200})\"[ \t\n]{0,40}\Z")
_BOUNDARY = lazy_regex(r"permissions_boundary[ \t]{0,40}=[ \t]{0,20}aws_iam_policy\.([\w-]{1,200})\.arn")
_CALL = lazy_regex(
    r"(\w{1,80})\.(\w{1,60})\(\s{0,40}(?:new\s{1,10})?(?:[\w.]{1,60}\.)?PolicyStatement\s{0,20}\("
)
_STATEMENT = lazy_regex(
    r"\b(\w{1,80})\s{0,9}=\s{0,9}(?:new\s{1,10})?(?:[\w.]{1,60}\.)?PolicyStatement\s{0,20}\([\s{*]{0,40}\Z"
)
_ENDPOINT = lazy_regex(r"VpcEndpoint|[gG]atewayEndpoint|[iI]nterfaceEndpoint|_endpoint\(")
# Pulumi: new aws.iam.RolePolicy("x", {policy: JSON.stringify({...})}).
_MADE = lazy_regex(r"\baws\.(\w{1,40})\.(\w{1,60})\((?:[^;]{0,300})\Z")
_HEREDOC = lazy_regex(r"<<[-~]?\w{1,60}[ \t]{0,20}\n\s{0,40}\Z")
_BEHIND = 300
_FEW_LINES = 400
# Its name in the CDK: new iam.Role(this, "R", {roleName: "writer"}), iam.Role.from_role_name(self, "R", "writer").
_ROLE = lazy_regex(
    r"[^;]{0,300}?\bRole\b(?:[^;]{0,300}?\b(?:roleName|role_name)[ \t]{0,4}[:=][ \t]{0,4}[\"']([\w+=,.@-]{1,64})[\"']"
    r"|\.(?:fromRoleName|from_role_name)\([^;()]{0,120},\s{0,20}[\"']([\w+=,.@-]{1,64})[\"'])"
)
_FEW = 20_000
"""How many characters before a statement in a program are searched for how its owner was made."""


def attached(document: Document) -> Attached | None:
    """What reads a policy, None when the paste does not show it."""
    if document.begins and document.notation == "json":
        return None
    if document.notation == "cdk":
        return _by_call(document)
    chars, start = document.text.chars, document.node.start
    if document.notation in ("javascript", "python", "json") and (
        made := _MADE.search(chars, max(0, start - 400), start)
    ):
        return _by_class(document, made)
    if (
        start
        and document.notation in ("javascript", "python", "json")
        and (found := _in_program(chars, beginning(chars, start), _names(document)))
    ):
        return found
    in_heredoc = (
        document.notation == "json" and _HEREDOC.search(chars, max(0, start - 120), start) is not None
    )
    if document.notation not in ("terraform", "hcl") and not in_heredoc:
        return None
    index = blocks_in(chars)
    if document.notation != "terraform":
        return index.around(start)
    name = NAME.search(chars, max(0, start - 300), start)
    return index.readers.get(name[1]) if name else None


def _names(document: Document) -> bool:
    return any(statement.has("Principal", "NotPrincipal") for statement in document.statements)


def _in_program(chars: str, start: int, names: bool) -> Attached | None:
    """By the call of an SDK that takes a session policy, or the variable or key that a policy is the value of; *names*
    tells whether a statement names principals."""
    near = chars[max(0, start - 100) : start].rstrip()
    if near[-1:] not in tuple("=(:\"'`") or ("olicy" not in near and "=" not in near):
        return None
    if "olicy" in near and _SESSION.search(chars, max(0, start - 400), start):
        return Attached("session", "a call for a session's credentials")
    variable = _VARIABLE.search(near)
    words = variable[1].lower().replace("_", "").replace("-", "") if variable else ""
    found = next((type_ for word, type_ in _VARIABLES if word in words), None)
    if found in _OF_SOMEBODY and not names:
        return None
    return Attached(found, f"the variable {variable[1]}") if found and variable else None


_SESSION = lazy_regex(
    r"(?i:get_?federation_?token|assume_?role(?:_?with_?\w{3,12})?)(?:Command)?\([^;]{0,300}?\bPolicy[\"']?\s{0,9}[:=]"
    r"\s{0,20}(?:(?:json\.dumps|JSON\.stringify)\(\s{0,40})?[\"'`]{0,3}\s{0,40}\Z"
)
_VARIABLE = lazy_regex(
    r"\b([\w-]{1,60})(?:[ \t]{0,9}(?::[^=\n]{0,40})?=|[\"']?[ \t]{0,9}:)\s{0,9}(?:(?:json\.dumps|JSON\.stringify)\(\s{0,40})?(?:dict\(|[\"'`]{0,3})\Z"
)
_VARIABLES: tuple[tuple[str, PolicyType], ...] = (
    ("boundary", "boundary"),
    ("sessionpolicy", "session"),
    ("servicecontrol", "scp"),
    ("resourcecontrol", "rcp"),
    ("trustpolicy", "trust"),
    ("assumerole", "trust"),
    ("endpointpolicy", "vpc-endpoint"),
    *(
        (f"{resource}policy", "resource")
        for resource in ("bucket", "queue", "topic", "key", "repository", "secret")
    ),
)
_OF_SOMEBODY = ("trust", "vpc-endpoint", "resource")
"""Types of policies that name who."""


def block_name(document: Document) -> str:
    """The name of the Terraform block that a policy stands in, empty where there is none."""
    if document.notation not in ("terraform", "hcl"):
        return ""
    block = blocks_in(document.text.chars).block(document.node.start)
    return block.name if block else ""


class _Block(NamedTuple):
    start: int
    kind: str
    resource: str
    name: str


class _Index:
    """The blocks of a Terraform text, and who reads its policy documents."""

    def __init__(self, chars: str) -> None:
        self.chars = chars
        self.blocks = [
            _Block(each.start(), each[1], each[2] or "", each[3] or "") for each in _BLOCK.finditer(chars)
        ]
        self.starts = [block.start for block in self.blocks]
        self.boundaries = frozenset(each[1] for each in _BOUNDARY.finditer(chars))
        self.readers: dict[str, Attached] = {}
        handed_on: list[tuple[str, str]] = []
        for reference in _REFERENCE.finditer(chars):
            block = self.block(reference.start())
            if block and block.resource == "iam_policy_document":
                handed_on.append((reference[1], block.name))
            elif found := self.around(reference.start()):
                self.readers.setdefault(reference[1], found)
        for name, whole in handed_on:
            if whole in self.readers:
                self.readers.setdefault(name, self.readers[whole])

    def block(self, place: int) -> _Block | None:
        """The block that began last before a place."""
        at = bisect_right(self.starts, place) - 1
        return self.blocks[at] if at >= 0 else None

    def text_of(self, block: _Block) -> str:
        """A block, up to the next one."""
        at = bisect_right(self.starts, block.start)
        return self.chars[block.start : self.starts[at] if at < len(self.starts) else None]

    def around(self, place: int) -> Attached | None:
        """What the resource around a place does with a policy that stands there."""
        block = self.block(place)
        if block is None or not (block.resource if block.kind == "resource" else block.kind == "module"):
            return None
        found = _ARGUMENT.search(self.chars, max(block.start, place - 300), place)
        argument = found[1] if found else ""
        return self.read_by(block, argument) if block.resource else self.handed_to(block, argument)

    def handed_to(self, block: _Block, argument: str) -> Attached | None:
        """What a module does with a policy: its argument tells, or its source."""
        if "trust_policy" in argument or "assume_role_policy" in argument:
            return Attached("trust", f"a module's {argument}")
        source = _SOURCE.search(self.text_of(block))
        row = next((row for part, row in MODULES if source and part in source[1]), None)
        if row is None or row.type is None or "policy" not in argument:
            return None
        return Attached(row.type, f"the module {block.name}", row.service)

    def read_by(self, block: _Block, argument: str) -> Attached | None:
        resource, shown = block.resource, f"aws_{block.resource}"
        if argument == "assume_role_policy":
            return Attached("trust", f"{shown}'s assume_role_policy")
        if resource == "organizations_policy":
            end = (
                self.starts[bisect_right(self.starts, block.start)]
                if block.start < self.starts[-1]
                else len(self.chars)
            )
            kind = _ORGANIZATION.search(self.chars, block.start, min(end, block.start + _FEW))
            found = ORGANIZATION.get(kind[1]) if kind else "scp"
            return Attached(found, shown) if found else None
        row = terraform(resource, argument)
        if row is None or row.type is None:
            return None
        is_boundary = resource == "iam_policy" and block.name in self.boundaries
        return Attached("boundary" if is_boundary else row.type, shown, row.service)


_SOURCE = lazy_regex(r"^[ \t]{0,20}source[ \t]{0,40}=[ \t]{0,20}\"([^\"\n]{1,300})\"", re.MULTILINE)
_ORGANIZATION = lazy_regex(r"\"([A-Z_]{2,60}_POLICY(?:_\w{1,20})?)\"")


@lru_cache(maxsize=4)
def blocks_in(chars: str) -> _Index:
    """The blocks of a Terraform text."""
    return _Index(chars)


def _by_class(document: Document, made: re.Match[str]) -> Attached | None:
    """By Pulumi's class that a policy is handed to."""
    name = f"{made[1]}.{made[2]}"
    row = PULUMI.get(name)
    if row is None or row.type is None:
        return None
    chars, node = document.text.chars, document.node
    around = chars[made.end(2) : node.start] + "\n" + chars[node.end : node.end + _BEHIND].split("\n}")[0]
    return Attached(row.type, f"aws.{name}", row.service, _owner(row, around))


def _owner(row: Carrier, around: str) -> Owner | None:
    """Whose the policy is, by a plain text among the arguments around it."""
    for argument, kind in row.owners:
        if found := re.search(
            rf"\b{argument}[ \t]{{0,4}}[:=][ \t]{{0,4}}[\"']([\w+=,.@/-]{{1,128}})[\"']", around
        ):
            return Owner(kind, found[1])
    return None


def _by_call(document: Document) -> Attached | None:
    """By the CDK's method that a statement is handed to: ``endpoint.addToPolicy(new
    iam.PolicyStatement({...}))``."""
    chars, start = document.text.chars, document.node.start
    if bounds := _bounds(chars, start):
        return bounds
    call = next(reversed(list(_CALL.finditer(chars, max(0, start - 400), start))), None)
    if call is None or chars[call.end() : start].strip(" \t\n{*("):
        named = _STATEMENT.search(chars, max(0, start - _BEHIND), start)
        handed = (
            rf"\b(\w{{1,80}})\.(\w{{1,60}})\(\s{{0,40}}{re.escape(named[1])}\s{{0,9}}\)" if named else None
        )
        call = re.compile(handed).search(chars, start, start + _FEW) if handed else None
    if call is None:
        return None
    owner, method = call[1], call[2].replace("_", "").lower()
    if method in (
        "addtorolepolicy",
        "addtoprincipalpolicy",
        "addtotaskrolepolicy",
        "addtoexecutionrolepolicy",
    ):
        return Attached("identity", f"{call[1]}.{call[2]}", owner=_role_of(owner, chars, start))
    if method != "addtopolicy":
        return None
    made = re.compile(rf"\b{re.escape(owner)}\s{{0,20}}(?::[^=\n]{{0,60}})?=([^=\n][^\n]{{0,200}})").search(
        chars, max(0, start - _FEW), start
    )
    if "endpoint" in owner.lower() or bool(made and _ENDPOINT.search(made[1])):
        return Attached("vpc-endpoint", f"{call[1]}.{call[2]}")
    return Attached("identity", f"{call[1]}.{call[2]}", owner=_role_of(owner, chars, start))


def _bounds(chars: str, start: int) -> Attached | None:
    """Whether a statement is of the CDK's managed policy that the program sets as a permissions boundary."""
    if "ermissions" not in chars or not (made := _MANAGED.search(chars, max(0, start - 400), start)):
        return None
    name = re.escape(made[1])
    used = re.compile(
        rf"PermissionsBoundary\.of\([^\n]{{0,80}}\.apply\({name}\b|permissions_?[bB]oundary\s?[:=]\s{{0,9}}{name}\b"
    )
    return Attached("boundary", "a permissions boundary") if used.search(chars) else None


_MANAGED = lazy_regex(
    r"\b(\w{1,60})\s{0,9}=\s{0,9}(?:new\s{1,9})?(?:[\w.]{1,60}\.)?ManagedPolicy\([^;]{0,300}\Z"
)


def _role_of(variable: str, chars: str, place: int) -> Owner | None:
    """The role that a variable of the CDK stands for, where the program names it."""
    made = re.compile(rf"\b{re.escape(variable)}\b[^=\n]{{0,60}}=[^=]").search(
        chars, max(0, place - _FEW), place
    )
    if made is None:
        return None
    line = chars.rfind("\n", 0, made.start()) + 1
    indent = re.match(r"[ \t]*", chars[line : made.start()])
    # Its arguments stand further in, or close a bracket.
    further = re.compile(rf"\n{indent[0] if indent else ''}(?![ \t)\]}}])").search(chars, made.end(), place)
    end = min(further.start() if further else place, made.end() + _FEW_LINES)
    found = _ROLE.match(chars, made.end(), end)
    return Owner("role", found[1] or found[2]) if found else None

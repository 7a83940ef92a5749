"""Things to add, each with the files it takes, the edits of files that there are, and a program that uses it:
the rows of CONTRIBUTING.md as data."""

from __future__ import annotations

import json
from dataclasses import dataclass

CHECKER = "browser_checks/whydenied"
TEXTS = "plugins/mkdocs_whydenied/assets/texts"


@dataclass(frozen=True)
class Addition:
    """Something new: files to add, and edits of the files that there are, as pairs of what they have and what
    takes its place."""

    most: int
    """How many places it may touch."""
    files: dict[str, str]
    edits: dict[str, list[tuple[str, str]]]
    program: str
    """What uses it, in the copy; prints JSON."""
    shows: object


RULE = '''"""The Sid begins with DRAFT.

Somebody meant to come back to the statement.

Bad:
    {"Version": "2012-10-17", "Statement": [
      {"Sid": "DRAFTnarrow", "Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts"}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import STATEMENT, WARNING, Problem, Rule


def check(statement: Statement, _policy: Policy) -> Iterator[Problem]:
    """A statement whose Sid begins so."""
    sid = statement.node.get("Sid")
    if isinstance(sid, Scalar) and sid.text.startswith("DRAFT"):
        yield Problem(sid, "The Sid begins with DRAFT.")


RULE = Rule("draft-sid", WARNING, STATEMENT, check)
'''
FAMILY_OF_RULES = '''"""The Sid begins with a word that marks unfinished work.

## draft-sid
The Sid begins with DRAFT.

## trial-sid
The Sid begins with TRIAL.
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import STATEMENT, WARNING, Problem, Rule


def _rule(word: str) -> Rule:
    def check(statement: Statement, _policy: Policy) -> Iterator[Problem]:
        sid = statement.node.get("Sid")
        if isinstance(sid, Scalar) and sid.text.startswith(word):
            yield Problem(sid, f"The Sid begins with {word}.")

    return Rule(f"{word.lower()}-sid", WARNING, STATEMENT, check)


RULES = (_rule("DRAFT"), _rule("TRIAL"))
'''
POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "DRAFTnarrow",
            "Effect": "Allow",
            "Action": "sns:Publish",
            "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts",
        }
    ],
}

KIND_ROW = """    PolicyKind(
        "perimeter", "data-perimeter", "data perimeter policy", "a data perimeter policy", ("dataperimeterpolic",), "data-perimeter-policy",
        "Allow {what} in the data perimeter policy.", ("perimeter", "identity"), limits=True,
    ),
)  # fmt: skip
"""
PERIMETER = """    if perimeter and not allowed_everywhere(perimeter, request):
        return Outcome("ImplicitDeny", "perimeter")
    if endpoint and"""
KIND_SECTION = """

## A data perimeter policy denies the call { #security_iam_troubleshoot-data-perimeter-policy }

Ask the owner of the perimeter.
"""
DENIED = (
    "User: arn:aws:iam::111122223333:user/ines is not authorized to perform: sns:Publish on resource: "
    "arn:aws:sns:eu-west-1:111122223333:alerts "
)
KIND_PROGRAM = f"""
from pathlib import Path
from mkdocs_whydenied.guide.index import folder_index
from mkdocs_whydenied.site.texts import texts
from whydenied.evaluation import compiled, decide

guide = Guide.from_json(folder_index(Path("docs")))
report = check({DENIED!r} + "with an explicit deny in a data perimeter policy", guide)
request = {{"principal": "arn:aws:iam::111122223333:user/ines", "action": "sns:Publish",
           "resource": "arn:aws:sns:eu-west-1:111122223333:alerts"}}
allow = {{"Statement": [{{"Effect": "Allow", "Action": "*", "Resource": "*"}}]}}
deny = {{"Statement": [{{"Effect": "Deny", "Action": "sns:*", "Resource": "*"}}]}}
show(
    report.denials[0].policy_type,
    report.section,
    [layer.name for layer in report.denials[0].path if layer.decided],
    report.fixes[0].layer,
    *([found.decision, found.deciding] for policy in (allow, deny, {{"Statement": []}})
      for found in [decide(request, compiled({{"identity": [allow], "perimeter": policy}}))]),
    [texts(language)["layer.perimeter"] for language in ("en", "de")],
)
"""

SYNTAX = '''"""A change as a program of Pulumi in YAML."""

from __future__ import annotations

import json

from ..fix import Change

NAME = "pulumi"
RANK = 5


def write(change: Change) -> str | None:
    """The policy of a role or user, nothing else."""
    return f"properties: {{policy: {json.dumps(change.policy)}}}" if change.place.kind in ("role", "user") else None
'''

NOTATION = '''"""Reads a list of statements in TOML: ``[[Statement]]`` and lines with a key and a text."""

from __future__ import annotations

import re

from ...text.text import Text
from ..document import Container
from ..nodes import Array, Object, Scalar
from .braces import Budget

RANK = 2
_HEAD = re.compile(r"\\[\\[Statement\\]\\]")
_LINE = re.compile(r"\\n(\\w{1,40}) = \\"([^\\"\\n]{0,400})\\"")


def read_around(text: Text, floor: int, place: int, _budget: Budget) -> Container | None:
    """The statements from the head around *place* on."""
    at = max(floor, place - 2)
    policy, statements = Object(at, at), Array(at, at)
    while head := _HEAD.match(text.chars, at):
        statement, at = Object(head.start(), head.end()), head.end()
        while line := _LINE.match(text.chars, at):
            statement.add(Scalar(*line.span(1), line[1]), Scalar(line.start(2) - 1, line.end(2) + 1, line[2]))
            statement.end = at = line.end()
        statements.add(statement)
        at += len(text.chars[at:]) - len(text.chars[at:].lstrip())
    if not statements.items:
        return None
    policy.end = statements.end = statements.items[-1].end
    policy.add(Scalar(policy.start, policy.start, "Statement"), statements)
    return Container(policy, policy.end, "toml", (), text)
'''
TOML = (
    '[[Statement]]\nEffect = "Allow"\nAction = "sns:Publissh"\nResource = '
    '"*"\n\n[[Statement]]\nEffect = "Deny"\nAction = "sns:*"\nResource = "*"\n'
)

FAMILY = '''"""Operators of a text's length."""

from __future__ import annotations

from .numbers import number
from .operator import Operator, literal


def _shorter(most: float, given: str) -> bool:
    return len(given) < most


OPERATORS = (Operator("LengthLessThan", "to be shorter than", lambda tokens: number(literal(tokens)), _shorter),)
'''
OPERATOR_PROGRAM = """
from whydenied.evaluation import compiled, decide

allow = {"Effect": "Allow", "Action": "sns:Publish", "Resource": "*", "Condition": {"LengthLessThan": {"aws:username": "5"}}}
policy = {"Version": "2012-10-17", "Statement": [allow]}
def decision(name):
    return decide({"principal": "arn:aws:iam::111122223333:user/" + name, "action": "sns:Publish",
                   "resource": "arn:aws:sns:eu-west-1:111122223333:alerts", "context": {"aws:username": name}},
                  compiled({"identity": [policy]})).decision
codes = {finding.code for finding in check(json.dumps(policy), Guide.empty()).policies[0].findings}
show(decision("ines"), decision("mateo"), "invalid-condition-operator" in codes)
"""

MESSAGE = """

## The vault is sealed { #vault-sealed }

```form
The vault {resource} is sealed: call the night desk
```

```sample
2026-11-29T10:00:00Z ERROR The vault payroll is sealed: call the night desk
```
"""
MESSAGE_PROGRAM = """
from pathlib import Path
from mkdocs_whydenied.guide.index import folder_index

guide = Guide.from_json(folder_index(Path("docs")))
report = check("the tool printed: The vault archive is sealed: call the night desk", guide)
show(report.section, report.denials[0].resource, guide.find("vault-sealed").samples)
"""

ADDITIONS = {
    "a message and its section": Addition(
        1,
        {},
        {"docs/denied-by.md": [("", MESSAGE)]},
        MESSAGE_PROGRAM,
        [
            "vault-sealed",
            "archive",
            ["2026-11-29T10:00:00Z ERROR The vault payroll is sealed: call the night desk"],
        ],
    ),
    "a lint rule": Addition(
        1,
        {f"{CHECKER}/lint/rules/elements/draft_sid.py": RULE},
        {},
        (
            f"show('draft-sid' in [each.code for each in check({json.dumps(POLICY)!r}, "
            "Guide.empty()).policies[0].findings])"
        ),
        [True],
    ),
    "a family of lint rules": Addition(
        1,
        {f"{CHECKER}/lint/rules/elements/unfinished_sid.py": FAMILY_OF_RULES},
        {},
        "from whydenied.lint.rules import by_code\n"
        f"codes = [each.code for each in check({json.dumps(POLICY)!r}, Guide.empty()).policies[0].findings]\n"
        "show('draft-sid' in codes, 'trial-sid' in codes, by_code()['trial-sid'].code)",
        [True, False, "trial-sid"],
    ),
    "an option of the plugin": Addition(
        1,
        {},
        {
            "plugins/mkdocs_whydenied/config.py": [
                (
                    "    selftest =",
                    (
                        '    hotline = options.Type(str, default="")\n    """Number to call; empty for '
                        'none."""\n\n    selftest ='
                    ),
                )
            ]
        },
        "from mkdocs_whydenied.site.reference import options\n"
        "show(options.schema()['properties']['hotline'], [row for row in "
        "options.table().splitlines() if 'hotline' in row])",
        [
            {"type": "string", "default": "", "description": "Number to call; empty for none."},
            ["| `hotline` | text | none | Number to call; empty for none. |"],
        ],
    ),
    "a kind of policy": Addition(
        6,
        {},
        {
            f"{CHECKER}/aws/kinds.py": [
                ('PolicyType = Literal["identity"', 'PolicyType = Literal["perimeter", "identity"'),
                ('LayerName = Literal["identity"', 'LayerName = Literal["perimeter", "identity"'),
                (
                    'DeniedBy = Literal[\n    "identity-based"',
                    'DeniedBy = Literal[\n    "data-perimeter",\n    "identity-based"',
                ),
                (")  # fmt: skip\n", KIND_ROW),
            ],
            f"{CHECKER}/evaluation/algorithm.py": [
                ('Deciding = Literal[\n    "identity"', 'Deciding = Literal[\n    "perimeter", "identity"'),
                (
                    '        ("vpc-endpoint", given',
                    '        ("perimeter", given["perimeter"]),\n        ("vpc-endpoint", given',
                ),
                ("rcp, endpoint = (", "rcp, perimeter, endpoint = ("),
                (
                    "    if endpoint and",
                    PERIMETER,
                ),
            ],
            "docs/denied-by.md": [("", KIND_SECTION)],
            f"{TEXTS}/en.json": [
                ('  "layer.scp"', '  "layer.perimeter": "Data perimeter policy",\n  "layer.scp"')
            ],
            f"{TEXTS}/de.json": [
                ('  "layer.scp"', '  "layer.perimeter": "Perimeter-Policy",\n  "layer.scp"')
            ],
            "plugins/mkdocs_whydenied/assets/answer/policies.js": [
                ('const TYPES = ["identity"', 'const TYPES = ["perimeter", "identity"')
            ],
        },
        KIND_PROGRAM,
        [
            "data-perimeter",
            "security_iam_troubleshoot-data-perimeter-policy",
            ["perimeter"],
            "perimeter",
            ["Allow", "identity"],
            ["ExplicitDeny", "perimeter"],
            ["ImplicitDeny", "perimeter"],
            ["Data perimeter policy", "Perimeter-Policy"],
        ],
    ),
    "a syntax of fixes": Addition(
        2,
        {f"{CHECKER}/advice/syntaxes/pulumi.py": SYNTAX},
        {
            f"{TEXTS}/en.json": [
                ('  "syntax.cdk": "CDK",', '  "syntax.cdk": "CDK",\n  "syntax.pulumi": "Pulumi",')
            ]
        },
        "from mkdocs_whydenied.site.texts import texts\n"
        f"commands = check({DENIED!r} + 'because no identity-based policy allows the "
        "sns:Publish action', Guide.empty()).fixes[0].commands\n"
        "show([*commands], commands['pulumi'][:22], texts('de')['syntax.pulumi'])",
        [["aws-cli", "terraform", "cloudformation", "cdk", "pulumi"], "properties: {policy: {", "Pulumi"],
    ),
    "a notation": Addition(
        2,
        {f"{CHECKER}/policies/notations/toml.py": NOTATION},
        {
            f"{CHECKER}/report/words.py": [
                ('Notation = Literal[\n    "json"', 'Notation = Literal[\n    "toml", "json"')
            ]
        },
        (
            f"(policy,) = check({TOML!r}, Guide.empty()).policies\nshow([(each.code, "
            "each.statement, each.line) for each in policy.findings ])"
        ),
        [[["unknown-action", 0, 3]]],
    ),
    "a condition operator": Addition(
        1,
        {f"{CHECKER}/evaluation/operators/lengths.py": FAMILY},
        {},
        OPERATOR_PROGRAM,
        ["Allow", "ImplicitDeny", False],
    ),
}

"""The files and programs of what is added in :mod:`.additions`."""

from __future__ import annotations

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

"""Things to add, each with the files it takes, the edits of files that there are, and a program that uses it:
the rows of CONTRIBUTING.md as data."""

from __future__ import annotations

import json
from dataclasses import dataclass

from .added import (
    DENIED,
    FAMILY,
    FAMILY_OF_RULES,
    KIND_PROGRAM,
    KIND_ROW,
    KIND_SECTION,
    MESSAGE,
    MESSAGE_PROGRAM,
    NOTATION,
    OPERATOR_PROGRAM,
    PERIMETER,
    POLICY,
    RULE,
    SYNTAX,
    TOML,
)

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

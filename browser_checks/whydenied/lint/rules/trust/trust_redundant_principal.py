"""A session stands beside its own role.

A role as principal covers all its sessions. Naming one of them as well changes nothing.

Bad (trust):
    {
      "Effect": "Allow",
      "Principal": {
        "AWS": [
          "arn:aws:iam::111122223333:role/app",
          "arn:aws:sts::111122223333:assumed-role/app/nightly"
        ]
      },
      "Action": "sts:AssumeRole"
    }

Good (trust):
    {
      "Effect": "Allow",
      "Principal": {
        "AWS": [
          "arn:aws:iam::111122223333:role/app",
          "arn:aws:sts::111122223333:assumed-role/other/nightly"
        ]
      },
      "Action": "sts:AssumeRole"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws import arn
from ....policies.statements import Statement
from ... import edits
from ...policy import Policy
from ...rule import STATEMENT, SUGGESTION, Problem, Rule


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A session's ARN whose role is named in the same statement."""
    roles = {
        _role(each.value.text): each.value.text
        for each in statement.principals
        if ":role/" in each.value.text
    }
    for principal in statement.principals if roles else ():
        if ":assumed-role/" in principal.value.text and (role := roles.get(_role(principal.value.text))):
            yield Problem(
                principal.value,
                (
                    f"The role {role} stands here too and covers all its sessions, so "
                    f"{principal.value.text} adds nothing: take it out."
                ),
                edit=edits.remove(principal.value, policy.chars) if policy.editable else None,
            )


def _role(text: str) -> tuple[str, str]:
    """Account and name of the role in a role's or session's ARN."""
    fields = arn.fields(text)
    if len(fields) < 6:
        return "", ""
    parts = fields[5].split("/")
    return fields[4], parts[1] if parts[0] == "assumed-role" and len(parts) > 1 else parts[-1]


RULE = Rule(
    "trust-redundant-principal",
    SUGGESTION,
    STATEMENT,
    check,
    types=frozenset({"trust"}),
    section="assume-role",
)

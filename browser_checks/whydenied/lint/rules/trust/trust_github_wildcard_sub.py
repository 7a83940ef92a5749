"""The subject of a GitHub workflow is a wildcard for many repositories or branches.

repo:acme/* lets every repository of the owner in, and repo:* everybody. Name the repository, and the branch
or environment where you can.

Bad (trust):
    {
      "Effect": "Allow",
      "Principal": {
        "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
      },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"},
        "StringLike": {"token.actions.githubusercontent.com:sub": "repo:acme/*"}
      }
    }

Good (trust):
    {
      "Effect": "Allow",
      "Principal": {
        "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
      },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "StringEquals": {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": "repo:acme/shop:ref:refs/heads/main"
        }
      }
    }

Not this (trust): One branch of one repository is named.
    {
      "Effect": "Allow",
      "Principal": {
        "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
      },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "StringEquals": {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": "repo:acme/shop:ref:refs/heads/main"
        }
      }
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import UNKNOWN
from ....policies.statements import Condition, Statement
from ...policy import Policy
from ...rule import CONDITION, SUGGESTION, WARNING, WILD, Problem, Rule
from ._providers import GITHUB


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A wildcard in the owner or the name of the repository; one for branches alone is said as a
    suggestion."""
    for value in condition.values:
        if UNKNOWN in value.text or not ("*" in value.text or "?" in value.text):
            continue
        kind, _, rest = value.text.partition(":")
        repository, _, where = rest.partition(":")
        owner, _, name = repository.partition("/")
        if "*" in kind or (kind == "repo" and ("*" in owner or "?" in owner)):
            yield Problem(
                value,
                (
                    f'"{value.text}" lets workflows of other owners assume the role: write '
                    "repo:OWNER/REPOSITORY:... without a wildcard in the owner."
                ),
            )
        elif kind != "repo":
            continue  # a subject that the owner composed otherwise
        elif "*" in name or "?" in name or not name:
            yield Problem(
                value,
                (
                    f'"{value.text}" lets every repository of {owner} that fits assume the role: name the '
                    "repository."
                ),
            )
        else:
            yield Problem(
                value,
                f'"{value.text}" lets every '
                f"{'branch, tag and pull request' if where == '*' else 'run that fits'} of {repository} "
                "assume the role: "
                "name the branch or the environment if only one should.",
                severity=SUGGESTION,
            )


RULE = Rule(
    "trust-github-wildcard-sub",
    WARNING,
    CONDITION,
    check,
    types=frozenset({"trust"}),
    section="assume-role",
    effect="Allow",
    concerns=lambda operator, key: key == f"{GITHUB}:sub" and not operator.negated,
    values=WILD,
)

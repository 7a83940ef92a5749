"""Every repository on GitHub may assume the role.

The audience is the same for everybody. Only the subject, repo:owner/name:..., says whose workflow it is.

Bad (trust):
    {
      "Effect": "Allow",
      "Principal": {
        "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
      },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}}
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

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Principal, Statement
from ...policy import Policy
from ...rule import PRINCIPAL, SECURITY, Problem, Rule
from ._providers import GITHUB, issuer


def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """GitHub's provider with conditions, but none on the subject or on another claim that names the
    repository."""
    if issuer(principal) != GITHUB:
        return
    tested = {
        condition.name.removeprefix(GITHUB + ":")
        for condition in statement.conditions
        if condition.name.startswith(GITHUB)
    }
    if not tested or tested & _WHOSE:
        return
    yield Problem(
        principal.value,
        (
            "Any workflow of any GitHub repository may assume this role: add a condition on "
            f"{GITHUB}:sub that names yours."
        ),
        suggestion=f'"StringLike": {{"{GITHUB}:sub": "repo:OWNER/REPOSITORY:*"}}',
    )


_WHOSE = frozenset(
    {"sub", "repository", "repository_id", "repository_owner", "repository_owner_id", "job_workflow_ref"}
)


RULE = Rule(
    "trust-github-no-sub",
    SECURITY,
    PRINCIPAL,
    check,
    placed=True,
    types=frozenset({"trust"}),
    effect="Allow",
    section="assume-role",
)

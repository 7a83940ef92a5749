"""A SAML trust does not test the audience.

SAML:aud says for whom the assertion was made. Without the test an assertion that was meant for another
application may open the role.

Bad (trust):
    {
      "Effect": "Allow",
      "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/corp"},
      "Action": "sts:AssumeRoleWithSAML"
    }

Good (trust):
    {
      "Effect": "Allow",
      "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/corp"},
      "Action": "sts:AssumeRoleWithSAML",
      "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Principal, Statement
from ...policy import Policy
from ...rule import PRINCIPAL, SECURITY, Problem, Rule
from ._providers import is_saml


def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A SAML provider in an Allow without a condition that demands the audience."""
    if not is_saml(principal) or any(
        condition.name == "saml:aud" and not condition.negated for condition in statement.conditions
    ):
        return
    yield Problem(
        principal.value,
        (
            "Assertions for any application of this provider may assume the role: add "
            '"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}.'
        ),
        suggestion='"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}',
    )


RULE = Rule(
    "trust-saml-no-audience",
    SECURITY,
    PRINCIPAL,
    check,
    placed=True,
    types=frozenset({"trust"}),
    effect="Allow",
    section="assume-role",
)

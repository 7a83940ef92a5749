"""A value has a wildcard, but the operator takes it literally.

StringEquals compares letter by letter: it looks for a real star or question mark. Wildcards need StringLike,
or ArnLike for ARNs.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:PrincipalTag/team": "dev-*"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringLike": {"aws:PrincipalTag/team": "dev-*"}}}

Not this: An ARN with a star compared by an operator for ARNs is a pattern.
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": {
        "ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app-*"}
      }
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ....text.regex import lazy_regex
from ...policy import Policy
from ...rule import CONDITION, WARNING, WILD, Problem, Rule
from ..function_policy._sources import takes_literally
from ._keys import key_of
from ._operators import operator_of
from ._values import plain_text, says


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A star or question mark in a value of StringEquals, StringNotEquals and their kin that ignore case."""
    operator = operator_of(condition)
    if policy.type == "resource" and takes_literally(condition, statement):
        return  # the rule about what invokes functions says more
    key = key_of(condition)
    kind = "Arn" if key and key.type == "ARN" else "String"
    instead = operator.renamed(f"{kind}{'Not' if operator.negated else ''}Like")
    for value in condition.values:
        text = plain_text(value.text)
        if "*" in text or (_QUESTION.search(text) and "?" in text):
            yield Problem(
                value,
                f'{condition.operator.text} takes the wildcard in "{says(value)}" literally, so it '
                "matches hardly any "
                f"{condition.key.text}: write {instead} if it is meant as a wildcard.",
                suggestion=f"Write {instead}.",
            )


_QUESTION = lazy_regex(r"\?(?![\w%]{1,64}=)")
"""A question mark that does not begin the query of a URL."""


RULE = Rule(
    "wildcard-without-like",
    WARNING,
    CONDITION,
    check,
    concerns=lambda operator, _: operator.family == "String" and not operator.likes,
    values=WILD,
)

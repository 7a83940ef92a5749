"""A key that decides who gets in is compared with a policy variable that others fill in.

The value of a tag can be a star or anything else its owner likes, so the condition then accepts whom the
caller chooses. AWS's validation refuses it.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringLike": {"aws:PrincipalOrgID": "${aws:PrincipalTag/org}"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:PrincipalOrgID": "${aws:ResourceOrgID}"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Condition, Statement
from ....text.regex import lazy_regex
from ...policy import Policy
from ...rule import CONDITION, ERROR, SECURITY, VARIABLE, Problem, Rule
from ._keys import IDENTIFIERS, SENSITIVE
from ._operators import operator_of
from ._values import plain_text, start


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A variable that is no id of AWS's own in an identifier, or at the beginning of an ARN or id."""
    operator = operator_of(condition)
    if operator.negated is not statement.denies:
        return
    for value in condition.values:
        text = plain_text(value.text)
        if "${" not in text or not value.known:
            continue
        # A name without a colon is no variable of AWS's but a word to fill in, which another rule says.
        loose = [
            name for name in _VARIABLE.findall(text) if ":" in name and name.strip().lower() not in _TRUSTED
        ]
        if not loose or (condition.name not in IDENTIFIERS and len(_FIXED.sub("", start(text))) >= _LEAST):
            continue
        if not operator.likes and not loose[0].lower().startswith(_CHOSEN):
            continue
        yield Problem(
            value,
            f"${{{loose[0]}}} holds what somebody else chose, perhaps a star, so "
            f"{condition.key.text} may be anything here: write the "
            "value itself, or a variable that AWS fills in, such as ${aws:ResourceOrgID}.",
            severity=None if operator.likes else SECURITY,
        )


_VARIABLE = lazy_regex(r"\$\{([^{},]{1,200})")
_FIXED = lazy_regex(r"^arn:[^:]{0,20}:[^:]{0,20}:[^:]{0,30}:")
_LEAST = 6
_CHOSEN = ("aws:principaltag/", "aws:requesttag/", "aws:resourcetag/")
_TRUSTED = IDENTIFIERS | {
    "aws:principalarn",
    "aws:userid",
    "aws:sourcearn",
    "aws:currenttime",
    "aws:principaltype",
}


RULE = Rule(
    "variable-too-permissive",
    ERROR,
    CONDITION,
    check,
    concerns=lambda operator, key: key in SENSITIVE and operator.family in ("String", "Arn"),
    values=VARIABLE,
)

"""A placeholder was left in a value.

Words such as <region>, ACCOUNT_ID or ${AWS::Region} come from documentation and templates and are to be
replaced; IAM takes them letter by letter, so the statement fits nothing, or the policy is refused. What a
template's engine fills in, such as ${account}, {{ account }} or $ACCOUNT, gets one note for all of the paste; so
does a placeholder in documentation, a program or a template, which shows what to write.

Bad:
    {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:<account-id>:orders"}

Bad:
    {
      "Effect": "Allow",
      "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:${AWS::Region}:111122223333:orders"
    }

Bad (trust):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::ACCOUNT_ID:role/deployer"},
      "Action": "sts:AssumeRole"
    }

Good:
    {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"}

Not this: Variables of IAM are filled in at each request.
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/${aws:username}/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ....policies.nodes import UNKNOWN, Scalar
from ....policies.statements import Statement
from ....text.credentials import contains
from ....text.regex import lazy_regex
from ...policy import Policy
from ...rule import ERROR, STATEMENT, SUGGESTION, Problem, Rule
from ._placeholders import in_principal, in_value, placeholder, sample


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Each resource, principal and condition value with a word that stands for the reader's own."""
    for resource in statement.resources:
        if resource.text != "*":
            yield from _problem(resource, placeholder, policy)
    for principal in statement.principals:
        yield from _problem(principal.value, in_principal, policy)
    for condition in statement.conditions:
        for value in condition.values:
            yield from _problem(value, in_value, policy)


def _problem(value: Scalar, find: Callable[[str], str | None], policy: Policy) -> Iterator[Problem]:
    slot = _SLOT.search(value.text) if _has_sign(value.text) else None
    word = find(_SLOT.sub(UNKNOWN, value.text) if slot else value.text)
    if word is None and slot:
        yield Problem(
            value,
            f'In "{_shown(value.text)}" the part {slot[0][:60]} is left to be filled in. If a '
            "template does that, here and in the other values, all is well; "
            "as it stands, AWS takes it letter by letter, and it fits nothing.",
            severity=SUGGESTION,
            once=True,
        )
    elif word is not None:
        function = word.startswith("${AWS::")
        what = (
            "is a variable of CloudFormation, which only Fn::Sub fills in"
            if function
            else "is a placeholder, not a value"
        )
        yield Problem(
            value,
            (
                f'In "{_shown(value.text)}" the part {word[:60]} {what}: AWS takes it letter by letter, '
                "so it fits nothing. Write your own value there."
            ),
            severity=None if policy.is_used else SUGGESTION,
            once=not policy.is_used,
        )
    elif word := sample(value.text):
        yield Problem(
            value,
            f"The name {word} comes from AWS's documentation: write the name of your own bucket there.",
            severity=SUGGESTION,
        )


def _has_sign(text: str) -> bool:
    return contains(text, ("$", "{{", "<%", "#{", "@"))


def _may_be_one(text: str) -> bool:
    if _has_sign(text) or sample(text) or placeholder(text):
        return True
    return not text.startswith("arn:") and bool(in_principal(text) or in_value(text))


def _shown(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"


# What engines of templates fill in. Not CloudFormation's variables, which have a colon and stand in Fn::Sub,
# where they are filled in before this is asked.
_SLOT = lazy_regex(
    r"[$#]\{[A-Za-z_][\w.-]{0,60}\}|@{1,2}[A-Z][A-Z_]{3,40}@|<%[^<>\n]{1,60}%>|\{\{[^{}]{1,60}\}\}|(?<![\w$])\$(?!(?:LATEST|DEFAULT)\b)[A-Z][A-Z_]{3,40}(?![\w(])"
)


RULE = Rule("hardcoded-placeholder", ERROR, STATEMENT, check, concerns_text=_may_be_one)

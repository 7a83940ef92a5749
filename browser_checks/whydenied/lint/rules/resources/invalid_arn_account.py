"""The account id in an ARN is not 12 digits.

An account id has exactly 12 digits, leading zeros included and without hyphens; aliases and names of accounts
never stand in an ARN.

Bad:
    {
      "Effect": "Allow",
      "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:eu-west-1:1111-2222-3333:orders"
    }

Good:
    {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"}

Not this: AWS managed policies have the word aws in the place of an account.
    {"Effect": "Allow", "Action": "iam:GetPolicy", "Resource": "arn:aws:iam::aws:policy/ReadOnlyAccess"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws import arn
from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ...edits import replace
from ...policy import Policy
from ...rule import ERROR, RESOURCE, Problem, Rule
from ._arns import faults

CODE = "invalid-arn-account"


def check(resource: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An account field of another form."""
    if CODE not in faults(resource.text):
        return
    fields = arn.fields(resource.text)
    digits = "".join(char for char in fields[4] if char.isdigit())
    meant = (
        ":".join([*fields[:4], digits, fields[5]])
        if len(digits) == 12 and not faults(":".join([*fields[:4], digits, fields[5]]))
        else None
    )
    message = (
        f'"{fields[4]}" in "{resource.text}" is no account id, so the ARN fits no resource: '
        "write the 12 digits without hyphens."
    )
    yield Problem(resource, message, meant, replace(resource, meant) if meant else None)


RULE = Rule(CODE, ERROR, RESOURCE, check, fault=faults)

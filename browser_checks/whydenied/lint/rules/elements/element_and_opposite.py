"""An element stands beside its opposite, which exclude each other.

## action-and-notaction
A statement has both Action and NotAction.

The one lists what is meant, the other everything but what is listed. IAM takes one of them in a statement,
and refuses both.

Bad:
    {"Effect": "Allow", "Action": "dynamodb:Query", "NotAction": "dynamodb:DeleteTable",
     "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"}

Good:
    {
      "Effect": "Allow",
      "Action": "dynamodb:GetItem",
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html

## principal-and-notprincipal
A statement has both Principal and NotPrincipal.

The one lists who is meant, the other everybody but those listed. AWS takes one of them in a statement, and
refuses both.

Bad (resource):
    {"Effect": "Deny", "Principal": "*", "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:role/backup"},
    "Action": "s3:DeleteObject",
     "Resource": "arn:aws:s3:::archive/*"}

Good (resource):
    {"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::archive/*",
     "Condition": {"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/backup"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html

## resource-and-notresource
A statement has both Resource and NotResource.

The one lists what is meant, the other everything but what is listed. IAM takes one of them in a statement,
and refuses both.

Bad:
    {
      "Effect": "Deny",
      "Action": "s3:PutObject",
      "Resource": "arn:aws:s3:::archive/*",
      "NotResource": "arn:aws:s3:::archive/inbox/*"
    }

Good:
    {"Effect": "Deny", "Action": "s3:PutObject", "NotResource": "arn:aws:s3:::archive/inbox/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.kinds import TYPES
from ....policies.nodes import Node, Scalar, walk
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule


def _rule(element: str, types: frozenset[str] | None = None) -> Rule:
    def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
        """The statement's Not... element, when the plain one stands beside it."""
        opposite, plain = statement.member(f"Not{element}"), statement.member(element)
        if opposite and plain and all(_is_there(each.value, policy) for each in (opposite, plain)):
            yield Problem(
                opposite.key,
                (
                    f"The statement has both {element} and Not{element}, which exclude each other, so AWS "
                    "refuses the policy: keep the one you mean."
                ),
                f"Take Not{element} out, or write what it says as a statement of its own",
            )

    code = f"{element.lower()}-and-not{element.lower()}"
    return Rule(code, ERROR, STATEMENT, check, types=types, needs=(f"Not{element}",))


def _is_there(value: Node, policy: Policy) -> bool:
    """Whether the element is surely written: a module of Terraform's or a program hands both on, and one of
    them is null."""
    if policy.is_in_program:
        return any(isinstance(each, Scalar) and each.known for each in walk(value))
    return not isinstance(value, Scalar) or value.kind != "unknown"


RULES = (
    _rule("Action"),
    _rule("Principal", frozenset({"resource", "vpc-endpoint", "trust"})),
    # A trust policy takes neither, which trust-with-resource tells.
    _rule("Resource", frozenset(TYPES) - {"trust"}),
)

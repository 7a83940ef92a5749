"""An Allow with IfExists lets in every request that lacks the key.

IfExists holds when the key is missing. For a key that is to keep others out, such as the VPC endpoint, that
is just the request to keep out.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEqualsIfExists": {"aws:SourceVpce": "vpce-0a1b2c3d4e5f67890"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-0a1b2c3d4e5f67890"}}}

Not this: In a Deny IfExists is how a key that some requests lack is tested.
    {
      "Effect": "Deny",
      "Action": "s3:PutObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": {
        "StringNotEqualsIfExists": {"s3:x-amz-server-side-encryption": "aws:kms"}
      }
    }

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists
"""

from __future__ import annotations

from collections.abc import Iterator

from ....evaluation.operators import Named
from ....policies.statements import Condition, Statement
from ...edits import reword
from ...policy import Policy
from ...rule import CONDITION, SECURITY, Problem, Rule
from ._keys import IDENTIFIERS
from ._operators import free, operator_of, sole


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """IfExists in an Allow, on a key that is there to keep others out, without another condition that fails
    when it is missing."""
    operator = operator_of(condition)
    if operator.operator is None or _asked_for(condition, statement):
        return
    plain = operator.renamed(operator.operator.name, if_exists=False)
    yield Problem(
        condition.operator,
        f"A request without {condition.key.text} meets {condition.operator.text} and is "
        "allowed, though the condition is to keep such "
        f"requests out: write {plain}.",
        suggestion=f"Write {plain}.",
        edit=reword(condition.operator, plain) if sole(condition) and free(condition, plain) else None,
    )


def _keeps_out(name: str) -> bool:
    return name in _BOUNDARIES or name.startswith("aws:principaltag/")


def _asked_for(condition: Condition, statement: Statement) -> bool:
    return any(
        other.name == condition.name
        and operator_of(other).family == "Null"
        and any(value.text.lower() == "false" for value in other.values)
        for other in statement.conditions
    )


_BOUNDARIES = (IDENTIFIERS - {"aws:resourceaccount", "aws:resourceorgid"}) | {
    "aws:sourceip",
    "aws:vpcsourceip",
    "aws:sourcearn",
    "aws:sourcevpcarn",
    "aws:principalorgpaths",
    "aws:multifactorauthpresent",
    "aws:multifactorauthage",
    "aws:sourceidentity",
    "aws:sourceorgpaths",
    "lambda:sourcefunctionarn",
    "sts:externalid",
}


def _concerns(operator: Named, key: str) -> bool:
    return operator.if_exists and not operator.negated and operator.family != "Null" and _keeps_out(key)


RULE = Rule("ifexists-weakens-allow", SECURITY, CONDITION, check, effect="Allow", concerns=_concerns)

"""The forms that an AWS principal can have.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

from ....aws import arn
from ....policies.nodes import Scalar
from ....policies.statements import Condition, Statement
from ....text.regex import lazy_regex

ACCOUNT = lazy_regex(r"\d{12}")
ROOT = lazy_regex(r"arn:aws[\w-]{0,12}:iam::(\d{12}):root")
PRINCIPAL_ARN = lazy_regex(
    r"arn:aws[\w-]{0,12}:(?:iam|sts)::(?:(?:\d{12}|aws):(?:root|self|(?:user|role|assumed-role|federated-user|group)/\S{1,600})|cloudfront:user/CloudFront Origin Access Identity \w{1,40})"
)
ID = lazy_regex(r"(A(?:ROA|IDA|GPA|NPA|SCA|IPA))[A-Z0-9]{13,124}")
"""An id that IAM puts in the place of a user or role that was deleted."""
CANONICAL = lazy_regex(r"[0-9a-f]{64}")
# Keys whose test holds callers to some; of the last, only tests of what is theirs.
_NARROWING = frozenset(
    {"aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn", "aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid",
     "aws:sourceowner", "aws:sourceorgpaths", "aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn", "aws:vpcsourceip", "aws:vpceaccount",
     "aws:vpceorgid", "aws:vpceorgpaths", "aws:userid", "aws:username", "aws:principalisawsservice", "aws:principalservicename", "kms:calleraccount",
     "kms:viaservice", "s3:dataaccesspointaccount", "s3:dataaccesspointarn", "aws:calledvia", "aws:calledviafirst",
     "aws:calledvialast", "elasticfilesystem:accessedviamounttarget", "elasticfilesystem:accesspointarn", "sns:endpoint"}
)  # fmt: skip


def narrows(condition: Condition) -> bool:
    """Whether a condition holds the callers to some: a test for equality, in which a star alone is none."""
    # Where the key is missing, as it is for whoever is not signed in, these tests are passed; Null asks for
    # nobody in particular.
    if (
        condition.named.if_exists
        or condition.named.qualifier == "ForAllValues"
        or condition.named.family == "Null"
    ):
        return False
    return not condition.negated and names_callers(condition)


def names_callers(condition: Condition) -> bool:
    """Whether a condition compares who calls, or from where, with values that not everyone has."""
    if condition.name not in _NARROWING and not condition.name.startswith("aws:principaltag/"):
        return False
    values = [value.text for value in condition.values]
    return bool(values) and not any(text == "*" or text.endswith("/0") for text in values)


def narrowed(statement: Statement) -> bool:
    """Whether a condition of the statement holds the callers to some, or may: a template chooses it."""
    return isinstance(statement.node.get("Condition"), Scalar) or any(
        narrows(condition) for condition in statement.conditions
    )


def account(text: str) -> str | None:
    """The account of an AWS principal, None when it names none."""
    if ACCOUNT.fullmatch(text):
        return text
    fields = arn.fields(text)
    return fields[4] if len(fields) == 6 and ACCOUNT.fullmatch(fields[4]) else None

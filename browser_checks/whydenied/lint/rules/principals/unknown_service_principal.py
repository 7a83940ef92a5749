"""The service principal is unknown.

AWS refuses a policy with a service that it does not know, and a misspelt one that it took would let nobody
in.

Bad (resource):
    {
      "Effect": "Allow",
      "Principal": {"Service": "s33.amazonaws.com"},
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
      "Condition": {
        "ArnLike": {"aws:SourceArn": "arn:aws:s3:::invoices"},
        "StringEquals": {"aws:SourceAccount": "111122223333"}
      }
    }

Good (resource):
    {
      "Effect": "Allow",
      "Principal": {"Service": "s3.amazonaws.com"},
      "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
      "Condition": {
        "ArnLike": {"aws:SourceArn": "arn:aws:s3:::invoices"},
        "StringEquals": {"aws:SourceAccount": "111122223333"}
      }
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data import iam, principals
from ....aws.kinds import WITH_PRINCIPAL
from ....policies.statements import Principal, Statement
from ....text.regex import lazy_regex
from ...policy import Policy
from ...rule import ERROR, PRINCIPAL, WARNING, Problem, Rule
from ..actions._names import is_near
from ..variables._placeholders import in_principal


def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A service principal that the data says does not exist, with the nearest one; what it cannot tell is
    left alone."""
    text = principal.value.text
    if (
        principal.kind != "Service"
        or text == "*"
        or "${" in text
        or "%" in text
        or in_principal(text)
        or principals.standing(text) != "unknown"
    ):
        return
    near = iam.nearest(text, principals.candidates())
    what = f'"{text}" is unknown to the data of {iam.DATE} as a service'
    refused = "AWS refuses services that it does not know"
    if near and is_near(text, near):
        yield Problem(principal.value, f"{what}, and {refused}: did you mean {near}?", near)
        return
    # A name of the right form may be newer than the data; nothing else is like it.
    formed = _FORMED.fullmatch(text) is not None
    yield Problem(
        principal.value,
        f"{what}. If AWS has added it since, all is well; if not, {refused}: look its name up."
        if formed
        else f"{what}, and {refused}: check its name, which has the form NAME.amazonaws.com.",
        severity=WARNING if formed else None,
    )


_FORMED = lazy_regex(r"[a-z0-9][a-z0-9.-]{0,60}\.amazonaws\.com(?:\.cn)?")


RULE = Rule(
    "unknown-service-principal", ERROR, PRINCIPAL, check, types=WITH_PRINCIPAL, section="service-invoke"
)

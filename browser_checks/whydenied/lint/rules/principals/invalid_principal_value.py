"""An AWS principal is neither an account, an ARN nor an id.

AWS looks principals up when a policy is saved, and refuses a name on its own. A reference of a template may
give just that: ``!Ref Role``, ``aws_iam_role.app.name``.

Bad (resource):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "app-role"},
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::invoices/*"
    }

Good (resource):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::invoices/*"
    }

Not this (resource): A service belongs under Service, and a whole account may be its number.
    {
      "Effect": "Allow",
      "Principal": {"AWS": "111122223333"},
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws import arn
from ....aws.kinds import WITH_PRINCIPAL
from ....policies.nodes import UNKNOWN
from ....policies.statements import Principal, Statement
from ...policy import Policy
from ...rule import ERROR, PRINCIPAL, WARNING, Problem, Rule
from ..resources._references import no_arn
from ..variables._placeholders import in_principal
from ._forms import ACCOUNT, CANONICAL, ID, PRINCIPAL_ARN


def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A value of the kind AWS in none of its forms, or a canonical user that is no canonical id."""
    text = principal.value.text
    if UNKNOWN in text:
        yield from _with_region(principal)
        problem = no_arn(principal.value, policy, "AWS refuses the policy")
        if problem and principal.kind == "AWS":
            yield problem
        return
    if principal.kind == "CanonicalUser" and not CANONICAL.fullmatch(text):
        yield Problem(
            principal.value,
            f'"{text}" is no canonical user id, which is 64 hexadecimal digits, so S3 refuses the policy.',
        )
    if (
        principal.kind != "AWS"
        or text == "*"
        or any(char in text for char in "*?")
        or "${" in text
        or ACCOUNT.fullmatch(text)
        or PRINCIPAL_ARN.fullmatch(text)
        or ID.fullmatch(text)
        or in_principal(text)  # hardcoded-placeholder tells
    ):
        return
    if text.endswith((".amazonaws.com", ".amazonaws.com.cn")):
        yield Problem(
            principal.value,
            f'"{text}" is a service, so it belongs under "Service" and not under "AWS".',
            suggestion=f'{{"Service": "{text}"}}',
        )
        return
    yield Problem(
        principal.value,
        (
            f'"{text}" is no account, user or role, so AWS refuses the policy: write an account of '
            "12 digits or an ARN such as arn:aws:iam::111122223333:role/NAME."
        ),
    )


def _with_region(principal: Principal) -> Iterator[Problem]:
    """An ARN of IAM that a template puts together with something in the field of the Region."""
    fields = arn.fields(principal.value.text)
    if principal.kind == "AWS" and len(fields) == 6 and fields[2] in ("iam", "sts") and fields[3].strip():
        yield Problem(
            principal.value,
            f'"{principal.value.text}" has something in the field of the Region, which ARNs of '
            f"{fields[2]} leave empty, so AWS refuses the policy: "
            f"write arn:aws:{fields[2]}:: and the account after it.",
            severity=WARNING,
        )


RULE = Rule("invalid-principal-value", ERROR, PRINCIPAL, check, types=WITH_PRINCIPAL, unknown=True)

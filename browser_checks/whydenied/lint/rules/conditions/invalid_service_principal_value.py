"""A value is to name a service, but is no service principal.

Services are named by their principal, such as lambda.amazonaws.com. The bare name never matches. The key
``kms:ViaService`` has the Region, too: secretsmanager.eu-west-1.amazonaws.com.

Bad:
    {"Effect": "Allow", "Action": "iam:PassRole", "Resource":
    "arn:aws:iam::111122223333:role/billing-function",
     "Condition": {"StringEquals": {"iam:PassedToService": "lambda"}}}

Bad:
    {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "arn:aws:kms:eu-west-1:111122223333:key/0c5f",
     "Condition": {"StringEquals": {"kms:ViaService": "secretsmanager.amazonaws.com"}}}

Good:
    {"Effect": "Allow", "Action": "iam:PassRole", "Resource":
    "arn:aws:iam::111122223333:role/billing-function",
     "Condition": {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data import iam
from ....aws.data.principals import candidates, standing
from ....aws.data.regions import DNS_SUFFIXES
from ....aws.data.wildcards import has_wildcard
from ....policies.statements import Condition, Statement
from ....text.regex import lazy_regex
from ...edits import replace
from ...policy import Policy
from ...rule import CONDITION, ERROR, SUGGESTION, Problem, Rule
from ..actions._names import is_near
from ._operators import operator_of
from ._values import fixed, says


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A value of a key that holds a service principal, and that does not end as they end; an unknown one that
    does is a suggestion."""
    operator, via = operator_of(condition), condition.name == "kms:viaservice"
    for value in fixed(condition):
        text = value.text
        if via and (plain := _PLAIN.fullmatch(text.lower())):
            with_region = f"{plain[1]}.REGION.{plain[2]}"
            yield Problem(
                value,
                f'"{says(value)}" has no Region, but {condition.key.text} always has one: write {with_region}.',
                with_region,
            )
            continue
        if has_wildcard(text) or standing(text) != "unknown":
            if text != text.lower() and not has_wildcard(text) and "IgnoreCase" not in operator.base:
                yield Problem(
                    value,
                    f'"{says(value)}" has capital letters, but services are named in lower case and '
                    f"{condition.operator.text} compares "
                    "letter by letter: "
                    f"write {text.lower()}.",
                    suggestion=f"Write {text.lower()}.",
                    edit=replace(value, text.lower()),
                )
            continue
        formed = _FORM.fullmatch(text.lower()) is not None and text.lower().endswith(_ENDS)
        bare = text.lower().partition(".")[0]
        meant = (
            f"{bare}.amazonaws.com" if not formed and standing(f"{bare}.amazonaws.com") == "known" else None
        )
        if formed and via:
            continue
        near = iam.nearest(text, candidates()) if formed else None
        if near and is_near(text, near):
            meant, formed = near, False
        yield Problem(
            value,
            f'"{says(value)}" is no service principal'
            + (" that is known to this tool" if formed else "")
            + f", so {condition.key.text} never has that value"
            + (f": write {meant}." if meant else ": services are named like lambda.amazonaws.com."),
            suggestion=f"Write {meant}." if meant else None,
            edit=replace(value, meant) if meant and text.lower() == bare and not via else None,
            severity=SUGGESTION if formed else None,
        )


_FORM = lazy_regex(r"[a-z0-9.-]{1,200}")
# kms:ViaService: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
_PLAIN = lazy_regex(r"([a-z0-9-]{2,60})\.(amazonaws\.com(?:\.cn)?)")
_ENDS = tuple(f".{suffix}" for suffix in DNS_SUFFIXES)
_KEYS = frozenset(
    {
        "aws:calledvia",
        "aws:calledviafirst",
        "aws:calledvialast",
        "aws:principalservicename",
        "aws:principalservicenameslist",
        "iam:awsservicename",
        "iam:passedtoservice",
        "kms:granteeserviceprincipal",
        "kms:viaservice",
        "organizations:serviceprincipal",
    }
)


RULE = Rule(
    "invalid-service-principal-value",
    ERROR,
    CONDITION,
    check,
    concerns=lambda operator, key: key in _KEYS and operator.family == "String",
)

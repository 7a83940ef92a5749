"""A Deny outside of some Regions takes the global services along.

IAM, Organizations, Route 53, CloudFront, Support and others have one endpoint for all Regions, and the Region of a
request to them is us-east-1. A Deny of everything outside of other Regions denies them everywhere. AWS's own example
leaves them out with NotAction.

Bad (scp):
    {"Effect": "Deny", "Action": "*", "Resource": "*",
     "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-central-1"]}}}

Good (scp):
    {"Effect": "Deny",
     "NotAction": ["iam:*", "organizations:*", "route53:*", "cloudfront:*", "support:*", "sts:*"],
     "Resource": "*",
     "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-central-1"]}}}

Not this: Where us-east-1 is among the Regions, the global services stay.
    {
      "Effect": "Deny",
      "Action": "*",
      "Resource": "*",
      "Condition": {
        "StringNotEquals": {"aws:RequestedRegion": ["us-east-1", "eu-west-1"]}
      }
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.glob import fits, parse
from ....policies.statements import Condition, Statement
from ....text.regex import lazy_regex
from ...patterns import includes
from ...policy import Policy
from ...rule import STATEMENT, WARNING, Problem, Rule

_KEY = "aws:requestedregion"
# Whose one endpoint is in us-east-1, and what everybody uses of it: a statement that spares these knows of it.
_GLOBAL = "iam:GetRole"
_HOME = "us-east-1"
# Partitions whose global services are elsewhere.
_ELSEWHERE = ("cn-", "us-gov-", "us-iso", "eu-isoe", "eusc-")


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A Deny of services of all kinds by the Region alone."""
    condition = next((each for each in statement.conditions if each.name == _KEY), None)
    if condition is None or not _keeps_out(condition):
        return
    beside = [each for each in statement.conditions if each is not condition]
    if any(not each.name.startswith("aws:principal") for each in beside) or not _is_of_all(statement):
        return
    yield Problem(
        condition.key,
        f"Requests to IAM, Organizations, Route 53, CloudFront, Support and other global services go to {_HOME}, "
        "which is not among these Regions, so this Deny stops them everywhere: leave their actions out with NotAction.",
        "NotAction with the global services that are used",
    )


def _keeps_out(condition: Condition) -> bool:
    """Whether a condition holds in us-east-1, being about other Regions of the same partition."""
    if not condition.negated or condition.named.qualifier or not condition.values:
        return False
    texts = [value.text.lower() for value in condition.values]
    # A variable, or what is still to be filled in, may be that Region.
    if not all(map(_REGION.fullmatch, texts)):
        return False
    return not any(text.startswith(_ELSEWHERE) or fits(parse(text, variables=False), _HOME) for text in texts)


_REGION = lazy_regex(r"[a-z0-9*?-]{1,40}")


def _is_of_all(statement: Statement) -> bool:
    """Whether a statement is about every service, the global ones among them."""
    on_all = statement.not_action or any(item.text in ("*", "*:*") for item in statement.actions)
    return on_all and includes(statement, _GLOBAL) and all(item.known for item in statement.actions)


RULE = Rule(
    "region-deny-global-services",
    WARNING,
    STATEMENT,
    check,
    types=frozenset({"scp", "identity", "boundary"}),
    effect="Deny",
    needs=("Condition",),
    mentions=(_KEY,),
    section="scp",
)

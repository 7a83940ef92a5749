"""The condition that holds a service to the resources of one account, in a statement that lets it in.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
"""

from __future__ import annotations

from ..aws import arn
from ..call import invokers, resources
from ..lint.rules.principals._sources import OWN
from ..lint.rules.trust.trust_service_confused_deputy import SENDING
from ..report import Denial
from .statement import Condition

_SOURCE = "aws:SourceArn has to be the ARN of what {service} calls for: fill in {words}."
_ACCOUNT = "aws:SourceAccount has to be the account that {service} calls for: fill in ACCOUNT-ID."


def narrowed(
    service: str, resource: str, denial: Denial, around: str, *, is_trust: bool = False
) -> tuple[Condition | None, tuple[str, ...]]:
    """The condition for a service principal, and what to fill in; None for a service that acts for the resource's
    owner, or that says in no trust policy for whom it assumes the role."""
    if service in OWN or (is_trust and service not in SENDING):
        return None, ()
    account = arn.account(resource) or "ACCOUNT-ID"
    known = next((each for each in invokers.ALL if each.principal == service), None)
    if known is None or is_trust:
        notes = (_ACCOUNT.format(service=service),) if account == "ACCOUNT-ID" else ()
        return {"StringEquals": {"aws:SourceAccount": account}}, notes
    source = invokers.source(known, denial, around)
    condition = {"ArnLike": {"aws:SourceArn": source}}
    if known.account:
        condition["StringEquals"] = {"aws:SourceAccount": arn.account(source) or account}
    words = resources.capitals(source)
    return condition, (_SOURCE.format(service=service, words=", ".join(words)),) if words else ()

"""The last part of an ARN fits no format of its service.

Each service has its own formats, such as function:NAME for Lambda and table/NAME for DynamoDB. A part in
another form fits nothing.

Bad:
    {
      "Effect": "Allow",
      "Action": "dynamodb:GetItem",
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:orders"
    }

Good:
    {
      "Effect": "Allow",
      "Action": "dynamodb:GetItem",
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
    }

Not this: A star may stand for the kind of resource and what follows.
    {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:*:*:*"}

Source:
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ....aws import arn
from ....aws.data import iam
from ....aws.data.nearest import nearest
from ....aws.data.unlisted import PARTIAL
from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ....text.regex import lazy_regex
from ...policy import Policy
from ...rule import ERROR, RESOURCE, SUGGESTION, Problem, Rule
from ._arns import faults, formats, never, severity

CODE = "invalid-arn-resource"


def check(resource: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A resource part that no resource type of a known and loaded service has."""
    if CODE not in faults(resource.text):
        return
    service, part = arn.fields(resource.text)[2], arn.fields(resource.text)[5]
    if not part:
        message = (
            f'"{resource.text}" ends where the resource should be named, so it fits no resource: '
            "name it, or write * for all."
        )
        yield Problem(resource, message, severity=severity(resource.text))
        return
    if how := never(service, part):
        yield Problem(
            resource,
            f'"{part}" is nothing that {service} has, so the ARN fits no resource: {how}.',
            severity=severity(resource.text),
        )
        return
    known = sorted({each.resource for each in formats(service) if each.resource.strip("*")})
    shown = ", ".join(known[:4]) + (" and others" if len(known) > 4 else "")
    near = nearest(part, known)
    shown = near or shown
    # A service without an ARN for what is yet to be made is asked about the path of its API: /workspaces.
    sure = service not in PARTIAL and part[0] != "/" and (near or _is_known_kind(part, known))
    grade = severity(resource.text) if sure else SUGGESTION
    yield Problem(
        resource,
        (
            f'"{part}" fits no format that the data of {iam.DATE} has for ARNs of {service}, so the '
            "ARN fits no resource: "
        )
        + (f"write it in the form {shown}." if shown else "look up the formats of the service."),
        severity=grade,
    )


def _is_known_kind(part: str, known: Sequence[str]) -> bool:
    """Whether a resource lacks its kind, or is of a kind that the data has or one spelt like it. Services have
    kinds that no page lists."""
    kind = _KIND.match(part)
    kinds = [name[0] for each in known if (name := _KIND.match(each))]
    return kind is None or nearest(kind[0], kinds) is not None


_KIND = lazy_regex(r"[a-z][a-z-]{2,40}(?=[/:])")


RULE = Rule(CODE, ERROR, RESOURCE, check, fault=faults, placed=True)

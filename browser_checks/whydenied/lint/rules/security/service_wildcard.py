"""The policy allows every action of a service.

New actions of the service are allowed the day AWS adds them, and those that change permissions are among
them. Services that have no such action are left out.

Bad:
    {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}

Good:
    {"Effect": "Allow", "Action": ["ssmmessages:*", "ec2messages:*"], "Resource": "*"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*"}

Not this: In a Deny a star takes permissions away.
    {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws import arn
from ....aws.data.wildcards import shortest
from ....policies.nodes import UNKNOWN, Scalar
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import SECURITY, STATEMENT, SUGGESTION, Problem, Rule
from ..principals._forms import ACCOUNT, ROOT
from ..size._whose import is_somebodys
from ._risky import held, is_of_service


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """``service:*`` in an Allow, each service once."""
    if statement.not_action or _is_default_of_key(statement):
        return
    # On what it names, or where the policy is for that or calls itself so, it is no wider than it says.
    named = (
        policy.type == "identity"
        and not any(_is_open(resource, policy) for resource in statement.resources)
        and not statement.not_resource
    )
    sid = statement.node.get("Sid")
    says = isinstance(sid, Scalar) and "fullaccess" in sid.text.lower()
    says = says or policy.fact(_is_for_one, policy)
    for item in statement.actions:
        if is_of_service(item.text):
            yield Problem(
                item,
                (
                    f'"{item.text}" allows every action of {item.text.partition(":")[0]}, also those that AWS '
                    "will add and those that change who has access: list the actions that are needed."
                ),
                severity=SUGGESTION if named or says or held(statement) else None,
            )


# With all of one of these, one has the data, the keys or the roles of others.
_OF_ALL = frozenset(
    [
        "iam",
        "sts",
        "organizations",
        "sso",
        "s3",
        "kms",
        "secretsmanager",
        "ssm",
        "lambda",
        "ec2",
        "dynamodb",
        "rds",
        "sqs",
        "sns",
        "logs",
        "cloudformation",
        "ecr",
    ]
)


def _is_for_one(policy: Policy) -> bool:
    """Whether a policy that names no account, as those that AWS offers, is for the whole of one service and
    says so by that."""
    whole = {
        item.text.partition(":")[0].lower()
        for statement in policy.statements[:_MOST]
        for item in statement.actions
        if statement.allows and is_of_service(item.text)
    }
    return len(whole) == 1 and whole.isdisjoint(_OF_ALL) and not is_somebodys(policy)


_MOST = 200


def _is_open(resource: Scalar, policy: Policy) -> bool:
    """Whether a resource may be all there is, of every service or of one; what is somebody's ARN, or a name in
    one, is not."""
    fields = arn.fields(resource.text)
    if UNKNOWN in fields[-1]:
        return len(fields) < _FIELDS and "arn" not in policy.chars[resource.start : resource.end].lower()
    return shortest(fields[-1]) in ("*", "*/*")


_FIELDS = 6


def _is_default_of_key(statement: Statement) -> bool:
    """Whether it is the statement that every key policy begins with: it hands the key to its account, without
    which nobody could manage it.

    Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
    """
    callers = [principal.value.text for principal in statement.principals]
    return (
        [item.text.lower() for item in statement.actions] == ["kms:*"]
        and len(callers) == 1
        and bool(UNKNOWN in callers[0] or ROOT.fullmatch(callers[0]) or ACCOUNT.fullmatch(callers[0]))
    )


RULE = Rule(
    "service-wildcard",
    SECURITY,
    STATEMENT,
    check,
    types=frozenset({"identity", "resource"}),
    effect="Allow",
    section="admin-delegate",
    concerns_action=is_of_service,
)

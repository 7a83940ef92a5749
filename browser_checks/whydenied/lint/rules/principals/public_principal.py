"""Everyone may do this.

A star as principal means every account and whoever is not signed in. Without a condition that holds callers
to some, the resource is public, unless a Deny beside it takes out all but some, as in the policy of a private
API.

Bad (resource):
    {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*"}

Good (resource):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::invoices/*"
    }

Good (resource):
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::invoices/*",
      "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}
    }

Good (resource):
    {"Version": "2012-10-17", "Statement": [
     {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"},
     {"Effect": "Deny", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*",
     "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-0a1b2c3d4e5f67890"}}}]}

Not this (resource): A condition on the organization, an account or a network holds the star to those.
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": {
        "StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}
      }
    }

Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.coverage import covers
from ....policies.nodes import UNKNOWN
from ....policies.statements import Condition, Principal, Statement
from ...patterns import action_covers
from ...policy import Policy
from ...rule import PRINCIPAL, SECURITY, SUGGESTION, Problem, Rule
from ._forms import names_callers, narrowed

_LOOKED_AT = 100  # statements that may deny it to others
_PAIRS = 400  # of an entry that denies and one that allows: of more nothing is said


def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A star in an Allow that no condition narrows; KMS keys and queues count, too."""
    if (
        principal.value.text != "*"
        or principal.kind not in ("*", "AWS")
        or statement.not_principal
        or narrowed(statement)
    ):
        return
    if any(_is_of_url(condition) for condition in statement.conditions):
        return
    if any(_takes_out_others(each, statement) for each in policy.statements[:_LOOKED_AT]):
        return
    yield Problem(
        principal.value,
        (
            "This lets everyone in the world do it: name the account or role that should, or add a "
            "condition such as aws:PrincipalOrgID."
        ),
        severity=SUGGESTION if _is_mild(statement) else None,
    )


def _takes_out_others(denying: Statement, allowing: Statement) -> bool:
    """Whether a Deny of the same policy takes everyone out of what *allowing* allows but the callers that its
    conditions name."""
    if (
        not denying.denies
        or denying.not_principal
        or denying.not_action
        or denying.not_resource
        or not denying.conditions
    ):
        return False
    if (
        max(len(denying.actions) * len(allowing.actions), len(denying.resources) * len(allowing.resources))
        > _PAIRS
    ):
        return False
    if not all(
        condition.negated and condition.named.front is None and names_callers(condition)
        for condition in denying.conditions
    ):
        return False
    return (
        any(each.value.text == "*" and each.kind in ("*", "AWS") for each in denying.principals)
        and all(
            any(action_covers(wide.text, item.text) for wide in denying.actions) for item in allowing.actions
        )
        and all(
            any(covers(wide.text, item.text) for wide in denying.resources) for item in allowing.resources
        )
        and not (allowing.not_action or allowing.not_resource)
    )


def _is_mild(statement: Statement) -> bool:
    """Whether it opens nothing: an API is as open without a policy, and AWS takes none without a resource, which a
    program compares others with or fills in."""
    if statement.actions and all(item.text.lower().startswith("execute-api:") for item in statement.actions):
        return True
    return not (statement.has("Resource", "NotResource") or statement.is_open)


def _is_of_url(condition: Condition) -> bool:
    """Whether the statement is about a function URL that is public, which rules of its own tell."""
    if condition.name == "lambda:functionurlauthtype":
        return any(value.text == "NONE" or UNKNOWN in value.text for value in condition.values)
    return condition.name == "lambda:invokedviafunctionurl"


RULE = Rule("public-principal", SECURITY, PRINCIPAL, check, types=frozenset({"resource"}), effect="Allow")

"""An Allow uses ForAllValues without asking for the key to be there.

ForAllValues holds when the request has no value of the key at all. AWS says to add a Null condition with
false beside it in an Allow. Where another condition already asks for one of the values to be there, such as a
tag in the request beside aws:TagKeys, or each of the actions always sends the key, nothing is missing.

Bad:
    {"Effect": "Allow", "Action": "lambda:TagResource", "Resource":
    "arn:aws:lambda:eu-west-1:111122223333:function:billing",
     "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}}}

Good:
    {"Effect": "Allow", "Action": "lambda:TagResource", "Resource":
    "arn:aws:lambda:eu-west-1:111122223333:function:billing",
     "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}, "Null": {"aws:TagKeys": "false"}}}

Good:
    {"Effect": "Allow", "Action": "lambda:TagResource", "Resource":
    "arn:aws:lambda:eu-west-1:111122223333:function:billing",
     "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}, "StringEquals":
     {"aws:RequestTag/team": "billing"}}}

Not this: In a Deny a missing key denies, which is the safe side.
    {
      "Effect": "Deny",
      "Action": "s3:PutObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": {
        "ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}
      }
    }

Not this: A change of records always names them, so no request lacks the key.
    {
      "Effect": "Allow",
      "Action": "route53:ChangeResourceRecordSets",
      "Resource": "arn:aws:route53:::hostedzone/Z0123456789ABC",
      "Condition": {
        "ForAllValues:StringLike": {"route53:ChangeResourceRecordSetsNormalizedRecordNames": ["*.shop.example.com"]}
      }
    }

Not this: Each of these calls names an item by its key; a Scan names none.
    {
      "Effect": "Allow",
      "Action": ["dynamodb:GetItem", "dynamodb:Query"],
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/notes",
      "Condition": {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["${aws:userid}"]}}
    }

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....aws.data import iam
from ....aws.data.services import DATE
from ....policies.statements import Condition, Statement
from ....text.regex import lazy_regex
from ...policy import Policy
from ...rule import SECURITY, STATEMENT, SUGGESTION, Problem, Rule
from ._keys import key_of, lacking
from ._operators import operator_of


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """ForAllValues in an Allow, on a key that may have several values, without a condition that fails when
    the key is missing."""
    if not statement.allows:
        return
    asked = {
        name
        for each in statement.conditions
        if operator_of(each).needs_key or _is_null_false(each)
        for name in _there_with(each.name)
    }
    for condition in statement.conditions:
        operator = operator_of(condition)
        if operator.qualifier != "ForAllValues" or operator.family in ("", "Null") or condition.name in asked:
            continue
        key = key_of(condition)
        if (key and not key.multivalued) or _is_sent(condition, statement):
            continue
        if condition.name == "aws:tagkeys" and _carries_none(statement):
            yield Problem(
                condition.operator,
                f"By the data of {DATE} no action here sends {condition.key.text}, and without it ForAllValues "
                "holds: the condition restricts nothing.",
                severity=SUGGESTION,
            )
            continue
        wanted = f'"Null": {{"{condition.key.text}": "false"}}'
        yield Problem(
            condition.operator,
            f"ForAllValues is also true when a request has no {condition.key.text}, so this Allow "
            f"then lets it through: add {wanted} "
            "beside it, unless that is meant.",
            suggestion=f"Add {wanted}.",
            severity=SUGGESTION if _is_mild(condition.name, statement) else None,
        )


def _is_sent(condition: Condition, statement: Statement) -> bool:
    """Whether each of a statement's actions sends a key in every call, or none sends it at all, which another
    rule tells: then a Null condition would deny them all."""
    always = _ALWAYS.get(condition.name)
    if always is not None and not statement.not_action:
        return not always or all(item.text.lower() in always for item in statement.actions)
    return key_of(condition) is not None and lacking(statement, condition.name)[1]


# What every call has to say: its operations, its changes, its recipients, the keys of its items; no action is
# named where that is so of all that send the key.
# Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
_ALWAYS: dict[str, frozenset[str]] = {
    "aws-marketplace:agreementtype": frozenset(),
    "dynamodb:attributes": frozenset(),  # a read that names none is told by a rule of its own
    "dynamodb:leadingkeys": frozenset(
        f"dynamodb:{each}item" for each in ("get", "put", "update", "delete", "batchget", "batchwrite", "conditioncheck")
    )
    | {"dynamodb:query"},
    "kms:grantoperations": frozenset(),
    "route53:changeresourcerecordsetsactions": frozenset(),
    "route53:changeresourcerecordsetsnormalizedrecordnames": frozenset(),
    "route53:changeresourcerecordsetsrecordtypes": frozenset(),
    "ses:recipients": frozenset(),
    "ssm:inventorytypename": frozenset({"ssm:putinventory"}),
}  # fmt: skip
# What a call without them does not do: it adds no layer, an alarm sets nothing off, no tag is handed on.
_ADDED = frozenset({"cloudwatch:alarmactions", "lambda:layer", "sts:transitivetagkeys"})


def _is_mild(name: str, statement: Statement) -> bool:
    """Whether a call without the key does hardly more than one with it."""
    if name == "aws:tagkeys":
        return _only_tags(statement) or _is_of_tagged(statement)
    # A service that encrypts for its customers sends a context with every call.
    return name in _ADDED or (
        name == "kms:encryptioncontextkeys"
        and any(
            each.name in ("kms:viaservice", "kms:grantisforawsresource") and not each.negated
            for each in statement.conditions
        )
    )


def _carries_none(statement: Statement) -> bool:
    """Whether AWS lists the names of tags for none of a statement's actions."""
    return bool(statement.actions) and not (
        statement.not_action or any(_may_carry(item.text) for item in statement.actions[:_MOST])
    )


_MOST = 200


@iam.remembered
def _may_carry(action: str) -> bool:
    names = iam.expand(action)
    return not names or any("aws:tagkeys" in iam.keys_of(name) for name in names)


def _only_tags(statement: Statement) -> bool:
    """Whether all actions of a statement do nothing but write tags, so that hardly a request is without one."""
    return bool(statement.actions) and all(_TAGS.match(item.text) for item in statement.actions)


def _is_of_tagged(statement: Statement) -> bool:
    """Whether another condition holds the statement to what has a tag already."""
    return any(":resourcetag/" in each.name and operator_of(each).needs_key for each in statement.conditions)


# EC2 takes all tags away where a call names none.
_TAGS = lazy_regex(
    r"[\w-]{1,40}:(?:(?:Tag|Untag|ListTags)\w{0,40}|(?:Create|Add|Put|Update|Remove)Tags\w{0,40}|Add\w{0,20}Tags)$"
    r"|(?!ec2:)[\w-]{1,40}:Delete\w{0,20}Tags\w{0,40}$",
    re.IGNORECASE,
)


def _there_with(name: str) -> Iterator[str]:
    """The keys that a request has when it has the key *name*: with one tag, or one part of an encryption
    context, it has the list of their names."""
    yield name
    yield from (listed for beginning, listed in _LISTS if name.startswith(beginning))


# Source:
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-tagkeys,
# https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
_LISTS = (
    ("aws:requesttag/", "aws:tagkeys"), ("s3:requestobjecttag/", "s3:requestobjecttagkeys"), ("kms:encryptioncontext:", "kms:encryptioncontextkeys"),
    ("kms:grantconstrainttype", "kms:encryptioncontextkeys"),
)  # fmt: skip


def _is_null_false(condition: Condition) -> bool:
    return operator_of(condition).family == "Null" and any(
        value.text.lower() == "false" for value in condition.values
    )


RULE = Rule(
    "forallvalues-without-null-check",
    SECURITY,
    STATEMENT,
    check,
    needs=("Condition",),
    mentions=("forallvalues",),
)

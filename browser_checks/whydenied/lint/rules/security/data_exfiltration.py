"""Every secret, parameter or object can be read.

Reading data on every resource takes in what was never meant for this caller: other teams' secrets, buckets
made later. Where an entry allows the whole service, that is said as what it is, and this is a hint beside
it.

Bad:
    {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}

Good:
    {
      "Effect": "Allow",
      "Action": "secretsmanager:GetSecretValue",
      "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders/db-a1B2c3"
    }

Not this: On one bucket the objects are those that were meant.
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...patterns import among
from ...policy import Policy
from ...rule import SECURITY, STATEMENT, SUGGESTION, WILD_RESOURCE, Problem, Rule
from ._risky import allowed_among, is_of_service, once


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An action that reads out data, by its name or a wildcard, on all there is."""
    if found := once(allowed_among(statement, policy, _READING)):
        item, things = found
        yield Problem(
            item,
            f'"{item.text}" lets its holder read {things} of the account, also what was never meant '
            "for this caller: name the ARNs that it needs.",
            severity=SUGGESTION if is_of_service(item.text) else None,
        )


_READING = {
    "s3:getobject": "every object in every bucket",
    "s3:getobjectversion": "every object in every bucket",
    "secretsmanager:getsecretvalue": "every secret",
    "ssm:getparameter": "every parameter",
    "ssm:getparameters": "every parameter",
    "ssm:getparametersbypath": "every parameter",
    "ssm:getparameterhistory": "every parameter",
    "dynamodb:exporttabletopointintime": "every table",
    "rds:startexporttask": "every database snapshot",
}
"""Actions that read out what others stored, and what that is."""


RULE = Rule(
    "data-exfiltration",
    SECURITY,
    STATEMENT,
    check,
    types=frozenset({"identity"}),
    effect="Allow",
    needs=(WILD_RESOURCE,),
    lacks=("NotAction",),
    concerns_action=lambda action: any(among(action, _READING)),
)

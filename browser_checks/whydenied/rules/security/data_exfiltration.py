"""Every secret, parameter or object can be read.

Reading data on every resource takes in what was never meant for this caller: other teams' secrets, buckets made later.

Bad:
    {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}

Good:
    {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders/db-a1B2c3"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policies.policy import Policy
from ...policies.rule import SECURITY, STATEMENT, Problem, Rule
from ...policies.statements import Statement
from ._risky import named_among


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An action that reads out data, by its name, on everything without condition."""
    found = named_among(statement, _READING)
    if found:
        yield Problem(
            found,
            f'"{found.text}" on every resource reads what was never meant for this caller: name the secrets, parameters or buckets that it needs.',
        )


_READING = frozenset(
    {"s3:getobject", "s3:getobjectversion", "secretsmanager:getsecretvalue", "secretsmanager:batchgetsecretvalue", "ssm:getparameter", "ssm:getparameters",
     "ssm:getparametersbypath", "ssm:getparameterhistory", "dynamodb:exporttabletopointintime", "rds:startexporttask"}
)  # fmt: skip


RULE = Rule(
    "data-exfiltration",
    SECURITY,
    STATEMENT,
    check,
    types=frozenset({"identity", "session"}),
    effect="Allow",
    mentions=("s3:", "secretsmanager:", "ssm:", "dynamodb:", "rds:"),
)

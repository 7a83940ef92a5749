"""Reading is allowed without kms:Decrypt, which encrypted data takes.

A queue, stream, table or variable that is encrypted with a key of one's own is read only by who may also use
the key. With an AWS owned key nothing more is needed.

Bad:
    {"Effect": "Allow", "Action": ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
     "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"}

Good:
    {"Version": "2012-10-17", "Statement": [
     {"Effect": "Allow", "Action": ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"},
     {"Effect": "Allow", "Action": "kms:Decrypt", "Resource":
     "arn:aws:kms:eu-west-1:111122223333:key/1111aaaa-22bb-33cc-44dd-5555eeee6666"},
     {"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource":
     "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/orders:*"}]}

Not this: Objects and secrets are seldom under a key of your own: only a paste that speaks of encryption
makes the rule ask.
    {
      "Effect": "Allow",
      "Action": "secretsmanager:GetSecretValue",
      "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-??????"
    }

Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...patterns import among, naming
from ...policy import Policy
from ...rule import POLICY, SUGGESTION, WARNING, Problem, Rule
from ._grants import allows, granting, is_of_data, is_program, is_role_of_function, patterns

# What reads data that may be under a key; for the second group it is so rare that only a paste that speaks of
# encryption asks.
_OFTEN = ("sqs:ReceiveMessage", "kinesis:GetRecords", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan")
_SELDOM = ("s3:GetObject", "secretsmanager:GetSecretValue", "ssm:GetParameter", "ssm:GetParameters")
_READ = {action.lower() for action in (*_OFTEN, *_SELDOM)}


def check(policy: Policy) -> Iterator[Problem]:
    """Reading without the key: a suggestion, since the key is not shown, unless the paste speaks of
    encryption and shows the role, whose only policy this is."""
    granted = policy.fact(patterns, policy)
    proven = bool({"kms", "encrypt"} & policy.context)
    if not (proven or policy.fact(is_program, policy)):
        return
    if not (policy.alone or is_role_of_function(policy)) or allows(granted, "kms:Decrypt"):
        return
    read = next(
        (action for action in (*_OFTEN, *(_SELDOM if proven else ())) if allows(granted, action)), None
    )
    statement = next(granting(policy, read), None) if read else None
    if statement is None or read is None:
        return
    message = (
        f"The policy allows {read} without kms:Decrypt: where the data or the function's "
        "variables are encrypted with a key of your own, "
        "the call is denied. Allow kms:Decrypt on that key; with an AWS owned key nothing is missing."
    )
    yield Problem(
        naming(statement, read) or statement.node,
        message,
        severity=None
        if proven and "role" in policy.context and "added" not in policy.context
        else SUGGESTION,
    )


RULE = Rule(
    "lambda-kms-decrypt-missing",
    WARNING,
    POLICY,
    check,
    types=frozenset({"identity"}),
    section="kms",
    concerns_action=lambda action: is_of_data(action) or among(action, _READ),
)

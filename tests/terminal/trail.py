"""A made-up year of CloudTrail as AWS delivers it: `python -m tests.terminal.trail FOLDER RECORDS` writes it,
the same each time."""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ACCOUNT = "111122223333"
A_FILE = 5_000
_CALLS = (
    (
        "lambda",
        "GetFunction20150331v2",
        "lambda:GetFunction",
        "arn:aws:lambda:eu-west-1:{account}:function:orders-{n}",
    ),
    ("lambda", "Invoke", "lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:{account}:function:bills-{n}"),
    ("sqs", "SendMessage", "sqs:SendMessage", "arn:aws:sqs:eu-west-1:{account}:orders-{n}"),
    ("dynamodb", "GetItem", "dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:{account}:table/orders-{n}"),
    ("iam", "CreateRole", "iam:CreateRole", "arn:aws:iam::{account}:role/orders-{n}"),
)
_ENDS = (
    "because no identity-based policy allows the {action} action",
    "because no identity-based policy allows the {action} action",
    "with an explicit deny in a service control policy",
    "because no permissions boundary allows the {action} action",
    "with an explicit deny in an identity-based policy",
)


def record(number: int, chance: random.Random) -> dict[str, Any]:
    """One record; about one in ten is a denial, one in ten another error."""
    service, name, action, arn = chance.choice(_CALLS)
    role = f"team-{chance.randrange(12)}"
    who = f"arn:aws:sts::{ACCOUNT}:assumed-role/{role}/run-{number}"
    resource = arn.format(account=ACCOUNT, n=chance.randrange(6))
    issuer = {
        "type": "Role",
        "arn": f"arn:aws:iam::{ACCOUNT}:role/{role}",
        "accountId": ACCOUNT,
        "userName": role,
    }
    made: dict[str, Any] = {
        "eventVersion": "1.11",
        "userIdentity": {
            "type": "AssumedRole",
            "principalId": f"AROAEXAMPLE:run-{number}",
            "arn": who,
            "accountId": ACCOUNT,
            "accessKeyId": "ASIAEXAMPLE",
            "sessionContext": {"sessionIssuer": issuer, "attributes": {"mfaAuthenticated": "false"}},
        },
        "eventTime": f"2026-{1 + number * 11 // 1_000_000 % 12:02d}-{1 + number % 28:02d}T{number % 24:02d}:{number % 60:02d}:00Z",
        "eventSource": f"{service}.amazonaws.com",
        "eventName": name,
        "awsRegion": "eu-west-1",
        "sourceIPAddress": "192.0.2.17",
        "userAgent": "aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22 md/GOOS#linux md/GOARCH#amd64 api/lambda#1.56.3",
        "requestParameters": {
            "functionName": resource,
            "qualifier": "live",
            "x": "a" * chance.randrange(200),
        },
        "responseElements": None,
        "requestID": f"{chance.getrandbits(32):08x}-5d6f-4a2f-a6f8-2d6ef2a3e1a1",
        "eventID": f"{chance.getrandbits(32):08x}-1f2e-4d0c-9b8a-7f6e5d4c3b2a",
        "readOnly": True,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": ACCOUNT,
        "eventCategory": "Management",
        "tlsDetails": {"tlsVersion": "TLSv1.3", "cipherSuite": "TLS_AES_128_GCM_SHA256"},
    }
    kind = chance.random()
    if kind < 0.1:
        end = _ENDS[hash_of(role + action) % len(_ENDS)].format(action=action)
        made["errorCode"] = "AccessDenied"
        made["errorMessage"] = (
            f"User: {who} is not authorized to perform: {action} on resource: {resource} {end}"
        )
    elif kind < 0.2:
        made["errorCode"] = "ThrottlingException"
        made["errorMessage"] = "Rate exceeded"
    return made


def hash_of(text: str) -> int:
    """The same on every run."""
    return sum(text.encode())


def records(count: int) -> Iterator[dict[str, Any]]:
    """Records, the same each time."""
    chance = random.Random(7)
    return (record(number, chance) for number in range(count))


def write(folder: Path, count: int) -> None:
    """Files of records in folders by date."""
    made = records(count)
    for number in range(-(-count // A_FILE)):
        part = [each for _, each in zip(range(min(A_FILE, count - number * A_FILE)), made, strict=False)]
        place = (
            folder
            / f"AWSLogs/{ACCOUNT}/CloudTrail/eu-west-1/2026/{1 + number % 12:02d}/{1 + number % 28:02d}"
        )
        place.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"Records": part}, separators=(",", ":"))
        name = f"{ACCOUNT}_CloudTrail_eu-west-1_{number:06d}.json.gz"
        (place / name).write_bytes(gzip.compress(text.encode(), 5, mtime=0))


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))

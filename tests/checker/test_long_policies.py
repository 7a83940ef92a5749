"""Policies of many statements: each is still held against those that it may have something in common with."""

from __future__ import annotations

import json

import pytest

from whydenied import Guide, check
from whydenied.aws.data import iam


@pytest.mark.parametrize("count", [10, 40, 120])
@pytest.mark.parametrize("wide", ["sqs:SendMessage", "sqs:Send*"])
def test_a_needless_statement_among_many(count: int, wide: str) -> None:
    names = [name for name in (iam.names("ec2") or {}).values() if not name.startswith("Describe")]
    resource = "arn:aws:sqs:eu-west-1:111122223333:orders"
    statements = [{"Effect": "Allow", "Action": f"ec2:{name}", "Resource": "*"} for name in names[:count]]
    statements.insert(3, {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": resource})
    statements.append({"Effect": "Allow", "Action": wide, "Resource": "*"})
    text = json.dumps({"Version": "2012-10-17", "Statement": statements}, indent=2)
    (policy,) = check(text, Guide.empty(), types=["identity"]).policies
    (found,) = [each for each in policy.findings if each.code == "redundant-statement"]
    assert found.line is not None and '"sqs:SendMessage"' in "\n".join(
        text.split("\n")[found.line : found.line + 3]
    )

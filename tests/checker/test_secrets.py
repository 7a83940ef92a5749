"""Secrets are found, never echoed; look-alikes are left alone."""

from __future__ import annotations

import json

import pytest

from whydenied import Guide, check
from whydenied.cli.formats import FORMATS

# Made up, and put together here so that no scanner takes them for real ones.
KEY_ID = "AKIA" + "QX7WN2ZR5TLB3KVD"
SECRET = "q9Zt3XwLr7Yc1VbN" + "5mKj8HgF2dSa4QpE/6uI+0oT"
TOKEN = "IQoJb3JpZ2lu" + "X2VjEJv9wEaCXVzLWVhc3QtMSJ" * 8

PASTES = [
    pytest.param(f"aws_access_key_id = {KEY_ID}", [KEY_ID], id="key-id"),
    pytest.param(f"aws_access_key_id={KEY_ID}\naws_secret_access_key={SECRET}", [KEY_ID, SECRET], id="profile"),
    pytest.param(json.dumps({"AccessKeyId": KEY_ID, "SecretAccessKey": SECRET, "SessionToken": TOKEN}), [KEY_ID, SECRET, TOKEN], id="json"),
    pytest.param(json.dumps(json.dumps({"SecretAccessKey": SECRET})), [SECRET], id="json-in-json"),
    pytest.param(f"export AWS_SESSION_TOKEN={TOKEN}", [TOKEN], id="token"),
    pytest.param("-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----", ["MIIEow"], id="pem"),
]
LOOKALIKES = [
    pytest.param("AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", id="documentation"),
    pytest.param("AROAQX7WN2ZR5TLB3KVDM:orders", id="role-id"),
    pytest.param("commit 3f786850e387550fdab836ed7e6dc881de23001b", id="git-hash"),
    pytest.param("request id: 8d1f2c3b-aaaa-bbbb-cccc-1234567890ab", id="request-id"),
]


@pytest.mark.parametrize(("paste", "hidden"), PASTES)
def test_found_and_never_echoed(paste: str, hidden: list[str], guide: Guide) -> None:
    report = check(paste, guide)
    spans = [paste[start:end] for start, end in (secret.span for secret in report.secrets)]
    assert all(any(value in found for found in spans) for value in hidden)
    for render in FORMATS.values():
        assert not any(value in render(report, paste, None) for value in hidden)


@pytest.mark.parametrize("paste", LOOKALIKES)
def test_lookalikes_are_no_secrets(paste: str, guide: Guide) -> None:
    assert check(paste, guide).secrets == ()


def test_a_secret_inside_a_message_is_masked_there_too(guide: Guide) -> None:
    paste = f"User: {KEY_ID} is not authorized to perform: lambda:GetFunction on resource: {SECRET} aws_secret_access_key={SECRET}"
    answer = json.dumps(check(paste, guide).to_json())
    assert KEY_ID not in answer and SECRET not in answer

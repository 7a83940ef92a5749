"""Secrets are found, never echoed; look-alikes are left alone."""

from __future__ import annotations

import json

import pytest

from whydenied import Guide, check
from whydenied.cli.formats import FORMATS
from whydenied.cli.question import Answer, File

# Made up, and put together here so that no scanner takes them for real ones.
KEY_ID = "AKIA" + "QX7WN2ZR5TLB3KVD"
SECRET = "q9Zt3XwLr7Yc1VbN" + "5mKj8HgF2dSa4QpE/6uI+0oT"
TOKEN = "IQoJb3JpZ2lu" + "X2VjEJv9wEaCXVzLWVhc3QtMSJ" * 8

PASTES = [
    pytest.param(f"aws_access_key_id = {KEY_ID}", [KEY_ID], id="key-id"),
    pytest.param(
        f"aws_access_key_id={KEY_ID}\naws_secret_access_key={SECRET}", [KEY_ID, SECRET], id="profile"
    ),
    pytest.param(
        json.dumps({"AccessKeyId": KEY_ID, "SecretAccessKey": SECRET, "SessionToken": TOKEN}),
        [KEY_ID, SECRET, TOKEN],
        id="json",
    ),
    pytest.param(json.dumps(json.dumps({"SecretAccessKey": SECRET})), [SECRET], id="json-in-json"),
    pytest.param(f"export AWS_SESSION_TOKEN={TOKEN}", [TOKEN], id="token"),
    pytest.param(
        f"AWS Access Key ID [None]: {KEY_ID}\nAWS Secret Access Key [None]: {SECRET}",
        [KEY_ID, SECRET],
        id="configure",
    ),
    pytest.param(f"Secret access key: {SECRET}", [SECRET], id="words"),
    pytest.param(
        f"https://x.example/a?X-Amz-Credential={KEY_ID}%2F20261101&X-Amz-Signature={'ab12' * 16}",
        [KEY_ID, "ab12" * 16],
        id="presigned",
    ),
    pytest.param(
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----", ["MIIEow"], id="pem"
    ),
]
LOOKALIKES = [
    pytest.param("AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", id="documentation"),
    pytest.param("AROAQX7WN2ZR5TLB3KVDM:orders", id="role-id"),
    pytest.param("commit 3f786850e387550fdab836ed7e6dc881de23001b", id="git-hash"),
    pytest.param("CodeSha256: Xk3mC7yq0r8Tt1vJ5wB9nL2pQ4sD6fG8hK0jM1aZ3c0=", id="code-hash"),
    pytest.param(
        '"CiphertextBlob": "AQICAHh9Zq3vX7pT2mK8nB5wL1rC4sD6fG0hJ3kM9aQzE7uYtRAAAAfjB8BgkqhkiG9w0BBwag"',
        id="ciphertext",
    ),
    pytest.param("The security token included in the request is invalid", id="sentence"),
    pytest.param("aws_session_token = <your-session-token-here>", id="placeholder"),
    pytest.param("request id: 8d1f2c3b-aaaa-bbbb-cccc-1234567890ab", id="request-id"),
]


@pytest.mark.parametrize(("paste", "hidden"), PASTES)
def test_found_and_never_echoed(paste: str, hidden: list[str], guide: Guide) -> None:
    report = check(paste, guide)
    spans = [paste[start:end] for start, end in (secret.span for secret in report.secrets)]
    assert all(any(value in found for found in spans) for value in hidden)
    for render in FORMATS.values():
        assert not any(value in render([Answer(report, File(paste))]) for value in hidden)


@pytest.mark.parametrize("paste", LOOKALIKES)
def test_lookalikes_are_no_secrets(paste: str, guide: Guide) -> None:
    assert check(paste, guide).secrets == ()


def test_a_secret_inside_a_message_is_masked_there_too(guide: Guide) -> None:
    paste = (
        f"User: {KEY_ID} is not authorized to perform: lambda:GetFunction on resource: {SECRET} "
        f"aws_secret_access_key={SECRET}"
    )
    answer = json.dumps(check(paste, guide).to_json())
    assert KEY_ID not in answer and SECRET not in answer

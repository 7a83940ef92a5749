"""Secrets of every shape, made up afresh and put together here so that no scanner takes them for real ones; and
what only looks like one."""

from __future__ import annotations

import base64
import json
import random
import string
from collections.abc import Callable

LETTERS = string.ascii_letters + string.digits
BASE64 = LETTERS + "+/"
HEX = "0123456789abcdef"
UPPER = string.ascii_uppercase + "234567"


class Maker(random.Random):
    """Draws the characters of a secret; each holds a letter and a digit."""

    def word(self, length: int, alphabet: str = LETTERS) -> str:
        return "".join(self.choices(alphabet, k=length - 2)) + ("Z7" if alphabet != HEX else "e7")

    def base64(self, text: str) -> str:
        return base64.b64encode(text.encode()).decode()


AWS: dict[str, Callable[[Maker], tuple[str, str]]] = {
    "key-id": lambda make: ("AWS_ACCESS_KEY_ID", "AKIA" + make.word(16, UPPER)),
    "temporary-key-id": lambda make: ("aws_access_key_id", "ASIA" + make.word(16, UPPER)),
    "secret-key": lambda make: ("AWS_SECRET_ACCESS_KEY", make.word(40, BASE64)),
    "session-token": lambda make: ("AWS_SESSION_TOKEN", "IQoJb3JpZ2lu" + make.word(300, BASE64)),
    "bedrock": lambda make: ("AWS_BEARER_TOKEN_BEDROCK", "ABSK" + make.word(120, LETTERS)),
}
"""By shape: the name that is assigned, and the secret."""

OTHERS: dict[str, Callable[[Maker], tuple[str, str]]] = {
    **{
        f"github-{kind}": lambda make, kind=kind: ("GITHUB_TOKEN", f"gh{kind}_" + make.word(36))
        for kind in "pousr"
    },
    "github-fine": lambda make: ("GH_TOKEN", "github" + "_pat_" + make.word(22) + "_" + make.word(59)),
    "gitlab": lambda make: ("GITLAB_TOKEN", "gl" + "pat-" + make.word(20)),
    "gitlab-runner": lambda make: ("RUNNER_TOKEN", "gl" + "rt-" + make.word(20)),
    "slack-bot": lambda make: ("SLACK_TOKEN", "xox" + f"b-{make.word(12, '0123456789')}-{make.word(24)}"),
    "slack-user": lambda make: ("SLACK_TOKEN", "xox" + f"p-{make.word(12, '0123456789')}-{make.word(32)}"),
    "slack-app": lambda make: ("SLACK_APP", "xapp" + f"-1-A{make.word(10, UPPER)}-1234567890123-{make.word(64, HEX)}"),
    "slack-hook": lambda make: ("HOOK", "https://hooks.slack" + f".com/services/T{make.word(9, UPPER)}/B{make.word(9, UPPER)}/{make.word(24)}"),
    "stripe-live": lambda make: ("STRIPE_KEY", "sk_" + "live_" + make.word(24)),
    "stripe-test": lambda make: ("STRIPE_KEY", "sk_" + "test_" + make.word(24)),
    "stripe-restricted": lambda make: ("STRIPE_KEY", "rk_" + "live_" + make.word(24)),
    "google-key": lambda make: ("GOOGLE_MAPS", "AI" + "za" + make.word(35)),
    "google-client": lambda make: ("CLIENT", "GOC" + "SPX-" + make.word(28)),
    "azure-storage": lambda make: ("AZURE_STORAGE", "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=" + make.word(86, BASE64) + "=="),
    "azure-client": lambda make: ("CLIENT", make.word(3) + "8Q" + "~" + make.word(34)),
    "azure-bus": lambda make: ("BUS", "Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=" + make.word(43, BASE64) + "="),
    "npm": lambda make: ("NPM_TOKEN", "npm" + "_" + make.word(36)),
    "npmrc": lambda make: ("//packages.example.org/:_authToken", make.word(36, HEX)),
    "pypi": lambda make: ("TWINE_PASSWORD", "pypi-" + "AgEIcHlwaS5vcmc" + make.word(120)),
    "jwt": lambda make: ("ID_TOKEN", f"eyJ{make.word(30)}.eyJ{make.word(60)}.{make.word(43)}"),
    "private-key": lambda make: ("KEY", "-----BEGIN " + f"PRIVATE KEY-----\n{make.word(64, BASE64)}\n{make.word(64, BASE64)}\n-----END " + "PRIVATE KEY-----"),
    "openssh-key": lambda make: ("KEY", "-----BEGIN OPENSSH " + f"PRIVATE KEY-----\n{make.word(70, BASE64)}\n-----END OPENSSH " + "PRIVATE KEY-----"),
    "postgres": lambda make: ("DATABASE_URL", f"postgres://orders:{make.word(14)}@db.internal:5432/orders"),
    "mysql": lambda make: ("DATABASE_URL", f"mysql+pymysql://root:{make.word(10)}@10.0.0.7/shop"),
    "mongodb": lambda make: ("MONGO", f"mongodb+srv://app:{make.word(16)}@cluster0.ab1cd.mongodb.net/shop"),
    "redis": lambda make: ("REDIS_URL", f"redis://:{make.word(20)}@cache.internal:6379/0"),
    "basic-url": lambda make: ("REPOSITORY", f"https://deploy:{make.word(18)}@git.example.org/shop.git"),
    "basic-header": lambda make: ("Authorization", "Basic " + make.base64(f"deploy:{make.word(18)}")),
    "bearer-header": lambda make: ("Authorization", "Bearer " + make.word(40)),
    "docker": lambda make: ("auths", json.dumps({"auths": {"r.internal": {"auth": make.base64(f"ci:{make.word(16)}")}}})),
    "env-password": lambda make: ("DB_PASSWORD", make.word(14)),
    "env-secret": lambda make: ("CLIENT_SECRET", make.word(32)),
    "env-api-key": lambda make: ("SERVICE_API_KEY", make.word(32)),
    "sendgrid": lambda make: ("SENDGRID", "SG" + f".{make.word(22)}.{make.word(43)}"),
}  # fmt: skip
"""Secrets of other services, and passwords."""

DENIED = "User: arn:aws:iam::111122223333:user/ines is not authorized to perform: lambda:GetFunction on resource: {}"
POLICY = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "lambda:GetFunction", "Resource": "*"}],
}


def _wrapped(name: str, value: str) -> str:
    half = value.find("\n") if "\n" in value else len(value) - 6
    return f"{name}={value[:half]}\n{value[half:].lstrip()}\n"


def _cell(name: str, value: str) -> str:
    lines = value.splitlines()
    rows = [f"| {name if not at else '':<30} | {line:<20} |" for at, line in enumerate(lines)]
    return "\n".join(["| name | value |", "|------|-------|", *rows])


PLACES: dict[str, Callable[[str, str], str]] = {
    "environment": lambda name, value: f"REGION=eu-west-1\nexport {name}={value}\nSTAGE=prod\n",
    "json": lambda name, value: json.dumps({"region": "eu-west-1", name: value}),
    "yaml": lambda name, value: (
        f"env:\n  {name}: >-\n    " + value.replace("\n", "\n    ") + "\n  STAGE: prod\n"
    ),
    "coloured": lambda name, value: f"\x1b[1m{name}\x1b[0m=\x1b[32m{value[:9]}\x1b[33m{value[9:]}\x1b[0m\n",
    "wrapped": _wrapped,
    "cell": _cell,
    "log": lambda name, value: (
        f"2026-03-02T10:00:00Z ERROR {DENIED.format('orders')}\n2026-03-02T10:00:01Z DEBUG {name}={value}\n"
    ),
    "policy": lambda name, value: json.dumps({**POLICY, "Id": f"{name}={value}"}, indent=2),
}
"""By place: a name and a secret as they stand there."""

NEAR = [
    "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "AROAQX7WN2ZR5TLB3KVDM:orders", "AIDAQX7WN2ZR5TLB3KVDM",
    "commit 3f786850e387550fdab836ed7e6dc881de23001b", "CodeSha256: Xk3mC7yq0r8Tt1vJ5wB9nL2pQ4sD6fG8hK0jM1aZ3c0=",
    '"CiphertextBlob": "AQICAHh9Zq3vX7pT2mK8nB5wL1rC4sD6fG0hJ3kM9aQzE7uYtRAAAAfjB8BgkqhkiG9w0BBwag"',
    "The security token included in the request is invalid", "aws_session_token = <your-session-token-here>",
    "request id: 8d1f2c3b-aaaa-bbbb-cccc-1234567890ab", "GITHUB_TOKEN=${{ secrets.GITHUB_TOKEN }}", "password: ${DB_PASSWORD}",
    "DB_PASSWORD=changeme", "postgres://user:password@localhost:5432/db", "postgres://orders:${PASSWORD}@db/orders",
    "https://console.aws.amazon.com/lambda/home?region=eu-west-1#/functions", "redis://cache.internal:6379/0", "git@github.com:shop/orders.git",
    "docker.io/library/alpine:3.18@sha256:8a5b1b3f4d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708", '"auth": "none"',
    "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/db-a1B2c3", "secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-west-1:111122223333:secret:DB_PASSWORD-a1B2c3",
    '"NextToken": "eyJ2IjoyLCJrIjoiYWJjIn0xMjM0NTY3ODkw"', "ClientToken=8d1f2c3b-aaaa-bbbb-cccc-1234567890ab", "iam:ChangePassword on resource: user ines",
    "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "xoxb-your-token-here", "sk_live_...", "pk_live_" + "51H8sKzqT7bLw9xYc2Vn", "AIzaSy...", "Bearer <token>",
    "Authorization: Basic <credentials>", "Password must have at least 14 characters", "The password policy of the account", "token: required",
    "arn:aws:iam::111122223333:role/orders-password-rotation-2026", "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "s3://shop-artifacts/builds/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b.zip", '"ETag": "9b2cf535f27731c974343645a3985328"', "x-amz-request-id: 4442587FB7D0A2F9",
    '"ReceiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a+Xk3mC7yq0r8Tt1vJ5wB9nL2pQ4sD6fG8hK0jM1aZ3c0"', "password=********", 'password = var.db_password',
    "password: data.aws_ssm_parameter.db.value", "API_KEY=your-api-key", "api_key: <redacted>", "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBa\n-----END CERTIFICATE-----",
    "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA\n-----END PUBLIC KEY-----", "npm_config_registry=https://registry.internal/", "pypi-server==2.1.1",
    "Encoded authorization failure message: oR7kq2Zt3XwLr7Yc1VbN5mKj8HgF2dSa4QpE6uI0oTq9Zt3XwLr7Yc1VbN5mKj8HgF2dSa4QpE6uI0oTq9Zt3XwLr7Yc1VbN5mKj",
    "aws secretsmanager get-secret-value --secret-id shop/db", "kms:EncryptionContext:aws:secretsmanager:arn", "secret/prod/db1", "SecretId: prod/db1", "secretName: orders-db-1",
    "| AKIA | long-term |\n| ASIA | temporary |\n| ABIA | bearer |\n| ACCA | context |\n| AIDA | user |", "hf_hub_download", "glpat-rotation", "User: arn:aws:sts::111122223333:assumed-role/token-service-7/i-0123456789abcdef0 is not authorized to perform: sts:AssumeRole",
    "Resource: arn:aws:ssm:eu-west-1:111122223333:parameter/prod/db/password", "aws ssm get-parameter --name /prod/db/password --with-decryption",
]  # fmt: skip
"""Texts without a secret."""

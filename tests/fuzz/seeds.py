"""Where fuzzing begins: what the tests know already, and the words that mean something to the checker."""

from __future__ import annotations

from collections.abc import Iterator

from tests.golden import pastes
from whydenied import Guide
from whydenied.aws.kinds import KINDS
from whydenied.lint.rules import all_rules

_SIGNS = (
    "User: ", " is not authorized to perform: ", " on resource: ", " because ", "no identity-based policy allows the ", " action",
    " with an explicit deny", "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "An error occurred (", ") when calling the ",
    " operation: ", "Encoded authorization failure message: ", "arn:aws:", "arn:aws-cn:", ":assumed-role/", ":role/", ":function:",
    '{"Version": "2012-10-17", "Statement": [', '"Effect": "Allow"', '"Effect": "Deny"', '"Action": "*"', '"Resource": "*"', '"Principal": {"AWS": ',
    '"Condition": {"StringEquals": {', "aws:SourceArn", "aws:PrincipalTag/", "${aws:username}", "Fn::Sub", "!Sub ", "!If [", "jsonencode({",
    'data "aws_iam_policy_document"', "statement {", "new iam.PolicyStatement({", "PolicyDocument:", "\\\"", "\\n", "&quot;", "%22",
    "\x1b[31m", "\u2502 ", "\u200b", "\u202e", "AKIA", "aws_secret_access_key = ", "-----BEGIN PRIVATE KEY-----", "eyJhbGciOi", "```form\n",
    "```sample\n", "## ", " { #", "<a name=", "??? note",
)  # fmt: skip


def seeds(guide: Guide) -> Iterator[str]:
    """Whole texts."""
    for paste in pastes(guide):
        yield "\n\n".join((paste.text, *paste.policies))


def words() -> Iterator[str]:
    """Words to put into a text."""
    yield from _SIGNS
    yield from (kind.noun for kind in KINDS)
    yield from (rule.code for rule in all_rules())

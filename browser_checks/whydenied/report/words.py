"""The closed lists of words that a report uses, as types: a field that has one of them has no other."""

from __future__ import annotations

from typing import Literal

from ..aws.kinds import PolicyType

Kind = Literal["error", "policy", "error+policy", "cloudtrail", "nothing"]
Effect = Literal["implicit", "explicit"]
Severity = Literal["error", "warning", "security", "suggestion"]
Notation = Literal[
    "json", "javascript", "python", "ruby", "hcl", "terraform", "yaml", "cloudformation", "cdk"
]
FixKind = Literal["edit", "add", "meet-condition", "change-deny", "put-in-force", "other"]
OwnerKind = Literal[
    "user", "group", "role", "permission-set", "resource", "organization", "endpoint", "managed"
]
State = Literal["allows", "denies", "silent", "unknown", "not-there"]
VerdictCode = Literal[
    "already-allowed",
    "no-matching-allow",
    "action-not-covered",
    "resource-not-covered",
    "condition-not-met",
    "explicit-deny-here",
    "wrong-policy-type",
    "not-caller-s-policy",
    "cannot-tell",
]
FixLayer = Literal[PolicyType, "key-policy", "repository-policy", "none"]
SecretKind = Literal[
    "access-key-id",
    "secret-access-key",
    "session-token",
    "signature",
    "bedrock-api-key",
    "web-token",
    "private-key",
    "service-token",
    "password",
]

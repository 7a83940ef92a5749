"""Which tool printed the text: told by marks that only this tool leaves."""

from __future__ import annotations

import re

# First match wins: tools that wrap others' messages come before the SDKs they are built on.
_MARKS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("cloudtrail", r"\"eventSource\"\s*:\s*\"[a-z0-9.-]{1,60}\.amazonaws\.com\"|\"userIdentity\"\s*:"),
        ("terraform", r"with (?:module|data)?\.?aws_\w{2,60}\.|on [\w./-]{1,80}\.tf line \d|\b(?:in resource|in data) \"aws_|\bterraform\b|^[│╷╵]"),
        ("pulumi", r"\bpulumi:|urn:pulumi|aws:\w{2,40}:\w{2,60} \("),
        ("cdk", r"CDKToolkit|\bcdk (?:deploy|bootstrap|destroy)|cdk-hnb659fds|❌ |_[A-Z]\w{1,60}\) (?:Resource|Encountered)"),
        ("sam", r"\bsam (?:deploy|build|sync)\b|Failed to create changeset for the stack|samconfig"),
        ("serverless", r"\bServerless(?:Error)?\b|serverless\.yml"),
        ("chalice", r"\bchalice\b"),
        ("zappa", r"\bzappa\b|Oh no! An error occurred! :\("),
        ("amplify", r"\bamplify\b"),
        ("ansible", r"\bTASK[ :]\s?\[|fatal: \[\w"),
        ("k8s-controller", r"\bcontroller\.\w{2,40}|async create failed|level=\w{1,8} .{0,200}kube"),
        ("cloudformation", r"Resource handler returned message|HandlerErrorCode|(?:CREATE|UPDATE|DELETE)_FAILED|RequestToken:|ROLLBACK_COMPLETE"),
        ("console", r"On resource\(s\):|Diagnose with Amazon Q"),
        ("stepfunctions", r"States\.\w{3,40}|\"cause\"\s*:|states:\w{2,40}"),
        ("apigateway", r"Execution failed due to configuration error|execute-api:Invoke|Starting execution for request"),
        ("aws-cli", r"aws: \[ERROR\]:|\$ aws \w|\bfatal error: An error occurred|^An error occurred \("),
        ("boto3", r"botocore\.|\bboto3?\b|ClientError|Traceback \(most recent call last\)"),
        ("powershell", r"FullyQualifiedErrorId|CategoryInfo"),
        ("dotnet-sdk", r"Amazon\.\w{2,60}Exception|Amazon\.Runtime"),
        ("ruby-sdk", r"Aws::\w{2,40}::Errors"),
        ("php-sdk", r"Error executing \"\w{2,60}\" on|Aws\\\w{2,40}\\Exception|AWS HTTP error"),
        ("rust-sdk", r"service error: unhandled|aws_request_id|DisplayErrorContext"),
        ("go-sdk-v2", r"operation error [A-Z][\w ]{1,40}: \w{2,60}, https response error|api error \w{2,60}:"),
        ("go-sdk-v1", r"\bstatus code: \d{3}, request id:"),
        ("js-sdk-v3", r"'?\$(?:fault|metadata)'?|@aws-sdk/|@smithy/"),
        ("js-sdk-v2", r"aws-sdk/lib/|Request\.extractError"),
        ("java-sdk", r"\(Service: [\w ]{2,40}[;,] Status Code: \d{3}|software\.amazon\.awssdk|com\.amazonaws\.services"),
        ("aws-cli", r"An error occurred \(\w{2,60}\) when calling"),
    )
)  # fmt: skip
# The mark may stand far from the message in a log; the first part of the paste tells the tool.
_LOOKED_AT = 20_000


def client(chars: str, start: int, stop: int) -> str | None:
    """The tool that printed the message in ``chars[start:stop]``, or None when nothing tells."""
    window = chars[max(0, start - 2_000) : min(len(chars), stop + 1_500)][:_LOOKED_AT]
    for name, pattern in _MARKS:
        if pattern.search(window):
            return name
    return None

"""Which tool printed the text: told by marks that only this tool leaves."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from ..text.regex import lazy_regex

Stretch = tuple[int, int]
"""A part of the text, from start to before end."""

# First match wins: tools that wrap others' messages come before the SDKs they are built on.
_MARKS = tuple(
    (name, lazy_regex(pattern), tuple(keys.split("|")))
    for name, keys, pattern in (
        ("cloudtrail", "eventSource|userIdentity", r"\"eventSource\"\s*:\s*\"[a-z0-9.-]{1,60}\.amazonaws\.com\"|\"userIdentity\"\s*:"),
        ("terraform", "aws_|.tf line|erraform|│|╷|╵", r"with (?:module|data)?\.?aws_\w{2,60}\.|on [\w./-]{1,80}\.tf line \d|\b(?:in resource|in data) \"aws_|\b[Tt]erraform\b|^[│╷╵]"),
        ("pulumi", "pulumi|aws:", r"\bpulumi:|urn:pulumi|aws:\w{2,40}:\w{2,60} \("),
        ("cdk", "CDKToolkit|cdk|: fail: |❌|Resource|Encountered", r"CDKToolkit|cdk-bootstrap|\w: fail: |\bcdk (?:deploy|bootstrap|destroy)|cdk-hnb659fds|❌ |_[A-Z]\w{1,60}\) (?:Resource|Encountered)"),
        ("sam", "sam |changeset|samconfig", r"\bsam (?:deploy|build|sync)\b|Failed to create changeset for the stack|samconfig"),
        ("serverless", "erverless", r"\bServerless(?:Error\d?)?\b|serverless\.yml"),
        ("chalice", "halice", r"\bchalice\b|\bChaliceDeploy"),
        ("zappa", "appa|Oh no!", r"\bzappa\b|\bZappa(?:Lambda| )|Oh no! An error occurred! :\("),
        ("amplify", "amplify", r"(?<!:)\bamplify\b(?!:)"),
        ("ansible", "TASK|fatal: [", r"\bTASK[ :]\s?\[|fatal: \[\w"),
        ("k8s-controller", "controller.|Reconcil|async create|level=", r"\bcontroller\.\w{2,40}|Reconcil(?:er e|eE)rror|async create failed|level=\w{1,8} .{0,200}kube"),
        ("cloudformation", "Resource handler|HandlerErrorCode|_FAILED|RequestToken:|ROLLBACK", r"Resource handler returned message|HandlerErrorCode|(?:CREATE|UPDATE|DELETE)_FAILED|RequestToken:|ROLLBACK_COMPLETE"),
        ("console", "On resource|Context: |Diagnose", r"On resource\(s\):|\bContext: (?:no|an?|explicit|with) |Diagnose with Amazon Q"),
        ("stepfunctions", "States.|cause|states:", r"States\.\w{3,40}|\"cause\"\s*:|states:\w{2,40}"),
        ("apigateway", "Execution failed|execute-api|Starting execution", r"Execution failed due to configuration error|execute-api:Invoke|Starting execution for request"),
        ("aws-cli", "aws|rror occurred", r"aws: \[ERROR\]:|\$ aws \w|\bfatal error: An error occurred|\b(?:upload|download|copy|move|delete|remove_bucket|make_bucket) failed: |^An error occurred \("),
        ("boto3", "boto|ClientError|Traceback", r"botocore\.|\bboto3?\b|ClientError|Traceback \(most recent call last\)"),
        ("powershell", "FullyQualifiedErrorId|CategoryInfo", r"FullyQualifiedErrorId|CategoryInfo"),
        ("dotnet-sdk", "Amazon.", r"Amazon\.(?:\w{2,40}\.)?\w{2,60}Exception|Amazon\.Runtime"),
        ("ruby-sdk", "Aws::", r"Aws::\w{2,40}::Errors"),
        ("php-sdk", "Error executing|Aws\\|AWS HTTP error", r"Error executing \"\w{2,60}\" on|Aws\\\w{2,40}\\Exception|AWS HTTP error"),
        ("rust-sdk", "service error|aws_request_id|DisplayErrorContext", r"service error: unhandled|aws_request_id|DisplayErrorContext"),
        ("go-sdk-v2", "operation error|api error", r"operation error [A-Z][\w ]{1,40}: \w{2,60}, https response error|api error \w{2,60}:"),
        ("go-sdk-v1", "status code: ", r"\bstatus code: \d{3}, request id:"),
        ("js-sdk-v3", "$|@aws-sdk/|@smithy/", r"'?\$(?:fault|metadata)'?|@aws-sdk/|@smithy/"),
        ("js-sdk-v2", "aws-sdk/lib/|extractError", r"aws-sdk/lib/|Request\.extractError"),
        ("java-sdk", "(Service: |software.amazon|com.amazonaws", r"\(Service: [\w ]{2,40}[;,] Status Code: \d{3}|software\.amazon\.awssdk|com\.amazonaws\.services"),
        ("boto3", "An error occurred", r"(?<=\S )An error occurred \(\w{2,60}\) when calling|(?m:^)(?:ERROR|CRITICAL|WARNING):[\w.]{1,80}:An error occurred"),
        ("aws-cli", "An error occurred", r"An error occurred \(\w{2,60}\) when calling"),
    )
)  # fmt: skip
# How far from a message, before and behind it, a mark counts.
_BEFORE, _BEHIND = 2_000, 1_500


class Clients:
    """The tools that printed the messages of one text; each mark is looked for once in a stretch, not once a
    message."""

    def __init__(self, chars: str, messages: Iterable[Stretch]) -> None:
        self._chars = chars
        self._stretches: list[Stretch] = []
        for start, stop in sorted(
            (max(0, start - _BEFORE), min(len(chars), stop + _BEHIND)) for start, stop in messages
        ):
            if self._stretches and start <= self._stretches[-1][1]:
                self._stretches[-1] = (self._stretches[-1][0], max(stop, self._stretches[-1][1]))
            else:
                self._stretches.append((start, stop))
        self._found: dict[tuple[int, int], list[Stretch]] = {}

    def of(self, start: int, stop: int) -> str | None:
        """The tool that printed the message in ``chars[start:stop]``, or None when nothing tells."""
        first, last = max(0, start - _BEFORE), min(len(self._chars), stop + _BEHIND)
        stretch = bisect_right(self._stretches, first, key=lambda stretch: stretch[0]) - 1
        for number, (name, _, _) in enumerate(_MARKS):
            marks = self._marks(stretch, number)
            at = bisect_left(marks, (first, 0))
            if at < len(marks) and marks[at][1] <= last:
                return name
        return None

    def _marks(self, stretch: int, number: int) -> list[Stretch]:
        """Where the mark of that *number* stands in a stretch; looked for when it is first asked for."""
        key = (stretch, number)
        if key not in self._found:
            (_, pattern, words), bounds = _MARKS[number], self._stretches[stretch]
            # Looking for a word is much cheaper than for a pattern.
            held = any(self._chars.find(word, *bounds) >= 0 for word in words)
            self._found[key] = (
                [match.span() for match in pattern.finditer(self._chars, *bounds)] if held else []
            )
        return self._found[key]

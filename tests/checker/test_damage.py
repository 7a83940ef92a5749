"""What terminals, loggers, browsers and people do to a message must not change what is read from it."""

from __future__ import annotations

import html
import json
import quopri
import textwrap
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest

from whydenied import Guide, check
from whydenied.text.squeeze import squeezed

CORE = (
    "An error occurred (AccessDeniedException) when calling the UpdateFunctionCode operation: User: "
    "arn:aws:sts::111122223333:assumed-role/deploy/ci-2041 is not authorized to perform: "
    "lambda:UpdateFunctionCode on resource: "
    "arn:aws:lambda:eu-west-1:111122223333:function:orders"
)
MESSAGES = [
    CORE,
    CORE + " because no identity-based policy allows the lambda:UpdateFunctionCode action",
    CORE + " with an explicit deny in a service control policy: "
    "arn:aws:organizations::999988887777:policy/o-ab12cd34ef/service_control_policy/p-0a1b2c3d",
    CORE
    + " with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/teams/NoDeploy",
]
SLOTS = ("principal", "action", "resource", "effect", "policy_type", "policy_arn", "error_code")


def cut(text: str, width: int, before: str = "") -> str:
    return "\n".join(before + text[at : at + width] for at in range(0, len(text), width))


def words(text: str, width: int, before: str = "") -> str:
    return "\n".join(
        before + line for line in textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    )


def table(text: str) -> str:
    pieces = [text[at : at + 44] for at in range(0, len(text), 44)]
    rows = [("CREATE_FAILED", "AWS::Lambda::Function"), *[("", "")] * (len(pieces) - 1)]
    return "\n".join(
        f"| {status:<14}| {kind:<22}| {piece:<44} |"
        for (status, kind), piece in zip(rows, pieces, strict=True)
    )


DAMAGE: dict[str, Callable[[str], str]] = {
    "cut at 64": lambda text: cut(text, 64),
    "cut at 100": lambda text: cut(text, 100),
    "cut behind a bar": lambda text: cut(text, 74, "\u2502 "),
    "wrapped at 60": lambda text: words(text, 60),
    "wrapped and quoted": lambda text: words(text, 80, "> "),
    "wrapped and indented": lambda text: words(text, 70, " " * 17),
    "windows lines": lambda text: words(text, 70).replace("\n", "\r\n"),
    "json": lambda text: json.dumps({"message": text}),
    "json in json": lambda text: json.dumps({"a": json.dumps({"message": text})}),
    "json in json in json": lambda text: json.dumps([json.dumps({"a": json.dumps({"errorMessage": text})})]),
    "python repr": lambda text: repr({"Error": {"Message": text}}),
    "rust": lambda text: 'ServiceError { message: Some("' + text.replace('"', '\\"') + '") }',
    "entities": html.escape,
    "entities twice": lambda text: html.escape(html.escape(text)),
    "colours": lambda text: "\x1b[31m" + text.replace(" on resource", " \x1b[1mon resource") + "\x1b[0m",
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "zero-width spaces": lambda text: text.replace(":", ":\u200b"),
    "as mail": lambda text: quopri.encodestring(text.encode()).decode(),
    "wide punctuation": lambda text: (
        text.replace(": ", "\uff1a").replace("(", "\uff08").replace(")", "\uff09")
    ),
    "hyphens that do not break": lambda text: text.replace("-based", "\u2011based"),
    "in an address": lambda text: "https://tally.example/in?error_description=" + quote(text, safe=""),
    "in a form": lambda text: "error=denied&error_description=" + quote_plus(text),
    "smart quotes": lambda text: f"\u201c{text}\u201d",
    "fenced": lambda text: f"```\n{text}\n```",
    "in a log": lambda text: (
        "2026-11-24T10:00:00Z INFO start\n2026-11-24T10:00:01Z ERROR "
        f"{text}\n2026-11-24T10:00:02Z INFO retry in 3 s\n"
    ),
    "before a stack": lambda text: (
        f"{text}\n    at throwDefaultError (/var/runtime/index.js:12:5)\n    at run (app.js:3:1)"
    ),
    "in parentheses": lambda text: f"({text})",
    "before a sentence": lambda text: f"{text}\nPlease contact your administrator.\n",
    "source code": lambda text: f'"{text[:90]}" +\n    "{text[90:]}"',
    "a table": table,
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("message", MESSAGES, ids=["bare", "implicit", "scp", "explicit"])
def test_damage_changes_nothing(message: str, damage: str) -> None:
    (whole,) = check(message, Guide.empty()).denials
    paste = DAMAGE[damage](message)
    (found,) = check(paste, Guide.empty()).denials
    assert {slot: getattr(found, slot) for slot in SLOTS} == {slot: getattr(whole, slot) for slot in SLOTS}
    for slot in ("principal", "action", "resource", "policy_arn"):
        if getattr(found, slot):
            start, end = found.spans[slot]
            ends = squeezed(getattr(found, slot))
            shown = squeezed(paste[start:end])
            assert (shown[:2], shown[-1]) == (ends[:2], ends[-1])


# What loggers put before every line of a message that was wrapped before it came to them; the number is the
# line's.
STAMPED: dict[str, Callable[[int], str]] = {
    "github actions": lambda n: f"2026-11-24T10:20:30.12{n:05}Z ",
    "docker compose": lambda _: "app_1  | ",
    "docker compose with times": lambda n: f"orders-api-1  | 2026-11-24T10:20:30.{n:09}Z ",
    "amplify": lambda n: f"2026-11-24T10:20:30.{n:03}Z [INFO]: ",
    "amplify, whole seconds": lambda _: "2026-11-24T10:20:30 [INFO]: ",
    "codebuild": lambda n: f"[Container] 2026/11/24 10:20:30.{n:06} ",
    "codebuild, whole seconds": lambda _: "[Container] 2026/11/24 10:20:30 ",
    "kubectl": lambda _: "[pod/orders-7c5d8b9f6d-x2kqp/worker] ",
    "stern": lambda _: "orders-7c5d8b9f6d-x2kqp worker ",
    "pod and container": lambda _: "pod/orders-7c5d8b9f6d-x2kqp worker ",
    "containerd": lambda n: f"2026-11-24T10:20:30.{n:09}Z stderr F ",
    "syslog": lambda _: "Nov 24 10:20:30 build-7 deploy[812]: ",
    "journal": lambda n: f"2026-11-24T10:20:30.{n:06}+0100 build-7 deploy[812]: ",
    "heroku": lambda n: f"2026-11-24T10:20:30.{n:06}+00:00 app[worker.1]: ",
    "jenkins": lambda n: f"[2026-11-24T10:20:30.{n:03}Z] ",
    "jenkins, times only": lambda _: "10:20:30  ",
    "gitlab": lambda n: f"2026-11-24T10:20:30.{n:06}Z 01O ",
    "gitlab, coloured": lambda n: f"\x1b[0K2026-11-24T10:20:30.{n:06}Z 00E \x1b[31;1m",
    "aws logs tail": lambda n: (
        f"2026-11-24T10:20:30.{n:06}+00:00 2026/11/24/[$LATEST]0a1b2c3d4e5f60718293a4b5c6d7e8f9 "
    ),
    "sam logs": lambda n: f"2026/11/24/[$LATEST]0a1b2c3d4e5f60718293a4b5c6d7e8f9 2026-11-24T10:20:30.{n:06} ",
    "lambda": lambda n: f"2026-11-24T10:20:30.{n:03}Z\t5c0c1f0e-8f5d-4f3b-9a53-1f2c3d4e5f60\tERROR\t",
    "python": lambda n: f"2026-11-24 10:20:30,{n:03} ERROR ",
    "airflow": lambda _: "[2026-11-24, 10:20:30 UTC] {subprocess.py:93} INFO - ",
    "buildkit": lambda n: f"#12 3.{n + 100} ",
    "npm": lambda _: "npm ERR! ",
    "git": lambda _: "remote: ",
    "terraform in a pipeline": lambda n: f"2026-11-24T10:20:30.12{n:05}Z \u2502 ",
    "concurrently": lambda _: "[api] ",
}


def stamped(wrapped: str, prefix: Callable[[int], str]) -> str:
    return "\n".join(prefix(n) + line for n, line in enumerate(wrapped.splitlines()))


@pytest.mark.parametrize("prefix", STAMPED)
@pytest.mark.parametrize(
    "wrapped", [lambda text: words(text, 68), lambda text: cut(text, 90)], ids=["between words", "anywhere"]
)
@pytest.mark.parametrize("message", MESSAGES, ids=["bare", "implicit", "scp", "explicit"])
def test_what_a_logger_puts_before_every_line_changes_nothing(
    message: str, wrapped: Callable[[str], str], prefix: str
) -> None:
    (whole,) = check(message, Guide.empty()).denials
    paste = stamped(wrapped(message), STAMPED[prefix])
    (found,) = check(paste, Guide.empty()).denials
    assert {slot: getattr(found, slot) for slot in SLOTS} == {slot: getattr(whole, slot) for slot in SLOTS}
    for slot in ("principal", "action", "resource", "policy_arn"):
        if value := getattr(found, slot):
            start, end = found.spans[slot]
            shown = paste[start:end]
            for n in range(20):
                shown = shown.replace("\n" + STAMPED[prefix](n), "")
            assert "".join(shown.split()) == "".join(value.split())


READING = (
    "User: arn:aws:iam::111122223333:user/mia is not authorized to perform: s3:GetObject "
    "on resource: arn:aws:s3:::reports/"
)
LISTING = (
    "User: arn:aws:iam::111122223333:user/mia is not authorized to perform: s3:ListBucket "
    "on resource: arn:aws:s3:::reports-"
)
# Two records, and the resource that the first one names.
NOT_THE_SAME_RECORD = {
    "a later record": (
        f"2026-11-24T10:20:30Z {READING}",
        "2026-11-24T10:20:41Z health check passed",
        "arn:aws:s3:::reports/",
    ),
    "a request in the same second": (
        f"2026-11-24T10:20:30Z {READING}",
        "2026-11-24T10:20:30Z GET /health 200",
        "arn:aws:s3:::reports/",
    ),
    "a word in the same millisecond": (
        f"2026-11-24T10:20:30.123Z {READING}",
        "2026-11-24T10:20:30.123Z retrying",
        "arn:aws:s3:::reports/",
    ),
    "another container": (f"web-1  | {LISTING}", "web-2  | archive", "arn:aws:s3:::reports-"),
    "the same container": (f"web-1  | {LISTING}", "web-1  | archive", "arn:aws:s3:::reports-"),
    "another program": (
        f"Nov 24 10:20:30 host api[12]: {LISTING}",
        "Nov 24 10:20:30 host cron[7]: archive",
        "arn:aws:s3:::reports-",
    ),
    "a list of names": (f"web-1  | {READING}", "web-1  | arn:aws:s3:::archive", "arn:aws:s3:::reports/"),
    "a sentence that goes on like AWS's": (
        f"[api] {CORE}",
        "[api] because of this the job stops",
        "arn:aws:lambda:eu-west-1:111122223333:function:orders",
    ),
    "the same with a time": (
        f"2026-11-24T10:20:30.123Z {CORE}",
        "2026-11-24T10:20:30.223Z because of this the job stops",
        "arn:aws:lambda:eu-west-1:111122223333:function:orders",
    ),
    "another level": (
        f"2026-11-24T10:20:30.123Z ERROR {READING}",
        "2026-11-24T10:20:30.123Z INFO archive",
        "arn:aws:s3:::reports/",
    ),
}


@pytest.mark.parametrize("case", NOT_THE_SAME_RECORD)
def test_what_another_record_says_is_not_the_rest_of_a_name(case: str) -> None:
    first, second, resource = NOT_THE_SAME_RECORD[case]
    (found,) = check(f"{first}\n{second}\n", Guide.empty()).denials
    assert found.resource == resource


@pytest.mark.parametrize("prefix", STAMPED)
def test_a_prefix_is_no_principal(prefix: str) -> None:
    lines = (
        "is not authorized to perform: lambda:GetFunction\non resource: "
        "arn:aws:lambda:eu-west-1:111122223333:function:orders"
    )
    (found,) = check(stamped(lines, STAMPED[prefix]), Guide.empty()).denials
    assert (found.principal, found.action, found.resource) == (
        None,
        "lambda:GetFunction",
        "arn:aws:lambda:eu-west-1:111122223333:function:orders",
    )


@pytest.mark.parametrize("prefix", STAMPED)
def test_records_are_not_made_one_message(prefix: str) -> None:
    """Words of several records that would be a refusal if one sentence: no record says it."""
    lines = [
        "Checking the user",
        "INFO 3 users are known",
        "DEBUG to perform: cleanup",
        "ready, listening on resource: 8080",
    ]
    assert check(stamped("\n".join(lines), STAMPED[prefix]), Guide.empty()).denials == ()


LINES_OF_A_LOG = {
    "the code, then the status": (
        "creating Lambda Function (1): AccessDeniedException: \n\tstatus code: 403, request "
        "id: 3b0efa8d-1111-4222-8333-9d8b4f7ab97c"
    ),
    "a line for each part": (
        "User:\narn:aws:sts::111122223333:assumed-role/deploy/ci-2041\nis not authorized to "
        "perform:\nlambda:InvokeFunction\non resource:\n"
        "arn:aws:lambda:eu-west-1:111122223333:function:orders\nwith an explicit deny"
    ),
    "one instant": (
        "InvalidParameterValueException: The function execution\nrole does not have "
        "permissions to call ReceiveMessage on SQS in the account that owns it"
    ),
}


@pytest.mark.parametrize("text", LINES_OF_A_LOG)
def test_lines_that_a_tool_breaks_itself(text: str, guide: Guide) -> None:
    whole = check(LINES_OF_A_LOG[text], guide)
    found = check(stamped(LINES_OF_A_LOG[text], lambda _: "2026-11-24T10:20:30.123Z [error] "), guide)
    assert whole.section
    assert found.section == whole.section
    slots = [{slot: getattr(denial, slot) for slot in SLOTS} for denial in whole.denials]
    assert [{slot: getattr(denial, slot) for slot in SLOTS} for denial in found.denials] == slots


@pytest.mark.parametrize("prefix", STAMPED)
def test_a_prefix_within_is_no_part_of_a_principal(prefix: str) -> None:
    """Lines that are too far apart to be one record: the name is not guessed from both."""
    lines = [
        "User: arn:aws:iam::111122223333:user/mi",
        "2026-11-24T10:25:30Z a is not authorized to perform: lambda:GetFunction on resource: *",
    ]
    paste = "\n".join([STAMPED[prefix](0) + lines[0], lines[1]])
    assert [denial.principal for denial in check(paste, Guide.empty()).denials] in ([], [None], ["a"])


@pytest.mark.parametrize("prefix", STAMPED)
def test_a_policy_that_was_logged_is_read(prefix: str) -> None:
    statements = [
        {"Effect": "Allow", "Action": ["lambda:GetFunction", "lambda:ListFunctions"], "Resource": "*"},
        {"Effect": "deny", "Action": "iam:*", "Resource": "*"},
    ]
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements}, indent=2)
    whole = check(f"{MESSAGES[1]}\n{policy}", Guide.empty()).policies
    assert [finding.code for finding in whole[0].findings] == ["invalid-effect"]
    found = check(stamped(f"{MESSAGES[1]}\n{policy}", STAMPED[prefix]), Guide.empty())
    assert found.kind == "error+policy"
    assert [[finding.code for finding in each.findings] for each in found.policies] == [
        [f.code for f in each.findings] for each in whole
    ]


def test_a_log_of_two_hundred_lines_with_two_errors_gives_two() -> None:
    lines = [
        f"2026-11-24T10:{n // 60:02}:{n % 60:02}Z INFO request {n} handled in {n % 17} ms" for n in range(200)
    ]
    lines[40] = f"2026-11-24T10:00:40Z ERROR {MESSAGES[1]}"
    lines[90] = f"2026-11-24T10:01:30Z ERROR {MESSAGES[1]}"
    lines[150] = "2026-11-24T10:02:30Z ERROR " + MESSAGES[0].replace("UpdateFunctionCode", "PublishVersion")
    first, second = check("\n".join(lines), Guide.empty()).denials
    assert (first.action, first.count) == ("lambda:UpdateFunctionCode", 2)
    assert (second.action, second.count) == ("lambda:PublishVersion", 1)


def test_the_guide_s_own_samples_survive_a_mail(guide: Guide) -> None:
    """Quoted and wrapped as mail programs do it, every sample still leads home."""
    lost = [
        (section.id, sample[:60])
        for section in guide.sections
        for sample in section.samples
        if "{" not in sample and check(words(" ".join(sample.split()), 76, "> "), guide).section != section.id
    ]
    assert lost == []

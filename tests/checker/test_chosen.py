"""Of several refusals one is worked out: the first, or the one that was asked for."""

from __future__ import annotations

import json

import pytest

from whydenied import Guide, check
from whydenied.cli import main
from whydenied.report import SURE

FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:orders"
FIRST = (
    "User: arn:aws:iam::111122223333:user/ines is not authorized to perform: "
    f"lambda:GetFunction on resource: {FUNCTION}"
)
SECOND = (
    "User: arn:aws:iam::111122223333:user/noor is not authorized to perform: "
    f"lambda:DeleteFunction on resource: {FUNCTION}"
)
BOTH = f"{FIRST}\nretrying\n{FIRST}\n{SECOND} with an explicit deny in a service control policy\n"
OWN = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "lambda:List*", "Resource": "*"}}
WHO = {0: ("ines", "lambda:GetFunction"), 1: ("noor", "organization")}


@pytest.mark.parametrize(("chosen", "answered"), [(None, 0), (0, 0), (1, 1), (2, 0), (-1, 0)])
def test_the_changes_are_of_the_chosen_refusal(chosen: int | None, answered: int, guide: Guide) -> None:
    report = check(BOTH, guide, chosen=chosen)
    assert report.chosen == answered
    name, word = WHO[answered]
    assert report.request
    assert name in report.request
    assert word in " ".join([report.request, *report.advice])
    assert report.answering
    assert report.answering.id == report.denials[answered].section
    assert report.section == report.denials[0].section


@pytest.mark.parametrize("chosen", [0, 1])
def test_the_policy_is_held_against_the_chosen_refusal(chosen: int, guide: Guide) -> None:
    verdict = check(f"{BOTH}{json.dumps(OWN)}", guide, chosen=chosen).verdict
    assert verdict
    assert verdict.denial == chosen


def _denied(user: str, action: str, resource: str, reason: str = "") -> str:
    return (
        f"User: arn:aws:iam::{user} is not authorized to perform: {action} on resource: {resource}{reason}\n"
    )


TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
QUEUE = "arn:aws:sqs:eu-west-1:111122223333:jobs"
INES = "111122223333:user/ines"
NOOR = "111122223333:user/noor"
IDENTITY = " because no identity-based policy allows the {} action"
OF_QUEUE = {
    "Effect": "Allow",
    "Principal": {"AWS": "111122223333"},
    "Action": "sqs:ReceiveMessage",
    "Resource": QUEUE,
}


@pytest.mark.parametrize(
    ("denials", "policy", "about"),
    [
        pytest.param(
            _denied(INES, "lambda:GetFunction", FUNCTION)
            + _denied(NOOR, "dynamodb:PutItem", TABLE, IDENTITY.format("dynamodb:PutItem")),
            {"UserName": "noor", "PolicyName": "p", "PolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [{"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": TABLE}],
            }},
            1,
            id="the policy of the second's caller",
        ),
        pytest.param(
            _denied(INES, "lambda:GetFunction", FUNCTION, IDENTITY.format("lambda:GetFunction"))
            + _denied("999999999999:user/noor", "sqs:SendMessage", QUEUE),
            {"Version": "2012-10-17", "Statement": [OF_QUEUE]},
            1,
            id="the policy of the second's resource",
        ),
        pytest.param(
            _denied(INES, "lambda:GetFunction", FUNCTION)
            + _denied(NOOR, "sqs:SendMessage", QUEUE),
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": f"{QUEUE}-old"}]},
            1,
            id="nobody's, and a statement is near the second",
        ),
        pytest.param(
            _denied(INES, "lambda:GetFunction", FUNCTION, IDENTITY.format("lambda:GetFunction"))
            + _denied(NOOR, "sts:AssumeRole", "arn:aws:iam::111122223333:role/r"),
            {"Version": "2012-10-17", "Statement": [
                {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"},
            ]},
            1,
            id="the trust policy of the second's role, which names others",
        ),
        pytest.param(
            _denied(INES, "lambda:GetFunction", FUNCTION) + _denied(INES, "sqs:SendMessage", QUEUE),
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": f"{QUEUE}-old"}]},
            0,
            id="the one caller's, who lacks both",
        ),
        pytest.param(
            _denied(INES, "lambda:GetFunction", FUNCTION) + _denied(NOOR, "sqs:SendMessage", QUEUE),
            {"UserName": "tom", "PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [OWN["Statement"]]}},
            0,
            id="neither's",
        ),
    ],
)  # fmt: skip
def test_the_verdict_is_of_the_first_refusal_that_the_policy_is_about(
    denials: str, policy: dict, about: int, guide: Guide
) -> None:
    text = f"{denials}\n{json.dumps(policy)}"
    report = check(text, guide)
    assert report.chosen == 0
    assert report.verdict
    assert report.verdict.denial == about
    asked = check(text, guide, chosen=0).verdict
    assert asked
    assert asked.denial == 0


def test_the_command_line_says_which_refusal_the_verdict_is_of(tmp_path, capsys) -> None:
    path = tmp_path / "log.txt"
    policy = {"Version": "2012-10-17", "Statement": [OF_QUEUE]}
    denials = _denied(INES, "lambda:GetFunction", FUNCTION, IDENTITY.format("lambda:GetFunction"))
    path.write_text(
        f"{denials}{_denied('999999999999:user/noor', 'sqs:SendMessage', QUEUE)}\n{json.dumps(policy)}",
        "utf-8",
    )
    main(["check", str(path)])
    assert "Your policy, about denial 2 (--denial 2): " in " ".join(capsys.readouterr().out.split())
    main(["check", "--denial", "2", str(path)])
    assert "Your policy: " in capsys.readouterr().out


@pytest.fixture
def paste(tmp_path) -> str:
    path = tmp_path / "log.txt"
    path.write_text(BOTH, "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("number", "said"), [(1, "denial 1 (--denial N for another)"), (2, "organization's administrators")]
)
def test_the_command_line_works_out_the_one_asked_for(number: int, said: str, paste: str, capsys) -> None:
    assert main(["check", "--denial", str(number), paste]) == 1
    out = capsys.readouterr().out
    assert "2 different denials were found." in out
    assert said in " ".join(out.split())


@pytest.mark.parametrize(
    ("number", "text", "sentence"),
    [
        (3, BOTH, "--denial 3: there are denials 1 to 2 in"),
        (2, FIRST, "--denial 2: there is one denial only, number 1, in"),
        (1, "all is well", "--denial 1: there is no denial in"),
    ],
)
def test_a_number_that_is_not_there_gets_a_sentence(
    number: int, text: str, sentence: str, tmp_path, capsys
) -> None:
    path = tmp_path / "log.txt"
    path.write_text(text, "utf-8")
    assert main(["check", "--denial", str(number), str(path)]) == 2
    assert sentence in capsys.readouterr().err


def test_an_unsure_denial_makes_another_no_less_sure(guide: Guide) -> None:
    lost = (
        "Error: error creating Lambda Function (1): AccessDeniedException: \n\tstatus code: 403, request id: "
        "3b0efa8d-1111-4222-8333-9d8b4f7ab97c\n"
    )
    full = (
        "An error occurred (AccessDeniedException) when calling the GetFunction operation: User: "
        "arn:aws:iam::111122223333:user/ana is not authorized to perform: lambda:GetFunction on resource: "
        "arn:aws:lambda:eu-west-1:111122223333:function:orders with an explicit deny in a service control policy"
        " (Request ID: 77c1d2e3-1111-4222-8333-0a1b2c3d4e5f)"
    )
    first, second = (check(lost + full, guide, chosen=chosen).answering for chosen in (0, 1))
    assert first and second and first.score < SURE < second.score

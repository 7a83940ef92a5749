"""What is said once is not said again, and nothing is said of commands that are not shown."""

from __future__ import annotations

import json

import pytest

from whydenied import Guide, check
from whydenied.cli import main

DENY = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "ec2:*", "Resource": "*"}]}
DENIED = (
    "User: arn:aws:iam::222244446666:user/lea is not authorized to perform: ec2:RunInstances on resource: "
    "arn:aws:ec2:eu-west-3:222244446666:instance/* with an explicit deny in a service control policy"
)
UNKNOWN = "$ aws s3 cp x s3://seats/x\nAn error occurred (AccessDenied) when calling the PutObject operation: Access Denied"
TRUST = "Unable to assume role arn:aws:iam::222244446666:role/boxoffice"


def test_who_changes_an_scp_is_said_once(guide: Guide) -> None:
    report = check(f"{DENIED}\n{json.dumps(DENY)}", guide)
    assert report.fixes[0].kind == "change-deny"
    said = [*report.advice, *report.fixes[0].cautions]
    assert sum("your organization's administrators" in each for each in said) == 1


@pytest.mark.parametrize("layout", ["text", "markdown"])
@pytest.mark.parametrize(
    ("text", "said"),
    [(UNKNOWN, "does not say who called."), (TRUST, "who called: ROLE-NAME stands for the caller's role.")],
)
def test_no_word_of_commands_that_are_not_shown(layout: str, text: str, said: str, tmp_path, capsys) -> None:
    path = tmp_path / "error.txt"
    path.write_text(text, "utf-8")
    main(["check", "--format", layout, str(path)])
    out = " ".join(capsys.readouterr().out.split())
    assert said in out
    assert "in the commands" not in out


def test_beside_its_commands_the_word_is_explained(guide: Guide, tmp_path, capsys) -> None:
    report = check(UNKNOWN, guide)
    assert "ROLE-NAME in the commands" in report.fixes[0].cautions[0]
    assert report.request
    assert "in the commands" not in report.request
    path = tmp_path / "error.txt"
    path.write_text(UNKNOWN, "utf-8")
    main(["check", "--verbose", str(path)])
    assert "ROLE-NAME in the commands" in " ".join(capsys.readouterr().out.split())

"""The `aws` commands of the guide: each is one that the service models know, and says which version of the
CLI it needs."""

from __future__ import annotations

from datetime import date

import pytest

from tests.docs.age import LIMIT, old, undated, without_gist
from tests.docs.commands import POWERSHELL, commands, problems, without_powershell
from tests.docs.test_guide import PAGES

# Placeholders and examples of a page that is about other things than AWS.
GUIDE = [page for page in PAGES if "/" not in page and page != "write-your-own.md"]


@pytest.mark.parametrize("page", GUIDE)
def test_every_command_is_one(page: str) -> None:
    assert [
        f"{page}:{each.line}: {sentence}" for each in commands(PAGES[page]) for sentence in problems(each)
    ] == []


@pytest.mark.parametrize("page", GUIDE)
def test_what_bash_alone_reads_is_there_for_powershell(page: str) -> None:
    assert [*without_powershell(PAGES[page])] == []


def test_a_command_that_powershell_reads_otherwise_is_found() -> None:
    plain = "```sh\naws iam get-role --role-name orders \\\n  --query 'Role.Arn'\n```\n"
    bash = "```sh\nrole=$(aws iam get-role --role-name orders)\n```\n"
    fold = "\n".join(
        ["", *POWERSHELL, "", "```powershell", "$role = aws iam get-role --role-name orders", "```"]
    )
    assert [*without_powershell(f"{plain}\n{bash}\nText\n\n{bash}{fold}\n")] == [6]


def test_commands_for_powershell_are_read_too() -> None:
    fence = "```powershell\n$role = aws iam get-role `\n  --role-nam orders\n```\n"
    assert [sentence for each in commands(fence) for sentence in problems(each)]


@pytest.mark.parametrize("page", GUIDE)
def test_every_source_says_when_it_was_read(page: str) -> None:
    assert [*undated(PAGES[page])] == []


@pytest.mark.parametrize("page", GUIDE)
def test_every_section_says_in_a_few_words_what_it_says(page: str) -> None:
    assert [*without_gist(PAGES[page])] == []


@pytest.mark.parametrize(
    ("fence", "sentence"),
    [
        ("aws lambda invoke-function --function-name orders", "lambda has no operation invoke-function"),
        ("aws lambda get-function --name orders", "lambda get-function has no option --name"),
        ("aws lambda get-function", "lambda get-function lacks FunctionName"),
        (
            "aws lambda get-function --function-name orders --query Arn",
            "--query Arn finds nothing in the answer",
        ),
        ("aws lambda invoke --function-name orders", "the name of the file for the answer is missing"),
        (
            "aws lambda wait function-ready --function-name orders",
            "lambda has nothing called function-ready to wait for",
        ),
        (
            "aws accessanalyzer validate-policy --policy-type SCP --policy-document x",
            "--policy-type takes no SCP",
        ),
        ("aws lamda list-functions", "lamda has no operation list-functions"),
        ("date; x=$(aws iam get-rolle --role-name orders)", "iam has no operation get-rolle"),
        (
            'eval "$(aws configure export-credentials --format env)"',
            "the fence does not say that it needs AWS CLI v2",
        ),
        (
            (
                "aws lambda put-resource-policy --resource-arn "
                "arn:aws:lambda:eu-west-1:111122223333:function:orders --policy {}"
            ),
            "the fence does not say that it needs a recent AWS CLI v2",
        ),
    ],
)
def test_a_wrong_command_is_found(fence: str, sentence: str) -> None:
    found = [each for command in commands(f"```sh\n{fence}\n```\n") for each in problems(command)]
    assert sentence in found


def test_a_right_command_is_left_alone() -> None:
    fence = """```sh
# AWS CLI v2
aws sso login --profile shop
aws lambda get-function --function-name orders \\
  --query 'Configuration.[Role,
    State]' | tee out.json
```
"""
    found = [*commands(fence)]
    assert [each.line for each in found] == [3, 4] and [
        sentence for each in found for sentence in problems(each)
    ] == []


def test_a_section_without_gist_or_date_is_found() -> None:
    form = "\n```form\nThe lamp of {keeper} is broken\n```\n"
    gist = "\n> **Cause:** It broke.\n> **Fix:** Mend it.\n"
    source = "\nSource (checked 2026-11): [A](https://a.example/)\n"
    page = f"## A {{ #a }}\n{form}\n## B {{ #b }}\n{gist}{form}\n## C {{ #c }}\n{gist}{form}{source}\n## D {{ #d }}\n"
    assert [sentence.split(":")[0] for sentence in without_gist(page)] == ["1", "7"]


def test_old_facts_are_found() -> None:
    page = (
        "Text\n\nSource (checked 2026-01): [A](https://a.example/)\n\nSource (checked "
        "2026-11): [B](https://b.example/)\n\nSource: [C](https://c.example/)\n"
    )
    assert [*old(page, date(2026, 11, 29))] == [(3, date(2026, 1, 1))] and [*undated(page)] == [7]
    assert LIMIT == 180

"""A whole account beside an error: the caller's own policies are picked out, with their types and owners, and
the verdict is about them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import accounts
from tests.properties import examples
from whydenied import Guide, Report, check
from whydenied.cli import main

ACCOUNT = "222244446666"
ARN = f"arn:aws:iam::{ACCOUNT}"


def policy(action: Any, resource: str, **more: Any) -> dict[str, Any]:
    return {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": action, "Resource": resource, **more}],
    }


def trust(principal: dict[str, str]) -> dict[str, Any]:
    return {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}],
    }


def managed(name: str, *versions: dict[str, Any]) -> dict[str, Any]:
    """A managed policy, its last version the default one."""
    listed = [
        {"Document": version, "VersionId": f"v{at}", "IsDefaultVersion": at == len(versions)}
        for at, version in enumerate(versions, 1)
    ]
    return {
        "PolicyName": name,
        "Arn": f"{ARN}:policy/{name}",
        "DefaultVersionId": f"v{len(versions)}",
        "PolicyVersionList": listed,
    }


def role(
    name: str,
    inline: dict[str, Any],
    *attached: str,
    trusts: dict[str, str] | None = None,
    limit: bool = True,
) -> dict[str, Any]:
    boundary = (
        {
            "PermissionsBoundary": {
                "PermissionsBoundaryType": "Policy",
                "PermissionsBoundaryArn": f"{ARN}:policy/limit",
            }
        }
        if limit
        else {}
    )
    return {
        "RoleName": name,
        "Arn": f"{ARN}:role/{name}",
        "AssumeRolePolicyDocument": trust(trusts or {"Service": "ec2.amazonaws.com"}),
        "RolePolicyList": [{"PolicyName": "own", "PolicyDocument": inline}],
        "AttachedManagedPolicies": [
            {"PolicyName": each, "PolicyArn": f"{ARN}:policy/{each}"} for each in attached
        ],
        **boundary,
    }


ROLES = [
    role("painter", policy("s3:GetObject", "arn:aws:s3:::colours/*"), "brushes"),
    role("painter-old", policy("s3:*", "*"), "brushes", limit=False),
    role("gallery", policy("sqs:SendMessage", "*"), trusts={"AWS": f"{ARN}:user/vic"}, limit=False),
]
USERS = [
    {"UserName": "ute", "Arn": f"{ARN}:user/ute", "GroupList": ["hanging"], "AttachedManagedPolicies": []}
]
GROUPS = [
    {
        "GroupName": "hanging",
        "Arn": f"{ARN}:group/hanging",
        "GroupPolicyList": [
            {
                "PolicyName": "walls",
                "PolicyDocument": policy("sqs:SendMessage", f"arn:aws:sqs:eu-west-3:{ACCOUNT}:walls"),
            }
        ],
        "AttachedManagedPolicies": [],
    }
]
POLICIES = [
    managed("brushes", policy("s3:*", "*"), policy("s3:DeleteObject", "arn:aws:s3:::colours/*")),
    managed("limit", policy(["s3:Get*", "s3:Put*"], "*")),
]
WHOLE = {"UserDetailList": USERS, "GroupDetailList": GROUPS, "RoleDetailList": ROLES, "Policies": POLICIES}
PAGES = [
    {"UserDetailList": USERS, "GroupDetailList": GROUPS, "IsTruncated": True},
    {"RoleDetailList": ROLES, "Policies": POLICIES},
]
PAINTER = f"arn:aws:sts::{ACCOUNT}:assumed-role/painter/p1"
UTE = f"{ARN}:user/ute"


def error(who: str, action: str, resource: str, kind: str | None = "identity-based policy") -> str:
    because = f" because no {kind} allows the {action} action" if kind else ""
    return f"User: {who} is not authorized to perform: {action} on resource: {resource}{because}"


CASES = [
    (
        error(PAINTER, "s3:DeleteObject", "arn:aws:s3:::colours/red", None),
        "action-not-covered",
        "limit",
        "boundary",
    ),
    (
        error(PAINTER, "s3:DeleteObject", "arn:aws:s3:::colours/red", "permissions boundary"),
        "action-not-covered",
        "limit",
        "boundary",
    ),
    (error(PAINTER, "s3:GetObject", "arn:aws:s3:::walls/red"), "resource-not-covered", "painter", "identity"),
    (error(PAINTER, "s3:GetObject", "arn:aws:s3:::colours/red"), "already-allowed", "painter", "identity"),
    (
        error(PAINTER, "s3:DeleteObject", "arn:aws:s3:::walls/red"),
        "resource-not-covered",
        "brushes",
        "identity",
    ),
    (
        error(UTE, "sqs:SendMessage", f"arn:aws:sqs:eu-west-3:{ACCOUNT}:doors"),
        "resource-not-covered",
        "hanging",
        "identity",
    ),
    (
        error(UTE, "sqs:SendMessage", f"arn:aws:sqs:eu-west-3:{ACCOUNT}:walls"),
        "already-allowed",
        "hanging",
        "identity",
    ),
    (error(UTE, "sts:AssumeRole", f"{ARN}:role/gallery", None), "not-caller-s-policy", "gallery", "trust"),
]


@pytest.mark.parametrize("pages", [[WHOLE], PAGES], ids=["whole", "pages"])
@pytest.mark.parametrize("beside", [True, False], ids=["one paste", "beside"])
@pytest.mark.parametrize(("message", "code", "owner", "kind"), CASES)
def test_the_callers_own_policies_decide(
    message: str, code: str, owner: str, kind: str, beside: bool, pages: list[Any], guide: Guide
) -> None:
    texts = [json.dumps(page, indent=4) for page in pages]
    report = (
        check("\n".join([message, *texts]), guide)
        if beside and len(texts) == 1
        else check(message, guide, policies=["\n".join(texts)])
    )
    assert report.verdict and report.verdict.code == code, report.verdict
    assert report.verdict.policy is not None
    decides = report.policies[report.verdict.policy]
    assert decides.type == kind
    assert decides.owner and decides.owner.name.endswith(owner)
    assert len(report.policies) <= 4


def test_an_account_alone_is_read_as_its_policies(guide: Guide) -> None:
    assert len(check(json.dumps(WHOLE), guide).policies) == 10


def named(report: Report) -> tuple[str, str | None, int | None]:
    """The verdict, what the deciding policy is called, and its statement."""
    found = report.verdict
    assert found
    why = report.policies[found.policy].why if found.policy is not None else ""
    return found.code, why.removeprefix("the account's details say so: it is ") or None, found.statement


FORMS: dict[str, Callable[[accounts.Account], list[str]]] = {
    "one answer": lambda made: [json.dumps(made.pages()[0], indent=4)],
    "pages in one text": lambda made: ["\n".join(json.dumps(each) for each in made.pages(3))],
    "pages, a text each": lambda made: [json.dumps(each, indent=2) for each in made.pages(4)],
    "URL-encoded documents": lambda made: [json.dumps(accounts.encoded(made.pages()[0]))],
    "items of AWS Config": lambda made: [json.dumps(accounts.config_items(made, in_strings=False), indent=2)],
    "items in strings": lambda made: [json.dumps(accounts.config_items(made, in_strings=True))],
    "a query's results": lambda made: [
        json.dumps(
            {
                "Results": [
                    json.dumps(each)
                    for each in accounts.config_items(made, in_strings=True)["configurationItems"]
                ]
            }
        )
    ],
}


@pytest.mark.parametrize("form", FORMS)
@examples(12)
@given(seed=st.integers(0, 10_000), roles=st.integers(0, 25), one_paste=st.booleans())
def test_the_deciding_policy_and_statement_of_any_account(
    form: str, seed: int, roles: int, one_paste: bool
) -> None:
    made, denials = accounts.account(seed, roles, 2)
    texts = FORMS[form](made)
    for denied in denials:
        report = (
            check("\n\n".join([denied.message, *texts]), Guide.empty())
            if one_paste
            else check(denied.message, Guide.empty(), policies=texts)
        )
        assert named(report) == (denied.verdict, denied.policy, denied.statement), report.verdict
        # Nothing of anybody else is read, let alone shown.
        assert len(report.policies) <= 5


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seed", "roles"), list(enumerate([20, 40, 60, 100, 150, 300, 500, 900, 1400, 2000]))
)
def test_accounts_of_all_sizes(seed: int, roles: int, guide: Guide) -> None:
    made, denials = accounts.account(seed, roles, 6)
    text = json.dumps(made.pages()[0], indent=4)
    for denied in denials:
        found = named(check(denied.message, guide, policies=[text]))
        assert found == (denied.verdict, denied.policy, denied.statement)


def test_an_account_that_was_cut_off_is_read_to_the_cut(guide: Guide) -> None:
    text = json.dumps(WHOLE, indent=4)
    cut = text[: text.index('"Policies"') + 40]
    asked = error(PAINTER, "s3:GetObject", "arn:aws:s3:::walls/red")
    for paste in (f"{asked}\n\n{cut}", f"{cut}\n{asked}"):
        report = check(paste, guide)
        assert report.verdict and report.verdict.code == "resource-not-covered"
        assert f"does not have {ARN}:policy/brushes, {ARN}:policy/limit" in report.verdict.why
        assert "The paste ends before the account does" in report.verdict.why


def test_an_account_without_the_caller_is_said_to_be_one(guide: Guide) -> None:
    report = check(
        error(PAINTER.replace("painter", "plumber"), "s3:GetObject", "arn:aws:s3:::walls/red"),
        guide,
        policies=[json.dumps(WHOLE)],
    )
    assert report.verdict and report.verdict.code == "not-caller-s-policy"
    assert report.verdict.why == "The account that you pasted does not have the role plumber."
    assert report.fixes[0].kind == "add" and not report.policies


def test_the_same_name_in_another_account_is_somebody_else(guide: Guide) -> None:
    asked = error(PAINTER.replace(ACCOUNT, "333344445555"), "s3:GetObject", "arn:aws:s3:::walls/red")
    report = check(asked, guide, policies=[json.dumps(WHOLE)])
    assert report.verdict and report.verdict.code == "not-caller-s-policy"


def test_what_allows_and_is_in_force_is_not_to_be_attached(guide: Guide) -> None:
    asked = error(UTE, "sqs:SendMessage", f"arn:aws:sqs:eu-west-3:{ACCOUNT}:walls")
    first = check(asked, guide, policies=[json.dumps(WHOLE)]).fixes[0]
    assert first.kind == "put-in-force" and "Attach" not in first.title
    assert "an SCP or RCP" in first.cautions[0]


def test_a_policy_beside_the_account_keeps_its_places(guide: Guide) -> None:
    own = json.dumps(policy("s3:GetObject", "arn:aws:s3:::colours/*"), indent=2)
    paste = f"{json.dumps(WHOLE, indent=2)}\n\n{own}\n\n{error(PAINTER, 's3:GetObject', 'arn:aws:s3:::walls/red')}"
    report = check(paste, guide)
    spans = [paste[slice(*each.span)] for each in report.policies if each.span]
    assert own in spans
    assert report.denials[0].spans["action"] == (
        at := paste.index("s3:GetObject on"),
        at + len("s3:GetObject"),
    )
    edited = report.fixes[0].edit
    assert edited
    assert json.loads(paste[: paste.index("\n\n")]) == WHOLE


def test_a_folder_of_iam_collect_is_an_account(
    tmp_path: Path, guide: Guide, capsys: pytest.CaptureFixture[str]
) -> None:
    index, said, folder = tmp_path / "guide.json", tmp_path / "error.txt", tmp_path / "data"
    index.write_text(json.dumps(guide.to_json()), "utf-8")
    said.write_text(error(PAINTER, "s3:DeleteObject", "arn:aws:s3:::colours/red", None), "utf-8")
    files = {
        "role/painter": {
            "metadata": {
                "arn": f"{ARN}:role/painter",
                "name": "painter",
                "permissionBoundary": f"{ARN}:policy/limit",
            },
            "managed-policies": [f"{ARN}:policy/brushes"],
            "inline-policies": ROLES[0]["RolePolicyList"],
            "trust-policy": ROLES[0]["AssumeRolePolicyDocument"],
        },
        **{
            f"policy/{each['PolicyName']}": {
                "metadata": {
                    "arn": each["Arn"],
                    "name": each["PolicyName"],
                    "defaultVersionId": each["DefaultVersionId"],
                },
                "current-policy": each["PolicyVersionList"][-1]["Document"],
            }
            for each in POLICIES
        },
    }
    for place, held in files.items():
        at = folder / f"aws/aws/accounts/{ACCOUNT}/iam" / place
        at.mkdir(parents=True)
        for name, value in held.items():
            (at / f"{name}.json").write_text(json.dumps(value), "utf-8")
    assert main(["--guide", str(index), "check", str(said), str(folder)]) == 1
    assert "the permissions boundary limit comes closest" in " ".join(capsys.readouterr().out.split())


def test_the_terminal_reads_a_whole_account_once(
    tmp_path: Path, guide: Guide, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not by itself as well, and the lines of the change alone are shown."""
    index, said, file = tmp_path / "guide.json", tmp_path / "error.txt", tmp_path / "account.json"
    index.write_text(json.dumps(guide.to_json()), "utf-8")
    said.write_text(error(PAINTER, "s3:DeleteObject", "arn:aws:s3:::walls/red"), "utf-8")
    file.write_text(json.dumps(WHOLE, indent=4), "utf-8")
    main(["--guide", str(index), "check", str(said), str(file)])
    out = capsys.readouterr().out
    assert out.count("\n+") + out.count("\n    +") < 12 and len(out.splitlines()) < 30
    assert "the managed policy brushes" in " ".join(out.split())

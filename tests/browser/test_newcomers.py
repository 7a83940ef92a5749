"""More of what a newcomer sets out to do, each a thing that once went wrong: what is said of services other
than Lambda, policies, questions, one's own wiki. The tasks before these are in test_tasks.py."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.asking import check, leads_to, paste, section, summary, unfold
from tests.browser.conftest import build
from tests.browser.server import serve
from tests.browser.states import ANYWHERE
from tests.conftest import ROOT

Opened = Callable[..., Page]
ROLE = "arn:aws:sts::222233334444:assumed-role/ship-it/build-9"
SSO = "arn:aws:sts::222233334444:assumed-role/AWSReservedSSO_Developers_1a2b3c4d5e6f7a8b/jo@example.com"


def denied(action: str, resource: str, caller: str = ROLE) -> str:
    """AWS's sentence."""
    return (
        f"User: {caller} is not authorized to perform: {action} on resource: {resource} because no "
        f"identity-based policy allows the {action} action"
    )


TABLE = "arn:aws:dynamodb:sa-east-1:222233334444:table/prices"
SERVICES = [
    ("ec2:StopInstances", "arn:aws:ec2:sa-east-1:222233334444:instance/i-0abc"),
    ("bedrock:InvokeModel", "arn:aws:bedrock:sa-east-1::foundation-model/amazon.nova-lite-v1:0"),
    ("dynamodb:GetItem", TABLE),
    ("cloudformation:CreateStack", "arn:aws:cloudformation:sa-east-1:222233334444:stack/web/*"),
    ("s3:PutObject", "arn:aws:s3:::prices/2026.csv"),
]


@pytest.mark.parametrize(("action", "resource"), SERVICES)
def test_30_a_denial_of_any_service_is_answered_for_that_service(
    action: str, resource: str, guide_site: str, warm_page: Opened
) -> None:
    """No word of Lambda in the sentence, the fix or the section's title; its policy grants what was
    denied."""
    page = warm_page(guide_site)
    check(page, denied(action, resource))
    title = section(page).locator("h3").inner_text()
    fix = page.locator(".whydenied-fix").first.inner_text()
    assert "ambda" not in title + summary(page) + fix
    policies = page.locator(".whydenied-fixes pre code, .whydenied-section-body pre code").all_inner_texts()
    allowing = [text for text in policies if '"Allow"' in text and '"Action"' in text]
    assert allowing and all(action in text or "ambda" not in text for text in allowing[:1])


def test_31_a_policy_of_mine_is_not_taken_for_an_error(guide_site: str, warm_page: Opened) -> None:
    """The example with mistakes shows the mistakes, where they are, and opens no section."""
    page = warm_page(guide_site)
    page.get_by_role("button", name="Policy with mistakes").click()
    assert re.match(r"\d+ error", summary(page))
    expect(page.locator(".whydenied-finding.whydenied-error").first).to_be_visible()
    expect(page.locator(".whydenied-section")).to_have_count(0)
    assert page.url == guide_site


def test_32_copy_the_policy_of_the_section(guide_site: str, warm_page: Opened) -> None:
    """What the section shows as mine grants the action that was denied, on my table, and nothing else."""
    page = warm_page(guide_site)
    check(page, denied("dynamodb:GetItem", TABLE))
    found = section(page)
    own = found.locator("mark.whydenied-own").all_inner_texts()
    assert "ship-it" in own and "222233334444" in own
    fix = json.loads(page.locator(".whydenied-fixes [role=tabpanel] code").inner_text())["Statement"][0]
    assert (fix["Action"], fix["Resource"]) == ("dynamodb:GetItem", TABLE)


def test_33_signed_in_by_the_identity_center(guide_site: str, warm_page: Opened) -> None:
    """The role of a permission set cannot be changed: advice and fix say where it can."""
    page = warm_page(guide_site)
    check(page, denied("dynamodb:GetItem", TABLE, SSO))
    unfold(page)
    answer = page.locator(".whydenied-answer").inner_text()
    assert "permission set" in page.locator(".whydenied-fixes").inner_text()
    assert not re.search(r"[Aa]ttach (?:it|this|the policy) to the role AWSReservedSSO", answer)


@pytest.mark.parametrize(
    "text",
    ["why can't my lambda read from s3?", "it says i am not allowed", "403", "error 403 forbidden on deploy"],
)
def test_34_ask_in_my_own_words(text: str, guide_site: str, warm_page: Opened) -> None:
    page = warm_page(guide_site)
    check(page, text)
    expect(page.locator(".whydenied-next li")).to_have_count(4)
    assert page.locator(".whydenied-perhaps a").count() >= 2
    expect(page.get_by_role("link", name="Don't have the message?")).to_be_visible()


@pytest.mark.parametrize("text", ["AccessDenied", "deploy 17: AccessDeniedException"])
def test_a_code_alone_opens_no_section(text: str, guide_site: str, warm_page: Opened) -> None:
    """What to paste next, and the nearest sections as links."""
    page = warm_page(guide_site)
    check(page, text)
    expect(page.locator(".whydenied-summary")).to_have_text("AWS denied this; the message says no more.")
    expect(page.locator(".whydenied-next li")).to_have_count(4)
    assert page.locator(".whydenied-perhaps a").count() >= 3
    expect(page.locator(".whydenied-section-title", has_text="perform an action")).to_have_count(0)


FENCE = re.compile(r"^```(yaml|`?markdown)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def test_35_the_five_lines_of_the_readme(tmp_path: Path, open_page: Opened) -> None:
    """As printed: a wiki with them answers the exception of README, and the link to the section works."""
    readme = (ROOT / "README.md").read_text("utf-8")
    lines = next(text for kind, text in FENCE.findall(readme) if kind == "yaml")
    house = readme.split("````markdown\n")[1].split("````")[0]
    assert len(lines.splitlines()) == 5 and "{ #exceptions }" in house
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        lines.replace("theme: material", "theme: {name: material, font: false}")
    )
    (tmp_path / "docs/index.md").write_text("# Wiki\n\n<why-denied></why-denied>\n")
    (tmp_path / "docs/house.md").write_text(f"# House\n\n{house}")
    with serve(build(tmp_path / "site", tmp_path)) as url:
        page = open_page(url)
        paste(page, "Exception required for arn:aws:s3:::payroll: see the wiki")
        assert leads_to(page) == f"{url}house/#exceptions"
        page.goto(leads_to(page))
        expect(page.locator("#exceptions")).to_be_in_viewport()


POLICY = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": f"{TABLE}-old"}],
}


def test_36_mend_my_policy_in_one_line(guide_site: str, warm_page: Opened) -> None:
    """Error and policy: the change of the statement that nearly allows it, and Apply turns the verdict."""
    page = warm_page(guide_site)
    check(page, f"{denied('dynamodb:GetItem', TABLE)}\n\n{json.dumps(POLICY, indent=2)}")
    change = page.locator(".whydenied-fixes .whydenied-change").first
    expect(change.locator("del")).to_have_count(1)
    expect(change.locator("ins")).not_to_have_count(0)
    page.get_by_role("button", name=re.compile("^Apply: ")).click()
    expect(page.locator(".whydenied-verdict-name")).to_contain_text("The policy already allows this.")
    assert TABLE in page.locator(".whydenied-form textarea").input_value()


def test_37_a_message_that_the_guide_knows(guide_site: str, warm_page: Opened) -> None:
    """It has no empty rows, and something to do."""
    page = warm_page(guide_site)
    check(page, "The role defined for the function cannot be assumed by Lambda.")
    unfold(page)
    expect(page.locator(".whydenied-answer")).not_to_contain_text("not in the message")
    assert page.locator(".whydenied-fixes li, .whydenied-fixes pre").count() >= 1
    assert leads_to(page).endswith("execution-role-trust")


def test_38_search_in_the_copy_on_disk(offline_site: str, open_page: Opened) -> None:
    page = open_page(offline_site)
    page.keyboard.press("/")
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    page.keyboard.type("MalformedPolicyDocument")
    expect(page.locator(".md-search-result__meta")).to_contain_text("matching document")


def test_39_a_second_error_on_the_sections_own_page(instant_site: str, open_page: Opened) -> None:
    page = open_page(instant_site)
    check(page, denied("dynamodb:GetItem", TABLE))
    section(page)
    page.locator(".whydenied-section-title > a").click()
    expect(page.locator(".whydenied-strip")).to_be_visible()
    page.evaluate(ANYWHERE, denied("s3:PutObject", "arn:aws:s3:::prices/2026.csv"))
    assert "s3:PutObject" in summary(page)
    assert "/troubleshoot/" in page.url


def test_40_come_back_and_go_on(instant_site: str, open_page: Opened) -> None:
    """After Back the answer has the focus, not the top of the page."""
    page = open_page(instant_site)
    check(page, denied("dynamodb:GetItem", TABLE))
    section(page)
    page.locator(".whydenied-section-title > a").click()
    expect(page.locator(".whydenied-strip")).to_be_visible()
    page.go_back()
    summary(page)
    expect(page.locator("body:focus")).to_have_count(0)
    expect(page.locator("why-denied :focus")).to_have_count(1)


def test_41_code_does_not_run_under_its_button(guide_site: str, warm_page: Opened) -> None:
    """The button of a block in a section covers no letter of its first line."""
    page = warm_page(guide_site)
    check(page, denied("dynamodb:GetItem", TABLE))
    section(page)
    covered = """() => [...document.querySelectorAll(".whydenied-section-body .whydenied-copy")].filter((button) => {
      const code = (button.previousElementSibling ?? button.parentElement).querySelector("code");
      const range = document.createRange();
      range.selectNodeContents(code);
      const [b, pre] = [button, code.closest("pre")].map((each) => each.getBoundingClientRect());
      return [...range.getClientRects()].some((r) => Math.min(r.right, pre.right) > b.left && r.top < b.bottom && r.bottom > b.top);
    }).length"""
    assert page.locator(".whydenied-section-body .whydenied-copy").count() >= 2
    assert page.evaluate(covered) == 0

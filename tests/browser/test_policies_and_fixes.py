"""Policies and fixes in the answer: findings on their lines, edits, types, context values, tabs, copying, the
request."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.asking import check, fill, summary, unfold

ORDERS = "arn:aws:lambda:eu-west-1:111122223333:function:orders"
DENIED = (
    "User: arn:aws:sts::111122223333:assumed-role/billing/nightly is not authorized to "
    "perform: lambda:InvokeFunction on resource: "
    f"{ORDERS} because no identity-based policy allows the lambda:InvokeFunction action"
)
# Two faults that edits mend, on lines 7 and 12; the emoji makes code points and UTF-16 units differ.
FAULTY = f"""\U0001f600
{{
  "Version": "2012-10-17",
  "Statement": [
    {{
      "Sid": "One",
      "Effect": "allow",
      "Action": "lambda:ListFunctions",
      "Resource": "*"
    }},
    {{
      "Sid": "One",
      "Effect": "Allow",
      "Action": "lambda:GetFunction",
      "Resource": "{ORDERS}"
    }}
  ]
}}"""
FROM_OFFICE = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Action": "lambda:InvokeFunction",
            "Resource": ORDERS,
            "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}},
        },
    },
    indent=2,
)


def codes(page: Page) -> list[str]:
    return page.locator(".whydenied-finding-head code").all_inner_texts()


def box(page: Page) -> Locator:
    return page.locator(".whydenied-form textarea")


def verdict(page: Page) -> Locator:
    return page.locator(".whydenied-verdict-name")


def test_findings_stand_on_their_lines(start: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(start)
    check(page, FAULTY)
    assert codes(page) == ["invalid-effect", "duplicate-sid"]
    assert page.locator(".whydenied-finding").first.inner_text().startswith("✕ Error")
    signed = page.locator(".whydenied-line[data-sign]")
    assert [
        (signed.nth(at).get_attribute("data-line"), signed.nth(at).inner_text().strip()) for at in range(2)
    ] == [
        ("7", '"Effect": "allow",'),
        ("12", '"Sid": "One",'),
    ]
    assert page.locator(".whydenied-found").all_inner_texts() == ['"allow"', '"One"']
    page.get_by_role("button", name="line 12", exact=True).click()
    expect(page.locator('.whydenied-line[data-line="12"]')).to_be_focused()


def test_edits_are_applied_and_undone(start: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(start)
    check(page, FAULTY)
    url = page.url
    page.get_by_role("button", name="Apply the change for duplicate-sid, line 12").click()
    expect(page.locator(".whydenied-finding")).to_have_count(1)
    assert box(page).input_value() == FAULTY[::-1].replace('"enO"', '"2enO"', 1)[::-1]
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    undo.click()
    expect(page.locator(".whydenied-finding")).to_have_count(2)
    expect(box(page)).to_have_value(FAULTY)
    page.get_by_role("button", name="Apply all 2 changes").click()
    expect(page.locator(".whydenied-finding")).to_have_count(0)
    assert summary(page).startswith("No errors found")
    assert '"Effect": "Allow",\n      "Action": "lambda:ListFunctions"' in box(page).input_value()
    expect(page.locator(".whydenied-status")).to_contain_text("Updated.")
    assert page.url == url


def test_typing_checks_again_and_takes_the_undo_away(guide_site: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(guide_site)
    check(page, FAULTY)
    page.get_by_role("button", name="Apply all 2 changes").click()
    expect(page.locator(".whydenied-undo")).to_have_count(1)
    fill(page, FAULTY)
    expect(page.locator(".whydenied-finding")).to_have_count(2)
    expect(page.locator(".whydenied-undo")).to_have_count(0)
    expect(box(page)).to_be_focused()


def test_another_type_is_another_verdict(start: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(start)
    check(page, f"{DENIED}\n{FROM_OFFICE}")
    expect(verdict(page)).to_contain_text("A condition isn't met.")
    expect(page.get_by_label("Type of this policy")).to_be_hidden()
    unfold(page)
    page.get_by_label("Type of this policy").select_option("scp")
    expect(verdict(page)).to_contain_text("This policy type doesn't affect this call.")
    expect(page.get_by_label("Type of this policy")).to_be_focused()
    expect(page.locator(".whydenied-head")).to_contain_text("Set by you.")
    page.get_by_label("Type of this policy").select_option("Detect")
    expect(verdict(page)).to_contain_text("A condition isn't met.")


@pytest.mark.parametrize(
    ("address", "sentence"), [("203.0.113.7", "already allows"), ("198.51.100.7", "A condition isn't met")]
)
def test_a_context_value_is_another_verdict(
    address: str, sentence: str, start: str, warm_page: Callable[..., Page]
) -> None:
    page = warm_page(start)
    check(page, f"{DENIED}\n{FROM_OFFICE}")
    field = page.get_by_label("aws:SourceIp")
    field.fill(address)
    field.press("Enter")
    expect(page.locator(".whydenied-status")).to_contain_text("Updated.")
    expect(verdict(page)).to_contain_text(sentence)
    expect(field).to_have_value(address)
    expect(field).to_be_focused()
    assert (
        page.evaluate(
            "() => [localStorage, sessionStorage].some((store) => JSON.stringify(store).includes('.100.7'))"
        )
        is False
    )


def test_the_verdict_leads_to_its_statement(guide_site: str, warm_page: Callable[..., Page]) -> None:
    """The places of the statements are put into the report by hand: what is tried is the page alone."""
    page = warm_page(guide_site)
    text = f"{DENIED}\n{FROM_OFFICE}"
    page.evaluate(
        """async ([text, span]) => {
          const report = await window.whydenied.ask(text);
          report.policies[0].statements = [span];
          document.querySelector("why-denied").draw(report, text);
        }""",
        [text, [text.index('{\n    "Effect"'), len(text) - 2]],
    )
    page.get_by_role("button", name="Go to statement 1, line 4").click()
    expect(page.locator('.whydenied-line[data-line="4"]')).to_be_focused()


EDITED = """async ([text, edit]) => {
  const report = await window.whydenied.ask(text);
  report.fixes[0] = { ...report.fixes[0], kind: "edit", edit, edited: 0, policy: { Statement: "as a whole" } };
  report.together = { ...report.fixes[0], edit: null, edited: null, title: "Allow all of it" };
  const widget = document.querySelector("why-denied");
  widget.box.value = text;
  widget.draw(report, text);
}"""


def test_a_fix_of_the_readers_own_policy_is_a_change_of_lines(
    guide_site: str, warm_page: Callable[..., Page]
) -> None:
    """The edit is put into the report by hand: what is tried is the page alone."""
    page = warm_page(guide_site)
    text = f"\U0001f600 {DENIED}\n{FROM_OFFICE.replace('InvokeFunction', 'GetFunction')}"
    start = text.rindex("lambda:GetFunction")
    edit = {"span": [start, start + len("lambda:GetFunction")], "replacement": "lambda:InvokeFunction"}
    page.evaluate(EDITED, [text, edit])
    fix = page.locator(".whydenied-fix").first
    assert fix.locator(".whydenied-change b").all_inner_texts() == [
        "lambda:GetFunction",
        "lambda:InvokeFunction",
    ]
    expect(fix.get_by_role("tabpanel")).to_contain_text("as a whole")
    expect(page.locator("details.whydenied-fix > summary").first).to_contain_text("Allow all of it")
    fix.get_by_role("button", name="Apply").click()
    expect(box(page)).to_have_value(
        text[:start] + "lambda:InvokeFunction" + text[start + len("lambda:GetFunction") :]
    )
    page.get_by_role("button", name="Undo").click()
    expect(box(page)).to_have_value(text)


def test_syntaxes_are_tabs_for_the_keyboard(start: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(start)
    check(page, DENIED)
    tabs = page.get_by_role("tab")
    assert tabs.all_inner_texts() == ["JSON", "AWS CLI", "Terraform", "CloudFormation", "CDK"]
    panel = page.get_by_role("tabpanel")
    assert json.loads(panel.inner_text())["Statement"][0]["Action"] == "lambda:InvokeFunction"
    tabs.first.focus()
    for key, name, part in [
        ("ArrowRight", "AWS CLI", "aws iam put-role-policy"),
        ("End", "CDK", "PolicyStatement"),
        ("ArrowRight", "JSON", '"Version"'),
        ("ArrowLeft", "CDK", "PolicyStatement"),
    ]:
        page.keyboard.press(key)
        chosen = page.get_by_role("tab", name=name)
        expect(chosen).to_be_focused()
        assert chosen.get_attribute("aria-selected") == "true"
        expect(panel).to_contain_text(part)
    page.keyboard.press("Tab")
    expect(panel).to_be_focused()


def test_a_fix_is_copied(start: str, open_page: Callable[..., Page]) -> None:
    page = open_page(start)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    check(page, DENIED)
    page.get_by_role("tab", name="Terraform").click()
    copy = page.locator(".whydenied-fix").first.locator(".whydenied-copy")
    copy.click()
    expect(copy).to_have_text("Copied")
    assert page.evaluate("() => navigator.clipboard.readText()").startswith('resource "aws_iam_role_policy"')


def test_where_copying_is_refused_the_text_is_selected(start: str, open_page: Callable[..., Page]) -> None:
    page = open_page(start)
    check(page, DENIED)
    page.evaluate("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    copy = page.locator(".whydenied-fix").first.locator(".whydenied-copy")
    copy.click()
    expect(copy).to_have_text("Copied")
    page.evaluate("() => (document.execCommand = () => false)")
    copy.click()
    expect(page.locator(".whydenied-status")).to_contain_text("Ctrl+C")
    assert json.loads(page.evaluate("() => String(getSelection())"))["Statement"]


def test_the_request_hides_accounts_on_wish(start: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(start)
    check(page, DENIED)
    page.get_by_text("Ask your administrator").click()
    request = page.locator(".whydenied-request")
    expect(request).to_contain_text("111122223333")
    page.locator(".whydenied-ask").get_by_label("Hide account IDs").check()
    expect(request).not_to_contain_text("111122223333")
    expect(request).to_contain_text(ORDERS.replace("111122223333", "ACCOUNT-A"))


def test_the_way_of_the_decision_is_readable_without_colour(
    guide_site: str, warm_page: Callable[..., Page]
) -> None:
    page = warm_page(guide_site)
    check(page, f"{DENIED}\n{FROM_OFFICE}")
    unfold(page)
    expect(page.locator(".whydenied-layers > li")).to_have_count(1)
    decided = page.locator(".whydenied-decided")
    expect(decided).to_have_count(1)
    assert decided.inner_text().startswith("–")
    for words in ("Identity-based policy", "doesn't allow it", "decided here"):
        expect(decided).to_contain_text(words)


def test_of_a_long_policy_the_lines_around_findings_are_shown(
    guide_site: str, warm_page: Callable[..., Page]
) -> None:
    statements = [
        {
            "Sid": f"S{number}",
            "Effect": "Allow",
            "Action": "lambda:GetFunction",
            "Resource": f"{ORDERS}-{number}",
        }
        for number in range(60)
    ]
    statements[40]["Effect"] = "allow"
    page = warm_page(guide_site)
    check(page, json.dumps({"Version": "2012-10-17", "Statement": statements}, indent=2))
    expect(page.locator(".whydenied-line.whydenied-error")).to_contain_text('"allow"')
    assert page.locator(".whydenied-line").count() < 60
    expect(page.locator(".whydenied-gap").first).to_contain_text("lines 5 to ")


def test_secrets_are_masked_in_policies_too(guide_site: str, warm_page: Callable[..., Page]) -> None:
    key = "AKIA" + "QX7WN2ZR5TLB3KVD"
    page = warm_page(guide_site)
    check(page, FAULTY.replace('"Sid": "One"', f'"Sid": "{key}"', 1))
    assert key not in page.locator(".whydenied-answer").inner_text()
    expect(page.locator(".whydenied-code")).to_contain_text("•" * 20)


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_of_it_sticks_out(width: int, guide_site: str, warm_page: Callable[..., Page]) -> None:
    page = warm_page(guide_site, width=width, height=800)
    check(page, f"{DENIED}\n{FAULTY}".replace("orders", "orders" * 9))
    assert summary(page)
    assert page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")

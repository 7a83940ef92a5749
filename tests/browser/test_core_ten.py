"""The ten tasks that every reader has, in three engines, over http under a sub-path and from disk."""

from __future__ import annotations

import json

import pytest

from tests.browser.engines.engine import Engine

ENGINES = ["chromium", "firefox", "webkit"]
PREFIX = "security_iam_troubleshoot-"
BOX = "why-denied textarea"
SUMMARY = ".whydenied-summary"
ORDERS = "arn:aws:lambda:eu-central-1:111122223333:function:orders"
DENIED = (
    "User: arn:aws:iam::111122223333:user/ines is not authorized to perform: "
    f"lambda:GetFunction on resource: {ORDERS}"
)
SENTENCE = "The user ines was denied lambda:GetFunction"
POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Action": "lambda:ListFunctions", "Resource": "*"},
    },
    indent=2,
)
FLAWED = POLICY.replace('"Allow"', '"allow"')


@pytest.fixture(params=ENGINES, scope="module")
def engine(request: pytest.FixtureRequest) -> Engine:
    """A page in each engine, one for all tests: each opens it anew."""
    return request.getfixturevalue(str(request.param))  # type: ignore[no-any-return]


@pytest.fixture(params=["http", "file"], scope="module")
def host(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("instant_site" if request.param == "http" else "offline_site"))


@pytest.fixture
def page(engine: Engine, host: str) -> Engine:
    engine.open(host)
    return engine


def answered(page: Engine, text: str) -> str:
    """Paste *text*, and give the sentence of the answer."""
    page.paste(text)
    return page.text(SUMMARY)


def test_1_find_it(page: Engine) -> None:
    """The box stands on the first screen, under words that say what to do, before anything else that takes
    the focus in the article."""
    box = page.evaluate("(box) => document.querySelector(box).getBoundingClientRect().toJSON()", BOX)
    assert 0 < box["top"] < page.evaluate("() => innerHeight") * 0.75
    assert "Paste an error" in page.text("why-denied label")
    assert page.evaluate(
        "() => document.querySelector('article').querySelector('textarea, input, "
        "button').matches('why-denied *')"
    )


def test_2_paste_and_have_the_section_here(page: Engine) -> None:
    """The sentence has the focus and is in view; the section is under it, with the reader's own names;
    nothing was left for it."""
    page.evaluate("() => { window.kept = [history.length, location.href]; }")
    assert answered(page, DENIED).startswith(SENTENCE)
    assert page.section() == f"{PREFIX}no-permissions"
    assert "eu-central-1" in page.text(".whydenied-filled")
    assert page.evaluate("() => document.activeElement.matches('.whydenied-summary')")
    assert page.evaluate(
        "() => { const { top } = document.activeElement.getBoundingClientRect(); return top >= "
        "0 && top < innerHeight; }"
    )
    assert page.evaluate("() => String([history.length, location.href]) === String(window.kept)")


def test_3_jump_to_the_section(page: Engine) -> None:
    answered(page, DENIED)
    page.section()
    page.click("button.whydenied-open")
    page.wait("() => document.activeElement.matches('.whydenied-section-title')")
    assert page.evaluate(
        "() => { const { top } = document.activeElement.getBoundingClientRect(); return top >= "
        "0 && top < innerHeight / 2; }"
    )
    assert page.value() == DENIED
    assert page.evaluate("() => !location.hash")


def test_4_correct_a_word(page: Engine) -> None:
    answered(page, DENIED)
    page.fill(DENIED.replace("GetFunction", "DeleteFunction"))
    page.told(SUMMARY, "lambda:DeleteFunction")
    assert page.evaluate("(box) => document.activeElement.matches(box)", BOX)


def test_5_copy_a_change(page: Engine) -> None:
    """What the button copies is what a paste brings, tried in a field of nobody's, since a paste into the box
    leads on.

    Where copying is refused, the text is selected and the reader told.
    """
    answered(page, DENIED)
    page.click(".whydenied-fix .whydenied-copy")
    page.wait("() => /Copied|Ctrl\\+C/.test(document.querySelector('why-denied').innerText)")
    if page.evaluate("() => String(getSelection()).includes('Statement')"):
        page.press("Control+c")
    page.evaluate(
        "() => { const field = document.createElement('textarea'); field.id = 'field'; "
        "document.body.prepend(field); field.focus(); }"
    )
    page.press("Control+v")
    assert "lambda:GetFunction" in page.wait("() => document.getElementById('field').value")


def test_6_mend_a_policy_and_take_it_back(page: Engine) -> None:
    answered(page, FLAWED)
    page.click('[aria-label^="Apply the change for invalid-effect"]')
    page.wait("(box) => document.querySelector(box).value.includes('Allow')", BOX)
    page.choose("Undo")
    page.wait("([box, text]) => document.querySelector(box).value === text", [BOX, FLAWED])


def test_7_error_and_policy_together(page: Engine) -> None:
    answered(
        page, f"{DENIED} because no identity-based policy allows the lambda:GetFunction action\n\n{POLICY}"
    )
    assert "The policy doesn't allow this action." in page.text(".whydenied-verdict")
    page.section()  # comes in above the folds and moves them
    page.click(".whydenied-path > summary")
    assert page.text(".whydenied-decided").strip()


def test_8_keyboard_alone(page: Engine) -> None:
    """Keys sent to Firefox by BiDi pressed no button, on a bare page neither: that Enter presses this one is
    tried in Chromium, as task 14."""
    page.evaluate("(box) => document.querySelector(box).focus()", BOX)
    page.type(
        "User: arn:aws:iam::111122223333:user/ines is not authorized to perform: "
        "lambda:GetFunction on resource: orders"
    )
    page.press("Control+Enter")
    assert page.text(SUMMARY).startswith(SENTENCE)
    page.evaluate("(box) => document.querySelector(box).focus()", BOX)
    page.press("Tab")
    assert page.evaluate("() => document.activeElement.matches('.whydenied-check')")


def test_9_a_secret_is_masked(page: Engine) -> None:
    key = "AKIA" + "QX7WN2ZR5TLB3KVD"
    answered(page, f"{DENIED}\naws_access_key_id = {key}")
    page.section()  # comes in above the folds and moves them
    page.click(".whydenied-read > summary")
    page.told(".whydenied-answer", "[masked]")
    assert key not in page.text(".whydenied-answer")
    assert page.evaluate(
        "(key) => !(location.href + JSON.stringify({ ...localStorage, ...sessionStorage })).includes(key)",
        key,
    )


def test_10_nothing_to_explain(page: Engine) -> None:
    page.paste("Segmentation fault (core dumped)")
    assert page.text(SUMMARY).startswith("We don't recognize this")
    assert "CloudTrail" in page.text(".whydenied-next")
    assert page.evaluate("() => !location.hash")


def test_files_are_as_closed_as_to_readers(engine: Engine, offline_site: str) -> None:
    """What automation switches off in some browsers is on: a page from disk may not read the file beside
    it."""
    engine.open(offline_site)
    refused = (
        "async () => { try { await fetch(new URL('troubleshoot/index.html', location)); return "
        "false; } catch { return true; } }"
    )
    assert engine.evaluate(refused)

"""A site on nginx as Debian ships it, whose table of types has no row for `.mjs`: the checker starts and
answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.browser import nginx
from tests.browser.asking import paste, summary
from tests.browser.conftest import build, needed

SETTINGS = """\
site_name: Wiki
theme:
  name: material
  font: false
markdown_extensions: [attr_list]
plugins: [whydenied]
"""
WIKI = (
    "# House rules { #rules }\n\n<why-denied></why-denied>\n\n## Missing permissions { "
    "#scp }\n\nAsk the platform team.\n"
)
DENIED = (
    "User: arn:aws:iam::111122223333:user/ines is not authorized to perform: "
    "lambda:GetFunction on resource: orders "
    "with an explicit deny in a service control policy"
)
POLICY = (
    '{"Version": "2012-10-17", "Statement": [{"Effect": "allow", "Action": '
    '"lambda:GetFunction", "Resource": "*"}]}'
)


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    needed("nginx")
    source = tmp_path_factory.mktemp("wiki")
    (source / "docs").mkdir()
    (source / "docs/index.md").write_text(WIKI, "utf-8")
    (source / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    with nginx.serve(build(source / "site", source), tmp_path_factory.mktemp("nginx")) as url:
        yield url


def test_an_error_and_a_policy_are_answered(wiki: str, open_page: Callable[..., Page]) -> None:
    page = open_page(wiki)
    paste(page, DENIED)
    assert "ines" in summary(page)
    paste(page, POLICY)
    page.locator(".whydenied-finding").first.wait_for(timeout=60_000)

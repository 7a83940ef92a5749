"""A web server that compresses nothing: the page fetches the packed file beside each large one, where there
is one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.asking import leads_to, paste
from tests.browser.server import serve

REFUSAL = (
    "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: lambda:GetFunction on resource: "
    "arn:aws:lambda:eu-west-1:111122223333:function:orders because no identity-based "
    "policy allows the lambda:GetFunction action"
)


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "not-packed"])
def test_large_files_come_packed_where_they_are_there(
    built_site: Path, tmp_path: Path, open_page: Callable[..., Page], packed: bool
) -> None:
    site = shutil.copytree(
        built_site, tmp_path / "site", ignore=None if packed else shutil.ignore_patterns("*.gz")
    )
    with serve(site, compress=False) as url:
        page = open_page(url)
        seen: list[tuple[str, int]] = []
        page.on("response", lambda response: seen.append((response.url, response.status)))
        paste(page, REFUSAL)
        assert leads_to(page).endswith("#security_iam_troubleshoot-no-permissions")
    asked = [status for address, status in seen if address.endswith(".gz")]
    assert len(asked) >= 3
    assert set(asked) == ({200} if packed else {404})

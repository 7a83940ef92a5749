"""axe finds nothing in the widget: in each of its states, in both palettes, on wide and narrow screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.states import FURTHER, STATES
from tests.conftest import ROOT

AXE = ROOT / "node_modules/axe-core/axe.min.js"
# All rules of axe, with WCAG 2.2's size of targets, which is off by default; the theme's buttons at code
# blocks are the theme's.
RUN = """async (places) => {
  const options = { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } };
  const { violations } = await axe.run({ include: places.filter((place) => document.querySelector(place)), exclude: [".md-code__nav"] }, options);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)}\\n${failureSummary}`));
}"""
PLACES = [
    "why-denied",
    ".whydenied-strip",
    ".whydenied-brought",
    ".whydenied-filled",
    ".whydenied-arrived",
    ".whydenied-forms",
    ".whydenied-sample",
]
PALETTES = {"light": "default", "dark": "slate"}
# Material fades between its palettes, and what is looked at is their colours at the end.
AT_ONCE = "*, ::before, ::after { transition: none !important; animation: none !important; }"
LOOKS: list[tuple[Literal["light", "dark"], int]] = [
    (scheme, width) for scheme in ("light", "dark") for width in (1200, 360)
]


def violations(page: Page, scheme: Literal["light", "dark"], width: int) -> list[str]:
    """What axe finds in one look of the page."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_function(
        "(palette) => document.body.dataset.mdColorScheme === palette", arg=PALETTES[scheme]
    )
    return list(page.evaluate(RUN, PLACES))


@pytest.mark.parametrize("state", [*STATES, *FURTHER])
def test_axe_finds_nothing(state: str, instant_site: str, open_page: Callable[..., Page]) -> None:
    page = open_page(instant_site)
    page.emulate_media(reduced_motion="reduce")
    {**STATES, **FURTHER}[state](page)
    page.evaluate(
        "() => document.querySelectorAll('.whydenied-answer details').forEach((each) => (each.open = true))"
    )
    page.add_style_tag(content=AT_ONCE)
    page.add_script_tag(path=AXE)
    found = [
        f"{scheme} {width}: {each}" for scheme, width in LOOKS for each in violations(page, scheme, width)
    ]
    assert not found, "\n".join(found)


def test_axe_would_find_something(instant_site: str, open_page: Callable[..., Page]) -> None:
    """The palettes are really there, and a fault is seen in each of them."""
    page = open_page(instant_site)
    page.add_style_tag(content=AT_ONCE)
    page.add_script_tag(path=AXE)
    page.evaluate(
        "() => { document.querySelector('.whydenied-check').style.cssText = 'color: #777; "
        "background: #888'; }"
    )
    for scheme in ("light", "dark"):
        assert "color-contrast" in "".join(violations(page, scheme, 1200))

"""A site of several guides: the page that asks goes before another with the same words."""

from __future__ import annotations

import pytest

from whydenied import Guide, check
from whydenied.guide import PREFIX, SCHEMA

REFUSAL = "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: {action} on resource: x"
FORM = [{"text": "The quarter is closed for bookings", "slots": {}}]


def section(page: str, name: str, **more: object) -> dict[str, object]:
    first = page == "first/"
    return {
        "id": name if first else f"{page}#{name}",
        "title": name,
        "url": f"{page}#{name}",
        "samples": [],
        "forms": [],
        **more,
    }


GUIDE = Guide.from_json(
    {
        "schema": SCHEMA,
        "sections": [
            section("first/", f"{PREFIX}passrole"),
            section("first/", "closed", forms=FORM),
            section("first/", "mine", names=["no-permissions"]),
            {**section("first/", "mine"), "id": "no-permissions"},
            section("second/", f"{PREFIX}passrole"),
            section("second/", "closed", forms=FORM),
            section("second/", "yours", names=["no-permissions"]),
        ],
    }
)


@pytest.mark.parametrize("page", ["first/", "second/", None, "elsewhere/"])
@pytest.mark.parametrize(
    ("text", "fragments"),
    [
        (REFUSAL.format(action="iam:PassRole"), {f"{PREFIX}passrole"}),
        (REFUSAL.format(action="s3:GetObject"), {"mine", "yours"}),
        ("Error: The quarter is closed for bookings", {"closed"}),
    ],
)
def test_the_page_that_asks_goes_first(page: str | None, text: str, fragments: set[str]) -> None:
    guide = GUIDE.at(page) if page else GUIDE
    place, _, fragment = check(text, guide).sections[0].url.partition("#")
    assert place == (page if page == "second/" else "first/")
    assert fragment in fragments

"""A paste that breaks off in the middle of a message: what only one section's form begins like leads there,
nothing else does."""

from __future__ import annotations

import pytest

from whydenied import Guide, check
from whydenied.guide import Form, Section

FORMS = {
    "pass": "authorized to perform: iam:PassRole",
    "shelf": (
        "authorized to perform: library:OpenShelf on resource: {value} with an explicit deny "
        "in the shelf's list"
    ),
    "read": (
        "authorized to perform: library:OpenShelf on resource: {value} because no list of readers allows it"
    ),
    "quota": "The quota of this library for {value} was used up by readers of the north wing",
}
GUIDE = Guide(tuple(Section(name, name, f"#{name}", (Form(text, name),)) for name, text in FORMS.items()))
USER = "User: arn:aws:iam::111122223333:user/ines is not "
SHELF = (
    USER
    + "authorized to perform: library:OpenShelf on resource: arn:aws:library:eu-west-1:111122223333:shelf/7 "
)


@pytest.mark.parametrize(
    ("paste", "section"),
    [
        (USER + "authorized to perform: iam:Pass", "pass"),
        (USER + "authorized to perform: iam:PassR...", "pass"),
        (f'"{USER}authorized to perform: iam:P"', "pass"),
        (USER + "authorized to perform: iam:PutRolePolicy", None),
        (USER + "authorized to perform: iam:Pass\nis what I saw", None),
        (SHELF + "with an expl", "shelf"),
        (SHELF + "because no li", "read"),
        (SHELF, None),
        (USER + "authorized to perform: library:Open", None),
        ("The quota of this library for arn:aws:library:eu-west-1:1111", None),
        ("The quota of this library for shelves was used up by readers of", "quota"),
        ("The quota of this library for shelves was raised", None),
        ("The quota of", None),
    ],
)
def test_what_only_one_form_begins_like_leads_there(paste: str, section: str | None) -> None:
    assert check(paste, GUIDE).section == section


def test_cuts_of_every_length_are_read() -> None:
    for text, section in (
        (SHELF + "with an explicit deny in the shelf's list", "shelf"),
        (FORMS["quota"], "quota"),
    ):
        assert {check(text[:length], GUIDE).section for length in range(len(text))} == {None, section}

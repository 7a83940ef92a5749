"""A section's gist: read in one place, shown in the page, the headline of the answers that lead there."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from mkdocs_whydenied.guide import gist, markdown
from mkdocs_whydenied.guide.index import index
from tests.plugin.conftest import Built
from whydenied import Guide, check

TEXTS = {"forms": "", "samples": ""}
PAGE = """# Lamps

## The lamp is out { #out }

> **Cause:** The keeper's `lamp:Light` isn't allowed, or the
> [oil](oil.md) is used up.
> **Fix:** Allow it *and* refill.
> **Policy:** trust policy

```form
The lamp of {keeper} burns no more
```

### More { #more }

> A quotation of **nobody**.

Source (checked 2026-02): [A](https://a.example/)

Source (checked 2025-12): [B](https://b.example/)

## Another { #another }

Source (checked 2020-01): [C](https://c.example/)
"""


def test_cause_fix_layer_and_date_are_data() -> None:
    found = markdown.read(PAGE, TEXTS)
    out, more, another = found.sections
    assert out.gist == gist.Gist(
        "The keeper's lamp:Light isn't allowed, or the oil is used up.",
        "Allow it and refill.",
        "trust",
        "2025-12",
    )
    assert more.gist is None and another.gist is None and found.problems == ()
    assert (
        "> **Cause:** The keeper's `lamp:Light` isn't allowed, or the [oil](oil.md) is used up.\n>\n"
        in found.markdown
    )
    assert "> A quotation" in found.markdown


def test_the_guide_keeps_it() -> None:
    guide = Guide.from_json(index([("lamps/", markdown.read(PAGE, TEXTS))]))
    assert Guide.from_json(guide.to_json()).to_json() == guide.to_json()
    assert guide.by_id["out"].gist is not None and guide.by_id["out"].gist.layer == "trust"


def test_it_is_the_headline_of_an_answer_known_by_its_words() -> None:
    guide = Guide.from_json(index([("lamps/", markdown.read(PAGE, TEXTS))]))
    report = check("ERROR The lamp of Mo burns no more", guide)
    assert report.summary == "The keeper's lamp:Light isn't allowed, or the oil is used up."
    assert report.advice == ("Allow it and refill.",) and report.denials[0].advice == report.advice


def test_a_denial_that_says_more_keeps_its_own_sentence() -> None:
    guide = Guide.from_json(
        index([("lamps/", markdown.read(PAGE.replace("#out", "#no-permissions"), TEXTS))])
    )
    report = check(
        "User: arn:aws:iam::111122223333:user/mo is not authorized to perform: lamp:Light on resource: x",
        guide,
    )
    assert report.section == "no-permissions" and "mo" in report.summary and "oil" not in report.summary


@pytest.mark.parametrize(
    ("quotation", "sentence"),
    [
        ("> **Cause:** A.", "a line **Fix:**"),
        ("> **Cause:** A.\n> **Fix:** B.\n> **Policy:** house rule", "house rule is none of"),
    ],
)
def test_what_is_wrong_with_a_gist_is_told(quotation: str, sentence: str) -> None:
    (problem,) = markdown.read(f"## A {{ #a }}\n\n{quotation}\n", TEXTS).problems
    assert sentence in problem.sentence and problem.line == 3


def test_a_built_page_and_its_search_show_it(site: Callable[..., Built]) -> None:
    built = site({"lamps.md": PAGE.replace("oil.md", "#out")}, plugins=["search", "whydenied"])
    html = built.read("lamps/index.html")
    assert html.count("<p><strong>Cause:</strong>") == html.count("<p><strong>Fix:</strong>") == 1
    rows = json.loads(built.read("search/search_index.json"))["docs"]
    assert next(row for row in rows if row["location"] == "lamps/#out")["text"].startswith(
        "Cause: The keeper's"
    )

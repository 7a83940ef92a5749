"""Cases are read from Markdown as they are written there, and a slip is an error, not a case less."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixtures import Case, Text, parameters, read

PAGE = """# Free text

- free, too

## first
- found: a, b
- sound

```json identity
{
  "Sid": "x"  <-- c, d

}
```

## second

```text
one
```

```json read
{}
```
"""


def written(folder: Path, text: str) -> Path:
    (folder / "page.md").write_text(text, "utf-8")
    return folder / "page.md"


def test_facts_texts_and_marks(tmp_path: Path) -> None:
    first, second = read(written(tmp_path, PAGE))
    assert first == Case(
        "first",
        {"found": "a, b", "sound": ""},
        [Text("identity", '{\n  "Sid": "x"\n\n}', frozenset({(2, "c"), (2, "d")}))],
    )
    assert first.listed("found") == {"a", "b"} and first.listed("not found") == set()
    assert [text.label for text in second.texts] == ["", "read"] and second.paste == "one"


@pytest.mark.parametrize(
    ("right", "slip", "sentence"),
    [
        ("}\n```", "}\n", "a fence of first does not end"),
        ("{}\n```", "{}\n", "a fence of second does not end"),
        ("## second", "## first", "two cases of one id"),
        ("- sound", "- found: c", "two facts of one name"),
        ("- sound", "- soud", "soud"),
    ],
)
def test_a_slip_is_an_error(right: str, slip: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=sentence):
        parameters(written(tmp_path, PAGE.replace(right, slip)), "found|sound")

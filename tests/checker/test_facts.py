"""Patterns of actions and resources: what covers what, and what can meet, against all short texts."""

from __future__ import annotations

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from whydenied.aws.coverage import covers, overlaps

PATTERNS = st.text("ab*?", max_size=4)
TEXTS = ["".join(letters) for length in range(9) for letters in itertools.product("ab", repeat=length)]


def texts_of(pattern: str) -> set[str]:
    expression = re.compile("".join({"*": ".*", "?": "."}.get(char, char) for char in pattern))
    return {text for text in TEXTS if expression.fullmatch(text)}


@examples(100)
@given(PATTERNS, PATTERNS)
def test_what_covers_matches_all_of_it(wide: str, narrow: str) -> None:
    assert not covers(wide, narrow) or texts_of(narrow) <= texts_of(wide)


@examples(100)
@given(PATTERNS, st.sampled_from(TEXTS[:500]))
def test_a_text_is_covered_when_it_fits(pattern: str, text: str) -> None:
    assert covers(pattern, text) == (text in texts_of(pattern))


@examples(100)
@given(PATTERNS, PATTERNS)
def test_patterns_meet_where_a_text_fits_both(one: str, other: str) -> None:
    assert overlaps(one, other) == bool(texts_of(one) & texts_of(other))


def test_variables_are_covered_by_stars_and_meet_anything() -> None:
    assert covers("arn:aws:s3:::home/*", "arn:aws:s3:::home/${aws:username}/x")
    assert not covers("arn:aws:s3:::home/ann/*", "arn:aws:s3:::home/${aws:username}/*")
    assert overlaps("arn:aws:s3:::home/${aws:username}", "arn:aws:s3:::home/ann")

"""The one glob against its definition, and one pattern against another by the texts that both match."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.properties import examples
from whydenied.aws.coverage import covers, meets_beyond, overlaps, resource_covers
from whydenied.aws.glob import Tokens, Wild, fits, parse, parse_resource

NAMES = st.text("ab*?", max_size=8)
TEXTS = st.text("ab", max_size=8)
ARNS = st.lists(st.text("ab*?", max_size=3), min_size=1, max_size=6).map(
    lambda fields: ":".join(["arn", *fields])
)
WHOLE = st.lists(st.text("ab", max_size=2), min_size=4, max_size=7).map(
    lambda fields: ":".join(["arn", *fields])
)


def matches(tokens: Tokens, text: str) -> bool:
    """What a pattern means, token by token; every way is tried."""

    @cache
    def rest(at: int, place: int) -> bool:
        if at == len(tokens):
            return place == len(text)
        token = tokens[at]
        if isinstance(token, str):
            return text.startswith(token, place) and rest(at + 1, place + len(token))
        one = place < len(text) and not (token in (Wild.FIELD_ANY, Wild.FIELD_ONE) and text[place] == ":")
        if token in (Wild.ONE, Wild.FIELD_ONE):
            return one and rest(at + 1, place + 1)
        return rest(at + 1, place) or (one and rest(at, place + 1))

    return rest(0, 0)


@examples(300)
@given(NAMES, TEXTS)
def test_a_name_is_matched_by_definition(pattern: str, text: str) -> None:
    tokens = parse(pattern, variables=False)
    assert fits(tokens, text) == matches(tokens, text)


@examples(400)
@given(ARNS, WHOLE)
@example("arn:aws:*:a-*-1:x:y", "arn:aws:s:a-x:a-b-1:x:y")
@example("arn:a*:*b:b", "arn:a:b:ab:b")
@example("arn:*?:?*:*", "arn:a:b::")
def test_a_resource_is_matched_by_definition(pattern: str, text: str) -> None:
    tokens = parse_resource(pattern, variables=False)
    assert fits(tokens, text) == matches(tokens, text)


@examples(300)
@given(NAMES, NAMES, TEXTS)
def test_what_covers_a_pattern_matches_all_that_it_matches(wide: str, narrow: str, text: str) -> None:
    if covers(wide, narrow) and fits(parse(narrow, variables=False), text):
        assert fits(parse(wide, variables=False), text)


@examples(400)
@given(ARNS, ARNS, WHOLE)
@example("arn:*:*:*:*:*", "arn:a*:b:a:b:a", "arn:a:b:b:a:b:a")
def test_what_covers_a_resource_matches_all_that_it_matches(wide: str, narrow: str, text: str) -> None:
    if (
        narrow.count(":") >= 5
        and resource_covers(wide, narrow)
        and fits(parse_resource(narrow, variables=False), text)
    ):
        assert fits(parse_resource(wide, variables=False), text)


@examples(300)
@given(NAMES, NAMES, TEXTS)
def test_patterns_that_match_one_text_meet(one: str, other: str, text: str) -> None:
    if fits(parse(one, variables=False), text) and fits(parse(other, variables=False), text):
        assert overlaps(one, other)


@pytest.mark.parametrize(
    ("pattern", "arn", "meets"),
    [
        ("arn:aws:logs:*:*:/app/*", "arn:*:logs:*:*:log-group:*", True),
        ("arn:aws:lambda:*:function:orders", "arn:*:lambda:*:*:function:*", True),
        ("arn:aws:lambda:eu-west-1:111122223333:orders", "arn:*:lambda:*:*:layer:*:*", False),
        ("arn:aws:s3:::orders", "arn:*:s3:::*", False),
    ],
)
def test_a_star_at_the_end_of_a_field_stands_for_several(pattern: str, arn: str, meets: bool) -> None:
    assert meets_beyond(pattern, arn) is meets


def test_hostile_patterns_stay_linear() -> None:
    text = "arn:" + "a:" * 1_000
    for pattern in ("arn:" + "a*" * 500 + "b", "arn:a*:a*:a*:*b:c", "*a" * 500):
        assert not fits(parse_resource(pattern, variables=False), text)

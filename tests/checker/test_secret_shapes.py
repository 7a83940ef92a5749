"""Secrets of every shape in every place are found and never echoed; near misses stay quiet."""

from __future__ import annotations

import re

import pytest

from tests.cases.secrets import AWS, DENIED, NEAR, OTHERS, PLACES, Maker
from whydenied import Guide, check
from whydenied.cli.formats import FORMATS
from whydenied.cli.formats.text import render_whole
from whydenied.cli.question import Answer, File


def pieces(value: str) -> list[str]:
    """What of a secret may stand nowhere: its parts of letters and digits that are long enough to be of use."""
    hidden = re.split(r"[:@;]|AccountKey=|SharedAccessKey=|services/", value)[-2 if "@" in value else -1]
    found = re.findall(r"[A-Za-z0-9+/_-]{10,}", hidden)
    return [word[at : at + 10] for word in found for at in range(0, len(word) - 9, 5)]


def shown(paste: str, guide: Guide, policies: tuple[str, ...] = ()) -> str:
    report = check(paste, guide, policies=policies)
    answer = [Answer(report, File(paste), tuple(map(File, policies)))]
    return "\n".join([*(render(answer) for render in FORMATS.values()), render_whole(answer)])


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("shape", [*AWS, *OTHERS])
def test_found_in_every_place_and_never_echoed(shape: str, place: str, guide: Guide) -> None:
    name, value = {**AWS, **OTHERS}[shape](Maker(f"{shape} {place}"))
    paste = PLACES[place](name, value)
    assert check(paste, guide).secrets, paste
    out = shown(paste, guide)
    assert not [piece for piece in pieces(value) if piece in out and "KEY-----" not in piece], paste


@pytest.mark.parametrize("shape", [*AWS, *OTHERS])
def test_found_beside_an_error_and_in_its_values(shape: str, guide: Guide) -> None:
    name, value = {**AWS, **OTHERS}[shape](Maker(shape))
    beside = PLACES["policy"](name, value)
    report = check(DENIED.format("orders"), guide, policies=(beside,))
    assert {secret.text for secret in report.secrets} == {1}
    assert report.denials[0].action == "lambda:GetFunction"
    out = shown(DENIED.format("orders"), guide, (beside,))
    assert not [piece for piece in pieces(value) if piece in out and "KEY-----" not in piece]


@pytest.mark.parametrize("paste", NEAR)
def test_near_misses_are_quiet(paste: str, guide: Guide) -> None:
    assert check(paste, guide).secrets == ()
    assert check(f"{DENIED.format('orders')}\n{paste}\n", guide).secrets == ()


def test_a_masked_wrap_keeps_the_lines(guide: Guide) -> None:
    paste = "aws_secret_access_key = q9Zt3XwLr7Yc1VbN5mKj\n8HgF2dSa4QpE/6uI+0oT\n" + DENIED.format("orders")
    report = check(paste, guide)
    assert paste[slice(*report.denials[0].spans["action"])] == "lambda:GetFunction"
    assert [secret.kind for secret in report.secrets] == ["secret-access-key"]

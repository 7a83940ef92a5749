"""The picture of ARCHITECTURE.md is what the imports give."""

import pytest

from .imports import ORDER, graph, room
from .picture import COMMAND, PICTURE, matrix, picture, rooms_of

RED = 'class="wrong"'


def test_the_picture_is_what_the_imports_give() -> None:
    assert PICTURE.read_text("utf-8") == picture(), (
        f"the imports have changed: {COMMAND} draws architecture.svg anew"
    )


@pytest.mark.slow
def test_an_import_against_the_order_is_red() -> None:
    assert RED not in picture()
    assert RED in "".join(
        matrix("", rooms_of({**graph(), "aws.glob": {"lint.run"}}, room, reversed(ORDER)), 0)
    )

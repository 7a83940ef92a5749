"""What `dataclasses` asks of annotations: those that a class has."""


class Format:
    """How annotations are wanted: all are strings here."""

    VALUE, VALUE_WITH_FAKE_GLOBALS, FORWARDREF, STRING = 1, 2, 3, 4


def get_annotations(owner, **_options):
    """The class's own annotations."""
    return dict(owner.__annotations__)

"""What rules ask of the values of a condition."""

from __future__ import annotations

from ....policies.nodes import UNKNOWN, Scalar
from ....policies.statements import Condition
from ....text.regex import lazy_regex
from ..variables._placeholders import in_value
from ._operators import operator_of

_ESCAPED = lazy_regex(r"\$\{([*?$])\}")
_OPENING = lazy_regex(r"[*?]|\$\{")
_SHOWN = 60
_ALL_ADDRESSES = ("0.0.0.0/0", "::/0")


def plain_text(text: str) -> str:
    """The value without wildcards that are meant literally: `${*}`, `${?}` and `${$}`."""
    return _ESCAPED.sub("", text) if "${" in text else text


def fixed(condition: Condition) -> list[Scalar]:
    """The values that are known as they stand: no part for a template, a policy variable or the reader to
    fill in."""
    known = [
        value
        for value in condition.values
        if UNKNOWN not in value.text and "${" not in value.text and value.kind != "null"
    ]
    return [value for value in known if in_value(value.text) is None]


def opens(text: str) -> bool:
    """Whether a value has a wildcard or a policy variable."""
    return _OPENING.search(plain_text(text)) is not None


def start(text: str) -> str:
    """What stands before the first wildcard or policy variable of a value."""
    found = _OPENING.search(text)
    return text[: found.start()] if found else text


def whole(condition: Condition) -> Scalar | None:
    """The value that fits everything its key can hold: a lone star where stars count, or all addresses of
    IPv4 or IPv6."""
    operator = operator_of(condition)
    if operator.likes:
        return next((value for value in condition.values if value.text and not value.text.strip("*")), None)
    if operator.family == "IpAddress":
        return next((value for value in condition.values if value.text in _ALL_ADDRESSES), None)
    return None


def says(value: Scalar) -> str:
    """The value for a sentence, cut where it is long."""
    return value.text if len(value.text) <= _SHOWN else f"{value.text[: _SHOWN - 1]}…"

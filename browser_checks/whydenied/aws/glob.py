"""The one glob: wildcards and policy variables, in names, in ARNs and in condition values, for evaluation and
lint alike.

In a Resource element a ``*`` that ends one of the ARN's first five segments can match beyond its colon; a
``*`` or ``?`` elsewhere in such a segment stays in it, and in the last part both cross everything. ARN
condition operators compare the six parts one by one.

Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import Enum
from functools import lru_cache
from typing import NamedTuple, Protocol

from ..values import dataclass
from .arn import FIELDS, fields

Lookup = Callable[[str], "tuple[str, ...] | None"]
"""Return the values of a context key, given in lower case; None if the request lacks it."""

_SPECIAL = re.compile(r"(\$\{[^{}]*+\}|\*++|\?)")
_WILDCARD = re.compile(r"(\*++|\?)")
_SHORT_API = "execute-api:/"


UNKNOWN = "\ufffc"
"""Placeholder for an unknown part of a text: what a template or program fills in."""


class Wild(Enum):
    """A wildcard; FIELD ones never match a colon."""

    ANY = "*"
    ONE = "?"
    FIELD_ANY = "* in a field"
    FIELD_ONE = "? in a field"


_STARS = {Wild.ANY: ".", Wild.FIELD_ANY: "[^:]"}
_SINGLE = (Wild.ONE, Wild.FIELD_ONE)


class Variable(NamedTuple):
    """A policy variable: the context key in lower case and as written, and the default if the request lacks
    the key."""

    key: str
    default: str | None
    name: str


Token = str | Wild | Variable
Tokens = tuple[Token, ...]


def parse(text: str, *, variables: bool, wildcards: bool = True, field: bool = False) -> Tokens:
    """Cut a pattern into literal text, wildcards and variables.

    *variables*: whether the policy's Version supports them; *field*: whether wildcards stay between two
    colons.
    """
    if not (wildcards or variables):
        return (text,)
    if "*" not in text and "?" not in text and "$" not in text:
        return (text,) if text else ()
    found: list[Token] = []
    for piece in (_SPECIAL if variables else _WILDCARD).split(text):
        if variables and piece.startswith("${") and piece.endswith("}"):
            found.append(_variable(piece[2:-1]))
        elif wildcards and piece == "?":
            found.append(Wild.FIELD_ONE if field else Wild.ONE)
        elif wildcards and piece and not piece.strip("*"):
            found.append(Wild.FIELD_ANY if field else Wild.ANY)
        elif piece:
            found.append(piece)
    return joined(found)


def parse_arn(text: str, *, variables: bool) -> Tokens:
    """Cut the pattern of an ARN operator's value: five fields whose wildcards stay inside, and a last part
    whose wildcards cross everything.

    Variables count in the last part only.
    """
    return _arn(fields(text), text, variables, crosses=False)


def parse_resource(text: str, *, variables: bool, complete: bool = True) -> Tokens:
    """Cut a value of Resource: a star that ends a field crosses its colon. With *complete*, as in policies
    without a Principal element, missing fields at the end match anything.

    API Gateway's short form ``execute-api:/stage/*`` leaves out the API that carries the policy.
    Source:
    https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
    """
    if text and not text.strip("*"):
        return (Wild.ANY,)
    if text.startswith(_SHORT_API):
        text = f"arn:*:execute-api:*:*:*{text[len(_SHORT_API) - 1 :]}"
    found = fields(text)
    if found[0] == "arn" and complete:
        found += ["*"] * (FIELDS - len(found))
    return _arn(found, text, variables, crosses=True)


def _arn(written: list[str], text: str, variables: bool, *, crosses: bool) -> Tokens:
    if len(written) < FIELDS and not (crosses and written[0] == "arn"):
        return (text,)
    tokens: list[Token] = []
    for at, field in enumerate(written[: FIELDS - 1]):
        found = parse(field, variables=False, field=True)
        if crosses and found and found[-1] is Wild.FIELD_ANY:
            found = (*found[:-1], Wild.ANY)
        tokens += (":", *found) if at else found
    last = (":", *parse(written[-1], variables=variables)) if len(written) == FIELDS else ()
    return joined((*tokens, *last))


def _variable(inner: str) -> Token:
    if inner in ("*", "?", "$"):
        return inner
    key, comma, rest = inner.partition(",")
    rest = rest.strip()
    quoted = bool(comma) and len(rest) > 1 and rest[0] == rest[-1] == "'"
    return Variable(key.strip().lower(), rest[1:-1] if quoted else None, key.strip())


def joined(tokens: Iterable[Token]) -> Tokens:
    """Join adjacent literal texts."""
    found: list[Token] = []
    for token in tokens:
        if isinstance(token, str) and found and isinstance(found[-1], str):
            found[-1] += token
        else:
            found.append(token)
    return tuple(found)


def variables_of(tokens: Tokens) -> list[Variable]:
    """The variables of a pattern."""
    return [token for token in tokens if isinstance(token, Variable)]


def resolved(tokens: Tokens, lookup: Lookup) -> Tokens | None:
    """Replace variables by the request's values, which are literal; None if one has no single value and no
    default."""
    found: list[Token] = []
    for token in tokens:
        if isinstance(token, Variable):
            values = lookup(token.key)
            value = values[0] if values and len(values) == 1 else token.default
            if value is None:
                return None
            found.append(value)
        else:
            found.append(token)
    return joined(found)


def written(tokens: Tokens) -> str:
    """Write a pattern without variables as in a policy."""
    return "".join(token if isinstance(token, str) else "*" if token in _STARS else "?" for token in tokens)


def expression(tokens: Tokens, one: str = ".") -> str:
    """The regular expression of a pattern without variables; *one* is what a ``?`` matches.

    The text between two stars is matched once, at its first place, without backtracking: linear for any
    pattern.
    """
    parts, stars = [""], []
    for token in tokens:
        if isinstance(token, str):
            parts[-1] += re.escape(token)
        elif token in _SINGLE:
            parts[-1] += one if token is Wild.ONE else f"(?!:){one}"
        elif token in _STARS:
            stars.append(_STARS[token])
            parts.append("")
    if not stars:
        return parts[0]
    middle = "".join(
        f"(?>{star}*?{part})" for star, part in zip(stars, parts[1:-1], strict=False) if part or star != "."
    )
    return f"{parts[0]}{middle}{stars[-1]}*{parts[-1]}"


class Matcher(Protocol):
    """Matches a pattern against a whole text: a regular expression or :class:`Stepwise`."""

    def fullmatch(self, string: str, /) -> object | None:
        """Not None if the pattern covers the whole text."""


@dataclass(frozen=True, slots=True)
class Stepwise:
    """Match token by token, keeping every offset at which the rest may begin.

    For a star that crosses colons before one that does not: the first place of the text between them may be
    the wrong one.
    """

    tokens: Tokens
    one: str

    def fullmatch(self, string: str, /) -> object | None:
        """True if the tokens cover the whole text, else None."""
        places = {0}
        for token in self.tokens:
            if not places:
                return None
            places = self._after(token, places, string)
        return True if len(string) in places else None

    def _after(self, token: Token, places: set[int], text: str) -> set[int]:
        if isinstance(token, str):
            return {at + len(token) for at in places if text.startswith(token, at)}
        if token is Wild.ANY:
            return {*range(min(places), len(text) + 1)}
        if token is Wild.FIELD_ANY:
            return {to for at in places for to in range(at, _end_of_field(text, at) + 1)}
        single = re.compile(self.one, re.DOTALL)
        return {
            at + 1
            for at in places
            if single.match(text, at) and not (token is Wild.FIELD_ONE and text[at] == ":")
        }


def _end_of_field(text: str, at: int) -> int:
    colon = text.find(":", at)
    return len(text) if colon < 0 else colon


@lru_cache(maxsize=2048)
def matcher(tokens: Tokens, one: str = ".") -> Matcher:
    """The matcher of a pattern without variables; *one* is what a ``?`` matches."""
    stars = [token for token in tokens if token in _STARS]
    if Wild.ANY in stars and Wild.FIELD_ANY in stars[stars.index(Wild.ANY) :]:
        return Stepwise(tokens, one)
    return re.compile(expression(tokens, one), re.DOTALL)


def fits(tokens: Tokens, text: str) -> bool:
    """Whether a pattern without variables covers the whole text."""
    if not tokens:
        return not text
    first = tokens[0]
    if isinstance(first, str):
        if len(tokens) == 1:
            return text == first
        if not text.startswith(first):
            return False
        if len(tokens) == 2 and tokens[1] is Wild.ANY:
            return True
    return matcher(tokens).fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Patterns:
    """The values of one element, grouped by how they are compared: as a whole, by prefix, by an expression,
    or after variables are filled in."""

    everything: bool
    exact: frozenset[str]
    beginnings: tuple[str, ...]
    expressions: tuple[Matcher, ...]
    templates: tuple[Tokens, ...]

    @classmethod
    def of(cls, values: Iterable[Tokens]) -> Patterns:
        """Group the patterns of an element."""
        exact: set[str] = set()
        beginnings: list[str] = []
        expressions: list[Matcher] = []
        templates: list[Tokens] = []
        everything = False
        for tokens in values:
            if variables_of(tokens):
                templates.append(tokens)
            elif tokens == (Wild.ANY,):
                everything = True
            elif len(tokens) == 1 and isinstance(tokens[0], str):
                exact.add(tokens[0])
            elif len(tokens) == 2 and isinstance(tokens[0], str) and tokens[1] is Wild.ANY:
                beginnings.append(tokens[0])
            else:
                expressions.append(matcher(tokens))
        return cls(everything, frozenset(exact), tuple(beginnings), tuple(expressions), tuple(templates))

    def hit(self, text: str, lookup: Lookup | None = None) -> bool | None:
        """Whether one of the patterns covers the text; None when none does and a variable of one has no
        value."""
        if self.everything or text in self.exact or text.startswith(self.beginnings):
            return True
        for each in self.expressions:
            if each.fullmatch(text):
                return True
        return self._templated(text, lookup) if self.templates and lookup else False

    def _templated(self, text: str, lookup: Lookup) -> bool | None:
        unresolved = False
        for template in self.templates:
            tokens = resolved(template, lookup)
            if tokens is None:
                unresolved = True
            elif fits(tokens, text):
                return True
        return None if unresolved else False

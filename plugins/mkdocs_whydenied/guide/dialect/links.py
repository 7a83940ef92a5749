"""Links of a guide's page: to a page of the site where it is there, otherwise to the public page of the
guide."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources
from urllib.parse import unquote

from markdown_it.token import Token

# Page and fragment of a link in the source -> its address from the built page, None when the site has no such
# page.
Local = Callable[[str], str | None]

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|/|#", re.IGNORECASE)
_KIND = re.compile(
    r"-(?:developer|user|admin|administration|api|dev|getting-started|reviewer|management)?-?(?:guide|docs)$"
)
_WORDS = re.compile(r"[a-z0-9]+")


@cache
def guides() -> Mapping[str, str]:
    """The public address of each guide, by the name of its repository."""
    text = resources.files(__package__).joinpath("guides.json").read_text("utf-8")
    found: dict[str, str] = json.loads(text)["guides"]
    return found


def base(said: str, place: str, title: str) -> str | None:
    """The public address of the guide a page is from: what the site's owner *said* (an address or a guide's
    name), a guide's name in the page's *place*, or the one guide whose service the page's *title* names; None
    when nothing tells.
    """
    if "://" in said:
        return said.rstrip("/")
    if said in guides():
        return guides()[said]
    for part in re.split(r"/|__", place):
        if part in guides():
            return guides()[part]
    return _by_title(title)


def _by_title(title: str) -> str | None:
    words = f" {' '.join(_WORDS.findall(title.lower()))} "
    found: dict[str, list[str]] = {}
    for name, address in guides().items():
        service = _KIND.sub("", name).replace("-", " ")
        if " " in service and f" {service} " in words:
            found.setdefault(service, []).append(address)
    longest = found[max(found, key=len)] if found else []
    return longest[0] if len(longest) == 1 else None


def settle(tokens: Sequence[Token], local: Local, public: str | None) -> list[Token]:
    """The tokens with every relative link and image leading somewhere; a link that can lead nowhere is its
    text."""
    result = []
    dead = False
    for token in tokens:
        if token.type == "link_open":
            address = _settled(str(token.attrGet("href") or ""), local, public)
            dead = address is None
            if address is not None:
                token.attrSet("href", address)
        elif token.type == "image":
            token.attrSet(
                "src", _settled(str(token.attrGet("src") or ""), local, public) or str(token.attrGet("src"))
            )
        if not (dead and token.type in ("link_open", "link_close")):
            result.append(token)
        dead = dead and token.type != "link_close"
    return result


def _settled(address: str, local: Local, public: str | None) -> str | None:
    if not address or _SCHEME.match(address):
        return address
    here = local(unquote(address))
    if here is not None:
        return here
    if public is None:
        return None
    path, _, fragment = address.partition("#")
    place = posixpath.normpath(path)
    # A published guide is flat: wherever a page's source stood, its HTML stands beside all others.
    if place.endswith(".md"):
        place = posixpath.basename(place)[:-3] + ".html"
    return f"{public}/{place}" + (f"#{fragment}" if fragment else "")

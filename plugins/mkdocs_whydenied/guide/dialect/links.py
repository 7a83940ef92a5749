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

_SECURE = re.compile(r"^http://(?=docs\.aws\.amazon\.com/)")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|/|#", re.IGNORECASE)
_KIND = re.compile(
    r"-(?:developer|user|admin|administration|api|dev|getting-started|reviewer|management)?-?(?:guide|docs)$"
)
_BRAND = re.compile(r"^(?:amazon|aws)-")
# The words of the title that AWS gives the page about access of every guide.
_ABOUT = frozenset(("troubleshooting", "identity", "and", "access", "issues", "for", "to", "iam", "s"))
# A first word of so many letters is a service's alone; IoT begins the names of several.
_TELLING = 6
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
    words = _WORDS.findall(title.lower())
    if words and words[0] in _ABOUT and _ABOUT.intersection(words[1:]):
        known = _by_subject([word for word in words if word not in _ABOUT])
        return known[0] if len(known) == 1 else None
    found: dict[str, list[str]] = {}
    for name, address in guides().items():
        service = _KIND.sub("", name).replace("-", " ")
        if " " in service and f" {service} " in f" {' '.join(words)} ":
            found.setdefault(service, []).append(address)
    longest = found[max(found, key=len)] if found else []
    return longest[0] if len(longest) == 1 else None


def _by_subject(subject: Sequence[str]) -> list[str]:
    """The addresses of the guides of the service that a title of AWS's page about access names, spelled out,
    by its initials, or with a word more: GameLift in Troubleshooting GameLift identity and access."""
    brand = [*subject[:1]] in (["amazon"], ["aws"])
    bare = subject[brand:]
    initials = "".join(word[0] for word in bare) if len(bare) > 1 else ""
    ways: tuple[list[str], list[str]] = ([], [])
    for name, address in guides().items():
        service = _BRAND.sub("", _KIND.sub("", name)).split("-")
        if service == bare or service == [initials]:
            ways[0].append(address)
        elif service == bare[:1] and len(service[0]) >= _TELLING:
            ways[1].append(address)
    return ways[0] or ways[1]


def settle(tokens: Sequence[Token], local: Local, public: str | None, lost: list[str]) -> list[Token]:
    """The tokens with every relative link and image leading somewhere; a link that can lead nowhere is its
    text, and its address is added to *lost*."""
    result = []
    dead = False
    for token in tokens:
        if token.type == "link_open":
            address = _settled(str(token.attrGet("href") or ""), local, public)
            dead = address is None
            if address is None:
                lost.append(str(token.attrGet("href")))
            else:
                token.attrSet("href", address)
        elif token.type == "image":
            address = str(token.attrGet("src") or "")
            token.attrSet("src", _SECURE.sub("https://", _settled(address, local, public) or address))
            token.children = _alternative(token.children or [])
        if not (dead and token.type in ("link_open", "link_close")):
            result.append(token)
        dead = dead and token.type != "link_close"
    return result


def _alternative(children: Sequence[Token]) -> list[Token]:
    """The alternative text of an image without the brackets that AWS's tools put around it; what stands for
    a text that was not found is none."""
    texts = [child for child in children if child.type == "text" and child.content]
    if not texts or not (texts[0].content.startswith("[") and texts[-1].content.endswith("]")):
        return [*children]
    if "".join(child.content for child in texts) == "[Image NOT FOUND]":
        return []
    texts[0].content = texts[0].content[1:]
    texts[-1].content = texts[-1].content[:-1]
    return [*children]


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

"""Undo what terminals, loggers, browsers and people did to a message before it was pasted."""

from __future__ import annotations

import re
from re import Match

from .addressed import without_address
from .log_lines import without_prefixes
from .marks import without_marks
from .regex import lazy_regex
from .table import by_column
from .text import Text

# Colours and cursor moves, also without their escape character, which many log viewers eat; characters of no
# width.
_INVISIBLE = lazy_regex(
    r"\x1b(?:\[[0-9;?]{0,20}+[ -/]{0,4}+[@-~]?|\][^\x07\x1b]{0,200}+(?:\x07|\x1b\\)?|[@-Z\\-_])?"
    r"|\[[0-9]{1,3}(?:;[0-9]{1,3}){0,4}m"
    r"|[\u200b-\u200f\u2060\u2066-\u2069\ufeff\u00ad\u202a-\u202e\x00-\x08\x0e-\x1f]"
)
# \n, \" and \u0022 of JSON inside JSON: treat any number of backslashes as one.
_ESCAPED = lazy_regex(r"\\++(?:u([0-9a-fA-F]{4})|[nrt\"'`/])?")
# A line's end that mail puts into a long line, which then has 76 characters.
_OF_MAIL = lazy_regex(r"(?<=^.{75})=\r?\n(?=\S)", re.MULTILINE)
_LETTERS = {"n": "\n", "r": "\n", "t": "\t"}
_ENTITY = lazy_regex(r"&(?:amp;){0,6}(?:lt|gt|quot|apos|nbsp|amp|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,5});")
_QUOTES = str.maketrans(
    {"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"', "\u2018": "'", "\u2019": "'",
     "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n",
     "\x85": "\n",
     # As Chinese and Japanese keyboards write them, and a hyphen that does not break.
     "\uff1a": ":", "\uff0c": ",", "\uff1b": ";", "\uff08": "(", "\uff09": ")", "\uff0f": "/", "\u3000": " ", "\u300c": '"', "\u300d": '"',
     "\u2010": "-", "\u2011": "-"}
)  # fmt: skip
_QUOTED = lazy_regex(f"[{''.join(map(chr, _QUOTES))}]")
# What stands left of a quoted or framed line: Terraform's bar, Markdown's and mail's ">", a table's outer
# bar.
_GUTTER = lazy_regex(
    r"^[ \t]{0,200}+(?:[│┃╷╵├└┌╭╰─║]|(?:\||>{1,6})(?=[ \t\n]|$))(?:[ \t]{0,40}[│┃╷╵├└┌╭╰─║>]){0,4}",
    re.MULTILINE,
)
# A bar behind a key is YAML's own, before a text of several lines.
_RIGHT_FRAME = lazy_regex(r"(?:[│┃║]|(?<!: )\|)[ \t]{0,200}+$", re.MULTILINE)
# A string that source code continues on the next line: "..." + newline + "..."
_CONTINUED = lazy_regex(
    # An operator between two literals, or a line's end alone, as Python, C and the shell join them; JSON has
    # a comma there.
    r"([\"'`])[ \t]{0,80}+(?:(?P<operator>[+.&~^]|\.\.|\|{1,2}|<>|&[ \t]{0,4}_)\s{0,200}|\\?[ \t]{0,4}\r?\n[ \t]{0,200}(?:(?:[+.&~]|\.\.|\|{1,2}|<>)[ \t]{0,8})?)[furbL@$]{0,2}\1"
)


def undo(paste: Text) -> Text:
    """Undo wraps, quotes, escapes and colours; spans of the result are spans of the paste."""
    # Looking up every character costs more than seeing that there is nothing to look up.
    chars = paste.chars.translate(_QUOTES) if _QUOTED.search(paste.chars) else paste.chars
    text = Text(chars, None if paste.is_whole else paste, [(0, 0, -1)])
    text = text.replaced(_INVISIBLE, _nothing)
    text = without_address(text)
    if "=\n" in text.chars or "=\r\n" in text.chars:
        text = text.replaced(_OF_MAIL, _nothing)
    # An entity may follow a backslash or come from \\u0026: undo entities before and after the escapes.
    if "&" in text.chars:
        text = text.replaced(_ENTITY, _entity)
    if "\\" in text.chars:
        # An escaped line's end makes lines without the marks that the others share.
        text = without_marks(text) if "\n" in text.chars else text
        text = text.replaced(_ESCAPED, _unescaped)
        text = text.replaced(_INVISIBLE, _nothing)
    if "&" in text.chars:
        text = text.replaced(_ENTITY, _entity)
    lines = "\n" in text.chars
    if lines:
        text = without_marks(text)
    if "|" in text.chars:
        text = by_column(text)
    text = text.replaced(_RIGHT_FRAME, _nothing)
    if lines:
        text = without_prefixes(text)
    bare = text.replaced(_GUTTER, _nothing)
    # What was quoted or framed may have had marks of its own.
    text = without_marks(bare) if lines and bare is not text else bare
    return text.edited(
        (*match.span(), "")
        for match in _CONTINUED.finditer(text.chars)
        if match["operator"] or _is_sentence(text.chars, match)
    )


def _is_sentence(chars: str, match: Match[str]) -> bool:
    """Whether the literal before a line's end holds words: in JSON that lost a comma, names stand one below
    the other as well."""
    opened = chars.rfind(match[1], max(0, match.start() - 400), match.start())
    return opened >= 0 and " " in chars[opened : match.start()]


def _nothing(_match: Match[str]) -> str:
    return ""


def _unescaped(match: Match[str]) -> str:
    if match[1]:
        code = int(match[1], 16)
        return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code).translate(_QUOTES)
    last = match[0][-1]
    return "\\" if last == "\\" else _LETTERS.get(last, last)


def _entity(match: Match[str]) -> str:
    from html import unescape  # imported late: most pastes have no entity, and the table is long

    text = match[0]
    while (plain := unescape(text)) != text:
        text = plain
    return text.translate(_QUOTES)

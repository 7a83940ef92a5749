"""A page's source with what AWS's tools write and CommonMark reads as something else put right: fences closed
by a line with an anchor, headings inside links, labels of notes as headings, bold text with blanks at its
edges."""

from __future__ import annotations

import re

_FENCE = re.compile(r"(\s*+)(`{3,}|~{3,})([^`\n]*)$")
_ANCHORS = re.compile(r"\s*+(?:<a (?:name|id)=\"[^\"]*+\"></a>\s*+)+$")
# The newer pages list their topics as links around whole headings.
_HEADING_IN_LINK = re.compile(r"\[[ \t]*\n\s*#{1,6}[ \t]+([^\n]+)\n(?:[ \t]*<a [^\n]*</a>[ \t]*\n)?\s*\]\(")
# #### WARNING, in the newest pages; lower ranks also in other letters.
_LABEL = re.compile(
    r"(\s*+)(?:#{2,6} (NOTE|IMPORTANT|TIP|WARNING|CAUTION)|#{4,6} (Note|Important|Tip|Warning|Caution))\s*$"
)
# An escaped character, a code span, a run of stars: what comes first covers what is in it.
_STARS = re.compile(r"\\.|(`+)(?!`).+?(?<!`)\1(?!`)|(?P<stars>\*+)")
_INDENTED_CODE = re.compile(r"(?: {4,}|\t)(?!\s*+(?:[+*-]|\d+[.)]) )")


def prepared(text: str) -> str:
    """The source that a CommonMark parser reads as the page is meant."""
    result: list[str] = []
    plain: list[str] = []
    fence = ""
    for line in text.splitlines():
        found = _FENCE.match(line)
        if not fence and not found:
            plain.append(line)
            continue
        result += _plain(plain)
        plain = []
        if not fence and found:
            fence = found[2]
        elif found and found[2].startswith(fence) and not found[3].strip():
            fence = ""
        elif found and found[2].startswith(fence) and _ANCHORS.match(found[3]):
            fence = ""
            result += [found[1] + found[2], ""]
            line = found[1] + found[3].strip()
        result.append(line)
    return "\n".join([*result, *_plain(plain), ""])


def _plain(lines: list[str]) -> list[str]:
    """Lines outside of fences."""
    text = "\n".join(lines)
    if "\n](" in text:
        lines = _HEADING_IN_LINK.sub(lambda link: f"[{link[1].strip()}](", text).split("\n")
    return [_line(line) for line in lines]


def _line(line: str) -> str:
    if label := _LABEL.match(line):
        return f"{label[1]}**{(label[2] or label[3]).capitalize()}**"
    # Bold text without a text, which CommonMark takes for a rule: it would end the tab that it stands in.
    if line.strip() == "****":
        return ""
    return _bold(line) if "** " in line or " **" in line else line


def _bold(line: str) -> str:
    """The line with the blanks at the inner edges of bold parts outside of them."""
    line = line.replace("** **", "**") if line.count("** **") == 2 else line
    runs = [mark for mark in _STARS.finditer(line) if mark["stars"]]
    stars = [mark.span() for mark in runs if mark["stars"] == "**"]
    if len(stars) % 2 or any(len(mark["stars"]) > 2 for mark in runs) or _INDENTED_CODE.match(line):
        return line
    # Bold within bold is read as it stands: **To change the **Main** role**
    within = line[stars[1][1] : stars[2][0]] if len(stars) == 4 else " "
    if within and within == within.strip():
        return line
    result, at = "", 0
    for (start, opened), (closed, end) in zip(stars[::2], stars[1::2], strict=True):
        inside = line[opened:closed]
        words = inside.strip()
        before, _, after = inside.partition(words) if words else ("", "", "")
        result += line[at:start] + (f"{before}**{words}**{after}" if words else line[start:end])
        at = end
    return result + line[at:]

"""Where a guide's page quotes an error message: in fences, headings, cells, code, emphasis and quotation
marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

# A longer fence is a listing, not a message.
_MOST = 1500
_TROUBLE = re.compile(
    r"den(?:y|ied)|refus|forbid|authoriz|\bnot\b|n't\b|cannot|unable|fail|invalid|insufficient|missing|permission|exce[ep]|expire|\bmust\b"
    r"|error|reject|unknown|unrecogni|unsupported|disabled|\bno\b|out of|lack|time[ds]? ?out|interrupt|unauthori|incorrect|could ?n",
    re.IGNORECASE,
)
# A refusal with its action, which the fillings of some pages give two words or two colons.
REFUSED = re.compile(
    r"(authorized to perform:?\s+)((?:[\w-]{1,40} ){0,2}[\w<>{}-]{1,60}::?\s?[\w<>{}*-]{1,80}|null\b)"
)
# A code of a service, a log's level, or a status before what is said: AccessDeniedException: ..., BAD_DATA:
# ..., [ERROR]-..., 403 Forbidden: ...
_SHAPE = re.compile(
    r"(?:[\w.]{3,80}(?:Exception|Error|Fault|Denied|Failed)|[A-Z][A-Z0-9]*_[A-Z0-9_]{3,60}|[45]\d\d [\w ]{4,30}|\[ERROR\]-?[\w ]{3,80}): ?\S"
)
_LABEL = re.compile(r"(?:error(?: message| code)?|message|status reason)\s*:[\s*]*", re.IGNORECASE)
# A code of several words, or in capitals with a line between; long enough, it is found in nothing else.
_NAME = re.compile(
    r"(?<![\w.])(?:[A-Z][a-z0-9]*(?:[A-Z][a-z0-9]+){2,}|[A-Z]{2,}[A-Za-z0-9]+|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?!\w)"
)
_LONG_NAME = 16
_OPERATION = re.compile(
    r"(?:Add|Associate|Batch|Create|Delete|Describe|Get|Invoke|List|Put|Remove|Send|Start|Stop|Update)[A-Z]"
)
_FAULT = re.compile(r"(?:Exception|Error|Fault|Failed|Failure)$")
_OR = re.compile(r",? or (?:the )?error: ")
_ANNOUNCED = re.compile(r"\b(?:errors?|messages?|exceptions?|says)\b", re.IGNORECASE)
_INTRODUCED = re.compile(r"follow|example|below|:$", re.IGNORECASE)
_MARKS = re.compile(r"[\"\u201c]([^\"\u201c\u201d]{12,400})[\"\u201d]")
# Headings of these beginnings tell a reader's aim, or are the writer's.
_OWN_WORDS = re.compile(
    r"(?:I|I'm|I\u2019m|My|How|What|When|Why|Troubleshoot\w*|Using|Check\w*|Understanding)\b"
)
_CODE = re.compile(r"\s*+(?:[{\[]\s*+(?:[\"'{\[]|$)|<\S|[$#] |aws |(?:\w++ )*+--\w|[A-Z][a-z]+-[A-Z]\w+ -\w)")
# Of a program, so many lines as one in three begin or end as no message does.
_PROGRAM = re.compile(
    r"\s*+(?:import|from \w+ import|def|class|public|private|static|const|let|var|func|function|try|catch|elif"
    r"|if|for|while|return|SELECT|CREATE|ALTER|GRANT|REVOKE|INSERT|USE|//|/\*|#include|package)\b|.*;$"
)
_COMMAND = re.compile(r"\s*+(?:[$#>] |aws |\.\.\.$)|.*\\$")
_LANGUAGES = ("", "text", "none", "console", "bash", "sh", "shell", "log", "output")
_COLUMN = re.compile(r"error|message|exception|symptom|description|reason", re.IGNORECASE)
_BREAKS = ("softbreak", "hardbreak")


@dataclass(slots=True)
class _Run:
    """A stretch of a text in one style: plain, code, or emphasis of any kind; ``line`` counts the breaks
    before it."""

    style: str
    text: str
    line: int


def in_fence(content: str, info: str, before: str) -> list[str]:
    """The messages of a fence, each to be looked for by itself; *before* is the text of the paragraph above
    it."""
    if len(content) > _MOST or (info not in _LANGUAGES and not REFUSED.search(content)):
        return []
    lines = [line for line in content.splitlines() if line.strip() and not _COMMAND.match(line)]
    if not lines:
        return []
    whole = "\n".join(lines)
    if REFUSED.search(whole):
        return [whole]
    marked = "<Error" in whole or "<Message" in whole
    written = [bool(_PROGRAM.match(line)) for line in lines]
    code = _CODE.match(whole) or 3 * sum(written) >= len(lines) or (written[0] and len(lines) > 1)
    if code and not marked:
        return []
    announced = _announced(before) and bool(_INTRODUCED.search(before)) and " --" not in whole
    if len(lines) <= 3 or marked:
        return [whole] if _says(whole, announced) else []
    return [line.strip() for line in lines if _says(line, False)]


def in_heading(children: Sequence[Token]) -> list[str]:
    """The messages that a heading quotes, or the one that it is."""
    runs = [*_runs(children)]
    text = "".join(run.text for run in runs).strip()
    label = _LABEL.match(text)
    if label or _SHAPE.match(text) or REFUSED.search(text):
        said = [each for each in _OR.split(text[label.end() :] if label else text) if _says(each, True)]
        return said or [*_codes(text, True)]
    quoted = [*_quoted(runs, text, ""), *_codes(text, bool(label) or _announced(text))]
    return quoted or (
        [text] if len(text.split()) >= 4 and _says(text, False) and not _OWN_WORDS.match(text) else []
    )


def _codes(heading: str, announced: bool) -> Iterator[str]:
    """The codes of errors that a *heading* names, which may be all that a reader's message shares with it."""
    for match in _NAME.finditer(heading):
        fault = bool(_FAULT.search(match[0]))
        if (fault or (announced and not _OPERATION.match(match[0]))) and len(match[0]) >= _LONG_NAME:
            yield match[0]


def in_text(children: Sequence[Token], before: str) -> list[str]:
    """The messages that a paragraph, an item or a cell quotes; *before* is the text of the paragraph
    above."""
    if not any(map(_may_quote, children)):
        return []
    runs = [*_runs(children)]
    text = "".join(run.text for run in runs)
    found: dict[str, None] = {}
    for number in range(runs[-1].line + 1 if runs else 0):
        line = [run for run in runs if run.line == number]
        found.update(dict.fromkeys(_of_line(line, before)))
    found.update(dict.fromkeys(_quoted(runs, text, before)))
    return [each for each in found if not any(each != other and each in other for other in found)]


def in_table(table: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """The messages that whole cells are: those under a head which says so; each with its cell."""
    heads = [table[at + 1].content for at, token in enumerate(table) if token.type == "th_open"]
    columns = {at for at, head in enumerate(heads) if _COLUMN.search(head)}
    if not any(_announced(head) or "ymptom" in head for head in heads):
        return
    column = 0
    for at, token in enumerate(table):
        if token.type == "tr_open":
            column = 0
        elif token.type == "td_open":
            text = "".join(run.text for run in _runs(table[at + 1].children or [])).strip()
            if column in columns and len(text.split()) >= 4 and text.count(". ") < 3:
                yield table[at + 1], _LABEL.sub("", text, count=1) if _LABEL.match(text) else text
            column += 1


def _may_quote(token: Token) -> bool:
    """Whether a token can be or hold a message, or its label; most texts have none and are passed by with
    this glance."""
    if token.type == "text":
        return '"' in token.content or "\u201c" in token.content or bool(_LABEL.match(token.content))
    return token.type in ("strong_open", "em_open") or (
        token.type == "code_inline" and token.content.count(" ") > 1
    )


def _runs(children: Sequence[Token]) -> Iterator[_Run]:
    """The text in its styles; a style within another is part of the outer one. A link within the page is the
    title of what it leads to."""
    depth, line = 0, 0
    inner: list[str] = []
    within = False
    for token in children:
        if token.type in ("link_open", "link_close"):
            within = str(token.attrGet("href") or "").startswith("#")
        if within:
            continue
        if token.type in ("strong_open", "em_open"):
            depth += 1
        elif token.type in ("strong_close", "em_close"):
            depth -= 1
            if not depth:
                yield _Run("emphasis", "".join(inner), line)
                inner = []
        elif token.type in _BREAKS and not depth:
            yield _Run("plain", " ", line)
            line += 1
        elif token.type in ("text", "code_inline", *_BREAKS) and (token.content or token.type in _BREAKS):
            text = token.content if token.type not in _BREAKS else " "
            if depth:
                inner.append(text)
            else:
                yield _Run("code" if token.type == "code_inline" else "plain", text, line)


def _of_line(line: Sequence[_Run], before: str) -> Iterator[str]:
    """The message that a line is: behind a label, or all of it in one style, as a term with its explanation
    on the next line."""
    said = [run for run in line if run.text.strip()]
    text = "".join(run.text for run in said).strip()
    label = _LABEL.match(text)
    if label:
        rest = [run for run in said if run.style != "emphasis" or not _LABEL.fullmatch(run.text.strip())]
        # What is set apart behind the label is the message, and what follows it explains.
        apart = (
            rest[0].text.strip()
            if rest and rest[0].style != "plain" and len(rest[0].text.split()) > 2
            else ""
        )
        labelled = _LABEL.match(apart)
        message = apart[labelled.end() :] if labelled else apart or text[label.end() :].rstrip("* ")
        if _says(message, True):
            yield message
    elif (
        len(said) == 1
        and said[0].style != "plain"
        and len(text.split()) >= (3 if said[0].style == "code" else 4)
        and _says(text, _announced(before))
    ):
        yield text


def _quoted(runs: Sequence[_Run], text: str, before: str) -> Iterator[str]:
    """The messages within a sentence: set apart as code or emphasis, or in quotation marks, where an error is
    spoken of."""
    at = 0
    for run in runs:
        start, at = at, at + len(run.text)
        quoted = run.text.strip()
        words = 0 if run.style == "plain" else len(quoted.split())
        if words < 3:
            continue
        spoken = _announced(text[max(0, start - 200) : start] or before)
        shaped = bool(_SHAPE.match(quoted) or REFUSED.search(quoted))
        trouble = run.style == "code" and bool(_TROUBLE.search(quoted))
        if (shaped or (words > 3 and (spoken or trouble))) and _says(quoted, spoken):
            yield quoted
    for match in _MARKS.finditer(text):
        if len(match[1].split()) >= 4 and _says(
            match[1], _announced(text[max(0, match.start() - 200) : match.start()])
        ):
            yield match[1].rstrip(". ")


def _announced(text: str) -> bool:
    return bool(_ANNOUNCED.search(text))


def _says(text: str, announced: bool) -> bool:
    """Whether a text has the words of an error: enough of them, no command, and trouble unless it was
    *announced* as an error."""
    return (
        len(text.split()) >= 3
        and (not _CODE.match(text) or text[0] == "<")
        and (announced or bool(_TROUBLE.search(text)))
    )

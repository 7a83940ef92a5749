"""Remove the prefix that a logger puts before every line from the lines of a message that was wrapped before
it was logged.

Each line of a log is usually a record of its own, so a prefix is removed only if the line visibly continues
the one before: the same kind of prefix, the same source and time, and an unfinished sentence. All other lines
stay unchanged.
"""

from __future__ import annotations

import re
from re import Match

from .regex import lazy_regex
from .text import Text

_TIME = r"\d\d:\d\d:\d\d(?:[.,]\d{1,9})?"
_DATED = rf"\d{{4}}[-/]\d\d[-/]\d\d(?:T|,?[ ]{{1,2}}){_TIME}(?:Z|[ ]?[+-]\d\d:?\d\d|[ ]UTC)?"
# Syslog's time is followed by host and program.
_SYSLOG = rf"[A-Z][a-z]{{2}}[ ]{{1,2}}\d{{1,2}}[ ]{_TIME}[ ][\w.-]{{1,64}}[ ][\w./-]{{1,64}}(?:\[[\w.-]{{1,30}}\])?:"
_STAMP = rf"[\[(]?(?:{_DATED}|{_TIME})[\])]?:?|{_SYSLOG}"
_LEVEL = r"(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|ERR|FATAL|CRITICAL)"
_STREAM = r"\d{4}/\d\d/\d\d/\[[$\w]{1,20}\][0-9a-f]{1,40}"  # of a function's log group in CloudWatch
_SOURCE = r"\w[\w./-]{0,80}[ \t]{0,40}\|"  # docker compose: "app_1  | "
_BRACKETED = r"\[[\w./: -]{1,100}\]:?"  # "[Container]", "[pod/name/container]", "[error]"
# kubectl and stern: pod and container. The suffix of a pod's name uses these letters only,
# source: https://github.com/kubernetes/apimachinery/blob/master/pkg/util/rand/rand.go
_POD = r"(?:pod/[a-z0-9.-]{1,100}|[a-z0-9]{1,63}(?:-[a-z0-9]{1,63}){0,10}-[bcdfghjklmnpqrstvwxz2456789]{5})[ ][a-z0-9-]{1,63}"
_TOOL = r"npm[ ](?:ERR!|error)|remote:|\#\d{1,4}[ ]\d{1,5}\.\d{1,3}|section_(?:start|end):\d{1,12}:\w{1,60}(?:\[[\w=,]{1,80}\])?"
# Parts that follow a time only: a request id, a level, a line of Python, a program of a host, a stream of a
# container or of GitLab.
_BEHIND = (
    rf"[0-9a-f]{{8}}-(?:[0-9a-f]{{4}}-){{3}}[0-9a-f]{{12}}|{_LEVEL}:?|\{{[\w.]{{1,60}}:\d{{1,6}}\}}|-|(?:[\w.-]{{1,64}}[ ])?[\w./-]{{1,64}}\[[\w.-]{{1,30}}\]:|"
    r"std(?:out|err)[ ][FP]|\d\d[OE]\+?"
)
_FIRST = rf"(?:{_STAMP}|{_STREAM}|{_SOURCE}|{_BRACKETED}|{_POD}|{_TOOL})"
_LINE = lazy_regex(
    rf"^[ \t]{{0,8}}+({_FIRST}(?:[ \t\r]{{1,4}}(?:{_FIRST}|{_BEHIND}))" + r"{0,4})([ \t\r]{1,4}|$)([^\n]*)",
    re.MULTILINE,
)
# Without pod and container, which on a single line look like any two words.
_SURE = lazy_regex(
    rf"^[ \t]{{0,8}}+(?:{_STAMP}|{_STREAM}|{_SOURCE}|{_BRACKETED}|{_TOOL})(?=[ \t\r]|$)", re.MULTILINE
)
BEGINS_RECORD = rf"^[ \t]{{0,8}}+(?:\"?{_DATED}\"?,|(?:{_STAMP}|{_STREAM})(?=[ \t\r]|$))"
"""How a line begins that a logger wrote as one of its own: the pattern of the time before it."""
# Numbers that differ from line to line; other numbers are parts of names.
_COUNTED = lazy_regex(rf"{_DATED}|{_TIME}|(?<=\d )\d{{1,5}}\.\d{{1,3}}")
_CLOCK = lazy_regex(r"(\d\d):(\d\d):(\d\d)(?:[.,](\d{3,9}))?")
_FRAMES = " \t\r│┃║╷╵├└┌╭╰─|>"

# Only records that may report a denial are joined.
_REPORTS = lazy_regex(
    r"arn:|User:|[Dd]enied|uthori[sz]|ermission|redential|[Ss]ession|[Tt]oken|xpired|ignature|KMS|[Ee]rror|xception|orbidden|ccess|message:|olic(?:y|ies)|[Rr]ole\b|[{\[]\s{0,9}$"
)
# Beginnings of a new record.
_RECORD = lazy_regex(
    rf"[\[(<]?{_LEVEL}\b|##\[|\{{\"|(?:START|END|REPORT) RequestId|(?:GET|POST|PUT|HEAD|DELETE|PATCH|OPTIONS) /|"
    rf"[A-Z]{{3,12}}_(?:IN_PROGRESS|COMPLETE|FAILED)|\d{{1,4}}/\d{{1,4}} \||{_STAMP}|Traceback |(?i:error|warning|fatal|info|debug): |An error occurred \(|at \S{{1,200}} ?\("
)
# Ends of lines at which no sentence ends.
_UNFINISHED = lazy_regex(
    r"(?:[,(\[{=:+]|<[A-Za-z]{1,30}>|\b(?:is|are|not|authorized|to|perform|on|resource|because|no|with|an?|explicit|deny|in|the|calling|when|for|by|and|or|of|api|error|"
    r"Status|Error|Request))$"
)
# Continuations of AWS's sentences and of documents.
_REST = lazy_regex(
    r"[\"'`]{0,2}(?:(?:is|are) not authorized|not authorized|authorized to|to perform:? [a-z0-9-]{2,40}:|perform:|on (?:the )?resource:? *(?:arn|\*|$)|resource: *arn|"
    r"because (?:no|the)\b|because$|with an explicit|explicit deny|no [\w-]{1,30}(?:-based| control|boundary) polic|"
    r"[\w-]{1,30}-based polic|policy allows|allows the|action(?:$| \()|[Ss]tatus ?[Cc]ode:|request id:|https response error|api error |when calling the |"
    r"operation: |\((?:Service|RequestToken):|HandlerErrorCode:|</?[A-Z]\w{1,30}>)|"
    # JSON over several lines.
    r"\"[^\"]{1,80}\"(?: ?:|,?$)|[}\]]"
)
_ARN = lazy_regex(r"[\"'`<({\[]{0,2}arn:aws")
_WHOLE_ARN = lazy_regex(r"arn:(?:[^\s:]{0,300}:){4}\S{0,2000}[^\s.]$")
# Longest prefix and longest ARN: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
_LONGEST, _LONGEST_ARN = 400, 2_048
# Lines shorter than this were not cut at the edge of a window.
_WRAPPED = 40
# Milliseconds between the lines of one message: they are written at once, or in the same second if times are
# in seconds.
_AT_ONCE, _SECOND, _DAY = 5, 1_000, 86_400_000


def is_prefix(chars: str, end: int) -> bool:
    """Whether the line around *end* consists of a logger's prefix only, up to there."""
    first = max(0, end - _LONGEST)
    line = chars.rfind("\n", first, end) + 1
    found = _LINE.match(chars[line:end]) if line or not first else None
    return found is not None and not found[3].strip(_FRAMES)


def holds_prefix(chars: str, start: int, end: int) -> bool:
    """Whether another record of a log begins between *start* and *end*."""
    line = chars.find("\n", start, end) + 1
    return line > 0 and _SURE.search(chars, line, end) is not None


def without_prefixes(text: Text) -> Text:
    """Remove the prefixes of lines that continue the line before."""
    record: _Record | None = None
    edits: list[tuple[int, int, str]] = []
    for match in _LINE.finditer(text.chars):
        line = _Line(match)
        if record is None or not record.take(line):
            record = _Record(line)
            continue
        first, last = record.first, edits[-1][0] if edits else -1
        if last < first.start:
            # Keep the prefix of the first line, which ends the record before it, on a line of its own: the
            # rest then has the width of the other lines.
            edits.append((*first.gap, "\n"))
        start, end = line.gap
        edits.append((line.start, min(end, start + record.gap), ""))
    return text.edited(edits)


class _Line:
    """The parts of one line of a log."""

    __slots__ = ("end", "gap", "prefix", "raw", "reports", "start")

    def __init__(self, match: Match[str]) -> None:
        self.start, self.end = match.span()
        self.prefix, self.raw = match[1], match[3]
        self.gap = match.span(2)
        self.reports = _REPORTS.search(self.raw) is not None

    def body(self) -> str:
        """The line without prefix and frame."""
        return self.raw.strip(_FRAMES)

    def kind(self) -> str:
        """The prefix without the numbers that differ from line to line."""
        return " ".join(_COUNTED.sub("0", self.prefix).split())

    def time(self) -> tuple[int, bool] | None:
        """The time in milliseconds of the day, and whether it is written with milliseconds."""
        clock = _CLOCK.search(self.prefix)
        if not clock:
            return None
        seconds = 3_600 * int(clock[1]) + 60 * int(clock[2]) + int(clock[3])
        return 1_000 * seconds + int((clock[4] or "000")[:3]), clock[4] is not None


class _Record:
    """The record that the last line belongs to."""

    __slots__ = ("first", "gap", "last", "reports", "width_before")

    def __init__(self, line: _Line) -> None:
        self.first = self.last = line
        self.gap, self.reports, self.width_before = line.gap[1] - line.gap[0], line.reports, 0

    def _width(self, line: _Line) -> int:
        """Width of the line after the prefix and the blanks that every line has there; further blanks belong
        to the line."""
        return line.end - min(line.gap[0] + self.gap, line.gap[1])

    def take(self, line: _Line) -> bool:
        """Add the next line if it continues this record; return whether it does."""
        self.gap = min(self.gap, line.gap[1] - line.gap[0])
        if not self._continued_by(line):
            return False
        self.width_before = self._width(self.last)
        self.last, self.reports = line, self.reports or line.reports
        return True

    def _continued_by(self, line: _Line) -> bool:
        last = self.last
        if (
            not (self.reports or line.reports)
            or line.start != last.end + 1
            or not last.body()
            or not line.body()
        ):
            return False
        known, kind = last.kind(), line.kind()
        # The level may be in the prefix of the first line only.
        if not (kind == known or known.startswith(kind + " ")) or _RECORD.match(line.body()):
            return False
        before, now = last.time(), line.time()
        apart = (now[0] - before[0]) % _DAY if before and now else 0
        return apart <= _SECOND and self._goes_on(line, at_once=bool(now and now[1]) and apart <= _AT_ONCE)

    def _goes_on(self, line: _Line, *, at_once: bool) -> bool:
        """Whether the line continues the last one: by grammar, by the width of the lines, or because both
        were written at once."""
        body, last, before = line.body(), self.last, self.last.body()
        if _REST.match(body):
            return True
        word = body.split(None, 1)[0]
        width = self._width(last)
        # The next word did not fit on the line.
        full = width >= _WRAPPED and width + 1 + len(word) > max(self.width_before, self._width(line))
        if _WHOLE_ARN.search(before[-_LONGEST_ARN:]):
            # A word after a whole ARN is a part of it only if lines are cut at one width, or if the sentence
            # continues after the word.
            return full and (
                width in (self.width_before, self._width(line))
                or bool(_REST.match(body[len(word) :].lstrip()))
            )
        broken = before[-1] == "-" and "arn:" in before[-60:]
        return full or at_once or broken or bool(_ARN.match(body) or _UNFINISHED.search(before))

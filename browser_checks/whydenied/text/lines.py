"""Whether a line ends a sentence, or a wrap broke it: by what stands on both sides, and by the width of the
lines."""

from __future__ import annotations

from .regex import lazy_regex

# A line that ends so announces what follows, however that begins. "to perform:" is broken off.
_ANNOUNCES = lazy_regex(
    r"(?:[,(\[{+|\\-]|(?<!perform):|[ \t]=|<(?:Code|Message|Errors?|Type|RequestI[dD]|HostId|Resource|\w{0,30}Response)>|"
    r"\b(?:by|with|error|message|because|was|error is|reason is))[ \t]{0,8}$"
)
# A line that ends so breaks off within a sentence.
_BREAKS_OFF = lazy_regex(
    r"\b(?:is|are|not|authorized|to|perform:?|on|resource:?|no|an?|explicit|deny|in|the|calling|when|for|and|or|of|api|your|this|that|does|have|has)[ \t]{0,8}$"
)
# A line that begins so belongs to the one before: a cause, a closing bracket, a clause, a frame of a stack.
_BELONGS = lazy_regex(
    r"[ \t]{1,200}\S|[)\]}>,;:|]|(?i:[.\u2026]{0,5}[ \t]?(?:caused? by|at \S|because\b|with an\b|on resource|allows the|\(service: ))"
)
# Fields of one error, each in a line.
_FIELD = lazy_regex(r"[\"']?[\w.-]{2,40}(?: [\w.-]{1,20}){0,2}[\"']?[ \t]{0,20}[:=]")
_OF_ERROR = lazy_regex(
    r"(?i)[\"']?(?:error|status|request|host|extended|fault|exception|http)?[ _-]?(?:type|code|message|status|reason|cause|details?|description|action|resource|principal|context|request[ _-]?id|host[ _-]?id|id)[\"']?[ \t]{0,20}[:=]"
)
_BEGINS = lazy_regex(r"[A-Z0-9{<\"'`$\[*.]|[bru][\"']")
# Windows and hard wraps are no wider.
_WIDEST = 250


def announces(before: str) -> bool:
    """Whether a text that ends so is not finished, whatever follows."""
    return _ANNOUNCES.search(before) is not None


def is_wrapped(chars: str, at: int) -> bool:
    """Whether the line that ends at *at* goes on in the next one."""
    start, stop = chars.rfind("\n", 0, at) + 1, _end(chars, at + 1)
    line, after = chars[start:at].rstrip(), chars[at + 1 : stop]
    if not after.strip():
        return False
    if announces(line[-60:]) or _BREAKS_OFF.search(line[-60:]) or _BELONGS.match(after):
        return True
    if (_OF_ERROR.match(after) and _FIELD.match(line.lstrip())) or (line[-1:] == ">" and after[0] == "<"):
        return True
    above = chars[chars.rfind("\n", 0, max(start - 1, 0)) + 1 : max(start - 1, 0)].rstrip()
    width = max(len(above), len(after))
    # The next word would not have fitted: a word of a wrapped sentence, or the beginning of another one.
    if not line or len(line) > _WIDEST or not _is_full(line, after, width):
        return False
    # Three lines of one width are a paragraph that was wrapped, whatever begins in it.
    if above and len(line) < _WIDEST and _is_full(above, line, max(width, len(line))):
        return True
    return len(line) == width or not _BEGINS.match(after)


def _is_full(line: str, after: str, width: int) -> bool:
    """Whether the first word of the next line would not have fitted into a line of that width."""
    return len(line) + 1 + len(after.split(None, 1)[0]) >= width


def _end(chars: str, start: int) -> int:
    end = chars.find("\n", start)
    return end if end >= 0 else len(chars)

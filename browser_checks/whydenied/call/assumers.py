"""The services that assume a role of yours, by how their sentences name them.

A service is let in by its principal in the role's trust policy; the sentence that says that it is not names it in
words, or the call that failed does. Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html and the services' own guides.
"""

from __future__ import annotations

from ..aws.brands import principal_named
from ..aws.data.principals import standing
from ..report import Denial
from ..text.regex import lazy_regex
from . import passing

# Where a sentence is about assuming a role, and how far it reaches.
_ASSUMING = lazy_regex(
    r"\b[aA]ssum(?:e|ed|ing|able)\b|AssumeRole|credentials of role|trust relationship|trust policy"
)
_BEFORE, _BEHIND = 140, 140
_PRINCIPAL = lazy_regex(r"(?<![\w./:-])[a-z0-9.-]{2,60}\.amazonaws\.com(?:\.cn)?(?![\w-]|\.[\w-]|/)")
# Names in ARNs, quotes and addresses are the reader's own.
_OWN_NAMES = lazy_regex(r"arn:aws[\w-]{0,12}:\S{1,600}|https?://\S{1,600}")
_BLANKS = lazy_regex(r"\s+")
_END = lazy_regex(r"(?<=[\w)\]\"' ])\. +(?=[\"'(]?[A-Z])")
_DATABASE_USER = lazy_regex(r"arn:aws[\w-]{0,12}:redshift(-serverless)?:[^:\s]{0,40}:[^:\s]{0,40}:db[uU]ser:")


# A service that speaks of itself without its name: "AWS is unable to", "the service was not able to".
_UNNAMED = lazy_regex(
    r"\b(?:[tT]he service|^Service|(?<=: )Service|AWS(?: [A-Z]\w{1,30}){0,4}|Amazon(?: [A-Z]\w{1,30}){1,4})"
    r" (?:(?:is|was) (?:unable|not able|not authorized|not allowed) to|cannot|can[\u2019']t|could not|couldn[\u2019']t) assume\b",
)


def unnamed(around: str) -> bool:
    """Whether a service could not assume the role, whichever it is."""
    return _UNNAMED.search(_BLANKS.sub(" ", _OWN_NAMES.sub(" ", around))) is not None


def of(denial: Denial, around: str) -> str | None:
    """The principal of the service that could not assume the role: as its sentence has it, by the service's name
    there, or by the call that failed; None where nothing tells."""
    if found := _DATABASE_USER.match(denial.principal or ""):
        return f"redshift{found[1] or ''}.amazonaws.com"
    if ":" in (denial.principal or ""):
        return None  # an ARN says who it was
    words = _BLANKS.sub(" ", _OWN_NAMES.sub(" ", around))
    near = [
        sentence[max(0, match.start() - _BEFORE) : match.end() + _BEHIND]
        for sentence in _END.split(words)
        for match in _ASSUMING.finditer(sentence)
    ]
    for text in near:
        for principal in _PRINCIPAL.findall(text):
            if standing(principal) == "known" and not principal.startswith(("sts.", "iam.", "signin.")):
                return str(principal)
    for text in near:
        if principal := principal_named(text):
            return principal
    return passing.taker(denial) if near else None

"""What services say where a service-linked role is missing, and the caller may not create it.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text.regex import lazy_regex
from ..text.squeeze import Squeezed
from . import prose

_MAKE = r"(?:creat(?:e|ing)|enabl(?:e|ing)|have|setup)"
_WANTED = lazy_regex(
    r"(?:permissions?|privileges?|(?:unable|failed|allowed|authori[sz]ed|need|you(?:have|need))to|cannot|could(?:not|n[’o]?t)|must(?:first)?|"
    rf"denied(?:when|while)?calling|error)[a-z]{{0,12}}?{_MAKE}(?:the|a|an|this|required)*(?:[a-z0-9]{{2,40}}?)?service-?linked-?role|"
    r"service-?linked-?role[^.]{0,120}?(?:do(?:es)?n[’o]?texist|(?:was)?notfound|could(?:not|n[’o]?t)becreated|ismissing|isrequired|"
    r"creation(?:access)?(?:was)?(?:denied|failed|notpermitted)|accessdenied)"
)
_CREATE = "iam:CreateServiceLinkedRole"


def roles(squeezed: Squeezed) -> Iterator[prose.Said]:
    """Every sentence that says so; AWS alone has roles of this name."""
    chars = squeezed.chars
    if "linkedrole" not in chars and "linked-role" not in chars:
        return
    for match in _WANTED.finditer(chars):
        start, end = squeezed.region(*match.span())
        text = squeezed.text.chars
        if prose.has_failed(text, start, end) and not prose.is_conditional(text, start):
            yield prose.Said(start, end, "said", "admin-delegate", _CREATE, {})

"""What services say of a target's own policy: that the bucket, topic, queue, key or log group doesn't let them in.

AWS's main message names a resource-based policy in its own words and goes first, as do the guide's forms.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text.regex import lazy_regex
from ..text.squeeze import Squeezed
from . import prose
from .region import Region

_NOT = r"(?:do(?:es)?n[’o]?t|didn[’o]?t|must|cannot|failsto|failedto|isnotconfiguredto)(?:sufficiently|properly|correctly)?"
_LETS = r"(?:grant|allow|permit|give|let|authori[sz]e|includeastatement)"
_SHUT = lazy_regex(
    r"(?:bucket|queue|topic|key|repository|vault|eventbus|secret|streams?|resource(?:-?based|access)?|destination)s?(?:access)?polic(?:y|ies)"
    rf"[^.;()]{{0,140}}?{_NOT}{_LETS}|"
    rf"(?:group|bucket|queue|topic|key|stream|eventbus)[^.;()]{{0,60}}?do(?:es)?n[’o]?thave(?:an?|the)?(?:resource|bucket|access|key)?-?(?:based)?policythat{_LETS}"
)
# What such a sentence has: looking for it costs little.
_KEYS = (
    *("notgrant", "ntgrant", "notallow", "ntallow", "notpermit", "ntpermit", "notlet", "ntlet"),
    *("mustallow", "mustgrant", "mustpermit", "policythat"),
)
# Where such a policy is explained, by what it is on: the policy's own word says it best.
_OWNERS = (
    ("s3-access-denied", lazy_regex(r"bucket|s3")),
    ("kms", lazy_regex(r"key|kms")),
)
_ELSEWHERE = "service-invoke"


def shut(squeezed: Squeezed) -> Iterator[prose.Said]:
    """Every sentence that says so."""
    chars = squeezed.chars
    if not any(key in chars for key in _KEYS):
        return
    for match in _SHUT.finditer(chars):
        start, end = squeezed.region(*match.span())
        text = squeezed.text.chars
        if prose.is_error(text, start, end) and not prose.is_conditional(text, start):
            section = next((name for name, owner in _OWNERS if owner.search(match[0])), _ELSEWHERE)
            said = {
                "policy_type": Region("resource-based", start, end),
                "effect": Region("implicit", start, end),
            }
            yield prose.Said(start, end, "said", section, None, said)

"""A KMS key that does not serve whoever asks: disabled, about to be deleted, without material, not there. No
policy changes that.

Sources: https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html and
https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html
"""

from __future__ import annotations

from ..aws import arn
from ..report import Denial
from ..text.regex import lazy_regex
from .fix import Change, Place

# Words of the message, squeezed, the surest first -> what to do, and the template of the command that does
# it.
_STATES = (
    (
        ("ispendingdeletion",),
        "No policy helps: the KMS key is about to be deleted; cancel that or choose another key",
        "key-to-keep",
    ),
    (
        ("ispendingimport",),
        "No policy helps: the KMS key has no key material yet; import it or choose another key",
        "key-to-look-at",
    ),
    (
        ("disabledexception", "keyusedisdisabled"),
        "No policy helps: the KMS key is disabled; enable it or choose another key",
        "key-to-enable",
    ),
    (
        ("kmsnotfoundexception", "kms.notfoundexception", "keywasnotfound"),
        "No policy helps: the KMS key does not exist in this Region; choose another key for the function",
        "none",
    ),
    (
        ("invalidstate",),
        "No policy helps: the KMS key is in a state that does not serve; look at its key state",
        "key-to-look-at",
    ),
)
_KEY = lazy_regex(r"arn:aws[a-z-]{0,12}:kms:[a-z0-9-]{1,30}:\d{12}:key/[\w-]{1,80}")
_ASK = (
    "Ask whoever looks after the key first: a key is disabled or deleted on purpose, and "
    "cancelling the deletion leaves it disabled."
)


def change(denial: Denial, words: str, around: str) -> Change | None:
    """What to do about the key when the message tells its state; *words* is the message squeezed. None when
    it tells none."""
    said = f"{(denial.error_code or '').lower()} {words}"
    found = next(
        ((title, kind) for signs, title, kind in _STATES if any(sign in said for sign in signs)), None
    )
    if found is None:
        return None
    title, kind = found
    key = _KEY.search(around)
    parsed = arn.Arn.parse(key[0]) if key else None
    names = {"key": key[0], "region": parsed.region} if key and parsed else {}
    cautions = (_ASK,) if kind in ("key-to-keep", "key-to-enable") else ()
    return Change("none", title, Place(kind if names else "none", names), cautions=cautions)

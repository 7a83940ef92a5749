"""The gist of a section: a quotation right under its heading that says in a sentence what the cause is, in one
what to do, and which kind of policy decides.

    > **Cause:** The role's trust policy doesn't name Lambda.
    > **Fix:** Add `lambda.amazonaws.com` to the trust policy.
    > **Policy:** trust policy

Any Markdown shows it as it is. The date of a section's facts is the oldest of its lines ``Source (checked
2026-11): ...``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from whydenied.aws.kinds import KINDS

LAYERS = {kind.noun.lower(): kind.type for kind in KINDS} | {
    "key policy": "key-policy",
    "repository policy": "repository-policy",
    "no policy": "none",
}
"""The words behind ``Policy:``, each with the layer of a fix."""

_PART = re.compile(r"\*\*(Cause|Fix|Policy):\*\*\s+(.+?)(?=\s*\*\*(?:Cause|Fix|Policy):\*\*|\s*$)", re.DOTALL)
_CHECKED = re.compile(r"^Source \(checked (\d{4}-\d\d)\):", re.MULTILINE)


@dataclass(frozen=True)
class Gist:
    """Cause and fix as plain text, the layer, and the month in which the facts were checked."""

    cause: str
    fix: str
    layer: str | None
    checked: str | None = None

    def row(self) -> dict[str, str | None]:
        """The gist as the index has it."""
        return asdict(self)


def begins(quotation: str) -> bool:
    """Whether a quotation is meant to be a gist."""
    return quotation.startswith("**Cause:**")


def read(quotation: str, plain: Callable[[str], str]) -> tuple[Gist | None, str]:
    """The gist, and what is wrong with it; *plain* takes Markdown to text."""
    parts = {name: " ".join(plain(text).split()) for name, text in _PART.findall(quotation)}
    if not {"Cause", "Fix"} <= parts.keys():
        return None, "a section's gist has a line **Cause:** and a line **Fix:**"
    said = parts.get("Policy", "").lower()
    if said and said not in LAYERS:
        return None, f"**Policy:** {said} is none of {', '.join(LAYERS)}"
    return Gist(parts["Cause"], parts["Fix"], LAYERS.get(said)), ""


def shown(quotation: str) -> str:
    """The gist as Markdown, each part a paragraph of the quotation."""
    parts = (f"> **{name}:** {' '.join(text.split())}" for name, text in _PART.findall(quotation))
    return "\n>\n".join(parts)


def checked(lines: Iterable[str]) -> str | None:
    """The oldest month in which facts of these *lines* were checked."""
    return min(_CHECKED.findall("\n".join(lines)), default=None)

"""The action that was meant by a name that no action has: of the same verb where there is one, and never the opposite."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .nearest import nearest

_VERB = re.compile(r"[A-Za-z][a-z]*")
_SAME = (
    ("describe", "list", "get", "batchget", "read", "search"), ("delete", "remove"), ("disable", "deactivate", "unable"), ("enable", "activate"),
    ("modify", "update", "change", "edit", "set", "put"), ("create", "make", "new"), ("start", "run"), ("stop", "end"),
)  # fmt: skip
"""Verbs that services use for the same: what one lists, another describes."""
_OPPOSITES = (
    ("accept", "reject"), ("activate", "deactivate"), ("add", "remove"), ("add", "delete"), ("allocate", "deallocate"), ("allocate", "release"),
    ("allow", "deny"), ("archive", "unarchive"), ("assign", "unassign"), ("associate", "disassociate"), ("associate", "dissociate"), ("attach", "detach"),
    ("authorize", "deauthorize"), ("authorize", "unauthorize"), ("authorize", "revoke"), ("block", "unblock"), ("connect", "disconnect"),
    ("create", "delete"), ("enable", "disable"), ("encrypt", "decrypt"), ("export", "import"), ("get", "delete"), ("get", "put"), ("get", "set"),
    ("grant", "revoke"), ("install", "uninstall"), ("join", "leave"), ("link", "unlink"), ("lock", "unlock"), ("monitor", "unmonitor"), ("mount", "unmount"),
    ("peer", "unpeer"), ("protect", "unprotect"), ("provision", "deprovision"), ("publish", "unpublish"), ("pull", "push"), ("put", "delete"),
    ("register", "deregister"), ("send", "receive"), ("share", "unshare"), ("start", "stop"), ("subscribe", "unsubscribe"), ("suspend", "resume"),
    ("tag", "untag"), ("upload", "download"),
)  # fmt: skip
_UNDOING = re.compile(r"(?:de|dis|un)(?=(?:" + "|".join(sorted({one for one, _ in _OPPOSITES})) + "))")


def nearest_action(name: str, among: Sequence[str]) -> str | None:
    """The one of *among*, names of a service's actions, that *name* was meant for, or None when none is like it."""
    fitting = tuple(each for each in among if not is_opposite(name, each))
    same = _same_verb(name, fitting)
    if same and _object(same) == _object(name):
        return _same_undoing(name, among) or _of_several(name, same, fitting) or same
    batch = f"batch{name.lower()}"
    if found := next(
        (each for each in fitting if each.lower().removesuffix("s") == batch.removesuffix("s")), None
    ):
        return found
    return _same_undoing(name, among) or _synonym(name, fitting) or same or _other_verb(name, fitting)


def is_opposite(one: str, other: str) -> bool:
    """Whether the verbs of two names are opposites: Authorize and Deauthorize, Create and Delete."""
    first, second = one.lower(), other.lower()
    return (
        any(
            (first.startswith(do) and second.startswith(undo))
            or (first.startswith(undo) and second.startswith(do))
            for do, undo in _OPPOSITES
        )
        or _undoes(first, second)
        or _negates(first, second)
        or _negates(second, first)
        or _undoes(second, first)
    )


def _negates(one: str, other: str) -> bool:
    """Whether a name is another one with a syllable before it that turns it round: UnverifyEmail and VerifyEmail."""
    return any(one.startswith(f"{syllable}{other}") for syllable in ("un", "de", "dis"))


def _undoes(one: str, other: str) -> bool:
    undoing = _UNDOING.match(one)
    return undoing is not None and any(
        one.startswith(do, undoing.end()) and other.startswith(do) for do, _ in _OPPOSITES
    )


def _same_undoing(name: str, among: Sequence[str]) -> str | None:
    """The action that undoes the same under another verb: UnauthorizeApplication for DeauthorizeApplication, DetachVolume for UnattachVolume."""
    undoing = _UNDOING.match(name.lower())
    if not undoing:
        return None
    rest = name.lower()[undoing.end() :]
    verbs = [(do, undo) for do, undo in _OPPOSITES if rest.startswith(do)]
    meant = {f"{undo}{rest.removeprefix(do)}" for do, undo in verbs}
    return next((each for each in among if each.lower() in meant), None)


def _same_verb(name: str, among: Sequence[str]) -> str | None:
    verb = _verb(name)
    alike = tuple(each for each in among if _verb(each) == verb)
    return nearest(name, alike) if alike else None


def _synonym(name: str, among: Sequence[str]) -> str | None:
    """The action that does the very same under another verb: of several things, if the name is of several."""
    verb = _verb(name)
    same = next((verbs for verbs in _SAME if verb in verbs), ())
    found = [each for each in among if _verb(each) in same and _object(each) == _object(name)]
    several = name.endswith("s")
    return next((each for each in found if each.endswith("s") == several), found[0] if found else None)


def _of_several(name: str, same: str, among: Sequence[str]) -> str | None:
    """The action of several things for a name of several, whose verb acts on one of them: ListRoles for GetRoles."""
    if not name.endswith("s") or same.endswith("s"):
        return None
    found = _synonym(name, among)
    return found if found and found.endswith("s") else None


def _object(name: str) -> str:
    """What an action is about, one thing or several."""
    return name[len(_verb(name)) :].lower().removesuffix("s")


def _other_verb(name: str, among: Sequence[str]) -> str | None:
    """The nearest action of another verb, where no action has the verb, so that it is the fault."""
    verb = _verb(name)
    return None if any(_verb(each) == verb for each in among) else nearest(name, among)


def _verb(name: str) -> str:
    found = _VERB.match(name)
    return found[0].lower() if found else ""

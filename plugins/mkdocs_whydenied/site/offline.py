"""Sites that are opened by double-click: what Material must do differently there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

# Material's offline plugin loads its stand-in for Worker, which the search needs on file://, from a remote
# host.
_SHIM = "iframe-worker"


def needs_shim(polyfills: Iterable[Any]) -> bool:
    """Whether Material's offline plugin put its stand-in for Worker among the page's *polyfills*."""
    return any(_SHIM in str(script) for script in polyfills)


def with_local_shim(polyfills: Iterable[Any], native_worker: str, shim: str) -> list[Any]:
    """The same with the stand-in from the site itself; *native_worker* keeps the browser's own Worker for the
    checker before it is replaced."""
    return [native_worker, shim, *(script for script in polyfills if _SHIM not in str(script))]

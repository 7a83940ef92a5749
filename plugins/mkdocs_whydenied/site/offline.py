"""Sites that are opened by double-click: what MkDocs and Material must do differently there."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig

# Material's offline plugin loads its stand-in for Worker, which the search needs on file://, from a remote
# host.
_SHIM = "iframe-worker"


def prepare(config: MkDocsConfig) -> None:
    """Links that work without a server: ``page.html`` instead of ``page/``, as Material's offline plugin has
    them."""
    config.use_directory_urls = False


def needs_shim(config: MkDocsConfig) -> bool:
    """Whether Material's offline plugin put its stand-in for Worker into the page."""
    return any(_SHIM in str(script) for script in config.extra.get("polyfills", []))


def use_local_shim(config: MkDocsConfig, native_worker: str, shim: str) -> None:
    """Load the stand-in from the site itself, and keep the browser's own Worker for the checker before it is
    replaced."""
    others = [script for script in config.extra["polyfills"] if _SHIM not in str(script)]
    config.extra["polyfills"] = [native_worker, shim, *others]

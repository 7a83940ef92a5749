"""Provide the browsers of the tests: the system's, else Debian's packages, else, for Chromium alone, Playwright's own download."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from tests.browser.engines import firefox, webkit

# The flags keep Chromium's own background traffic out of tests on machines without a network; none of them touches pages.
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """The path of the system's Chromium, or None when Playwright's own is to be used."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser that the tests use: how it is found, and the Debian packages that bring it."""

    name: str
    found: Callable[[], str | None]
    packages: tuple[str, ...]


BROWSERS = (
    Browser("Chromium", chromium, ("chromium",)),
    Browser("Firefox", firefox.found, ("firefox-esr",)),
    Browser("WebKit", webkit.found, ("webkit2gtk-driver", "xvfb", "xauth")),
)


def install(packages: list[str]) -> None:
    """Install Debian packages, where that can be done without asking anybody."""
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        subprocess.run([*prefix, "apt-get", *arguments], env=environment, check=False, stdout=subprocess.DEVNULL)


def main() -> int:
    """Make sure that the browsers are there; say which are not, and what that means."""
    missing = [browser for browser in BROWSERS if not browser.found()]
    if missing and shutil.which("apt-get"):
        for browser in missing:  # one by one: a package that this system does not have should not keep the others away
            print(f"whydenied: installing {', '.join(browser.packages)} for the browser tests (once)")
            install(list(browser.packages))
    if not chromium():
        print("whydenied: fetching Playwright's own Chromium (once)")
        if subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode:
            print("whydenied: no browser could be installed. Install chromium yourself, or set CHROMIUM to its path.")
            return 1
    for browser in BROWSERS[1:]:
        if not browser.found():
            print(f"whydenied: {browser.name} is not here, so its tests are skipped. To run them, install {', '.join(browser.packages)}.")
    print(f"whydenied: the tests use {', '.join(filter(None, (browser.found() for browser in BROWSERS)))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

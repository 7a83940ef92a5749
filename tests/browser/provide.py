"""Provide a Chromium for the tests: the system's, else Debian's package, else Playwright's own download."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

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


def main() -> int:
    """Make sure that a browser is there; say which."""
    if found := chromium():
        print(f"whydenied: the tests use {found}")
        return 0
    if shutil.which("apt-get"):
        print("whydenied: installing Debian's chromium for the browser tests (once)")
        prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
            subprocess.run([*prefix, "apt-get", *arguments], env=environment, check=False, stdout=subprocess.DEVNULL)
        if chromium():
            return 0
    print("whydenied: fetching Playwright's own Chromium (once)")
    if subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode:
        print("whydenied: no browser could be installed. Install chromium yourself, or set CHROMIUM to its path.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

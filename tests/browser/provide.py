"""Provide what the browser tests need: browsers and nginx of the system, else Debian's packages, else, for
Chromium alone, Playwright's own download."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.browser import nginx, servers
from tests.browser.engines import firefox, webkit

# The flags keep Chromium's own background traffic out of tests on machines without a network; none of them
# touches pages.
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Tests start the checker hundreds of times: what V8 would spend on making its code faster is lost with each page.
# With a large budget only long work gets there. What is measured, in tests/bench, does without.
FRUGAL = [*QUIET, "--js-flags=--wasm-tiering-budget=1000000000"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """The path of the system's Chromium, or None when Playwright's own is to be used."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def as_root(*arguments: str) -> None:
    """Run apt-get, where that can be done without asking anybody for a password."""
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*prefix, "apt-get", *arguments], env=environment, check=False, stdout=subprocess.DEVNULL)


def install(packages: Sequence[str]) -> None:
    """Install Debian packages."""
    as_root("update", "-qq")
    as_root("install", "-y", "-qq", "--no-install-recommends", *packages)


def unpack(packages: Sequence[str], place: Path = nginx.UNPACKED) -> None:
    """Unpack Debian packages below .venv; installing a web server would start a service on port 80, now and at
    every boot."""
    as_root("update", "-qq")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["apt-get", "download", "-qq", *packages], cwd=folder, check=False, capture_output=True
        )
        for package in Path(folder).glob("*.deb"):
            subprocess.run(["dpkg-deb", "--extract", package, place], check=False)


@dataclass(frozen=True, slots=True)
class Program:
    """A program that the tests use: how it is found, the Debian packages that contain it, and how those are
    brought here."""

    name: str
    found: Callable[[], str | None]
    packages: tuple[str, ...]
    bring: Callable[[Sequence[str]], None] = install


PROGRAMS = (
    Program("Chromium", chromium, ("chromium",)),
    Program("Firefox", firefox.found, ("firefox-esr",)),
    Program("WebKit", webkit.found, ("webkit2gtk-driver", "xvfb", "xauth")),
    Program("zsh", lambda: shutil.which("zsh"), ("zsh",)),
    Program("nginx", nginx.found, ("nginx", "nginx-common"), unpack),
    *(
        Program(name, partial(servers.found, name), packages, partial(unpack, place=servers.UNPACKED))
        for name, packages in servers.PACKAGES.items()
    ),
)


def main() -> int:
    """Make sure that the programs are there; say which are not, and what that means."""
    missing = [program for program in PROGRAMS if not program.found()]
    if missing and shutil.which("apt-get"):
        for (
            program
        ) in missing:  # one by one: a package that this system does not have should not keep the others away
            print(f"whydenied: fetching {', '.join(program.packages)} for the browser tests (once)")
            program.bring(program.packages)
    if not chromium():
        print("whydenied: fetching Playwright's own Chromium (once)")
        if subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"], check=False
        ).returncode:
            print(
                "whydenied: no browser could be installed. Install chromium yourself, or set CHROMIUM "
                "to its path."
            )
            return 1
    for program in PROGRAMS[1:]:
        if not program.found():
            print(
                f"whydenied: {program.name} is not here, so its tests are skipped. To run them, install "
                f"{', '.join(program.packages)}."
            )
    print(f"whydenied: the tests use {', '.join(filter(None, (program.found() for program in PROGRAMS)))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

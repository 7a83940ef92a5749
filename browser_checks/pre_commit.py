#!/usr/bin/env python3
"""The hook of pre-commit: ``whydenied check --policies`` from this checkout. Nothing is installed or built,
since the checker needs Python alone."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whatever python3 there is runs this
    found = ".".join(map(str, sys.version_info[:2]))
    sys.exit(f"whydenied: the hook needs python3 of version 3.11 or newer; this is {found}.")

from whydenied.cli import main

sys.exit(main(["check", "--policies", *sys.argv[1:]]))

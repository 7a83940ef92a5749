"""Packages: there are none, but Pyodide's JavaScript asks where they would be."""

import sys


class _Place:
    def __init__(self, path):
        self._path = path

    def __str__(self):
        return self._path


SITE_PACKAGES = _Place(f"/lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages")
DSO_DIR = _Place("/usr/lib")


def init_loaded_packages():
    """Nothing is loaded."""

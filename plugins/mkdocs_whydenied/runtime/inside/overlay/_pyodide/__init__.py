"""What Pyodide needs of its own Python to start, without what serves a console, coroutines and packages."""

from . import _base, _importhook

__all__ = ["_base", "_importhook", "set_excepthook"]


def set_excepthook():
    """Python's own hook prints an exception without the modules that colour it."""

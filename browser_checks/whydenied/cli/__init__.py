"""The command line: ``whydenied check | explain | batch``."""

from .main import main

__all__ = ["main"]

"""whydenied: who was denied what on AWS, by which policy and why, told from the error message alone."""

from .check import check
from .guide import Guide
from .report import Report

__all__ = ["Guide", "Report", "check"]
__version__ = "0.1.0"

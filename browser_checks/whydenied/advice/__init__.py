"""From one denial to the smallest change that helps, at the layer that can help, written out in every
syntax."""

from ..report import Fix
from .suggest import suggest

__all__ = ["Fix", "suggest"]

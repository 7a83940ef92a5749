"""The shapes in which policies are pasted, one reader each; all give the nodes of :mod:`whydenied.policies.nodes`.

A reader is a module with ``read_around(text, floor, place, budget)``: the :class:`~whydenied.policies.documents.Container` around
*place*, not before *floor*; None when the text there is not of its shape; a :class:`~.literal.Failure` when it is and cannot be read.
"""

from . import braces, terraform, yaml

READERS = (terraform, braces, yaml)
"""The readers, the surest first."""

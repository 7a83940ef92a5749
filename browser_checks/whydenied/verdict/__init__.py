"""A denial held against the pasted policies."""

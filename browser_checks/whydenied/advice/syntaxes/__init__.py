"""A change written out, a module for each syntax."""

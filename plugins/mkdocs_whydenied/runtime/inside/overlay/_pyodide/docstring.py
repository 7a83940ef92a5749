"""Docstrings of the functions that Pyodide defines in C, which nobody reads in a page."""


def get_cmeth_docstring(_function):
    """No docstring."""
    return ""


def dedent_docstring(text):
    """The docstring as it is."""
    return text

"""Signatures of JavaScript's functions: the checker calls none of its own; Pyodide asks for the one of a
function that tells nothing."""

from _pyodide_core import JsFuncSignature, js2py_default_call_result, py2js_default

no_default = object()


def _any(*args, **kwargs):
    """Takes everything."""


default_signature = JsFuncSignature(
    _any, False, 0, (), (), py2js_default, (), (), (), py2js_default, js2py_default_call_result
)


def func_to_sig(_called):
    """Every function is called as one that tells nothing."""
    return default_signature

"""What `dataclasses` and Pyodide use of the module: the rest reads sources, which a page does not have."""


def signature(_called, **_options):
    """Raises ValueError, as for a function without a signature: `dataclasses` then writes no docstring of its
    own."""
    raise ValueError("signatures are left out")


def unwrap(func, *, stop=None):
    """The function that decorators wrapped."""
    while hasattr(func, "__wrapped__") and not (stop and stop(func)):
        func = func.__wrapped__
    return func


def iscoroutinefunction(_called):
    """No function that crosses over to JavaScript is one: Pyodide asks for each."""
    return False

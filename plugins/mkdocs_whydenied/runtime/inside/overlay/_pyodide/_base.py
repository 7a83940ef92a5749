"""The two functions of Pyodide's module that its JavaScript calls while it starts, and `pyimport`."""

import importlib


def eval_code(source, globals=None):
    """The value of *source*: statements of one line each and at the end an expression, which is all that
    Pyodide's start asks for."""
    *statements, expression = source.split(";")
    names = {} if globals is None else globals
    for statement in statements:
        exec(statement.strip(), names)
    return eval(expression.strip(), names)


def pyimport_impl(path):
    """The module or the member of a module that *path* names."""
    name, found = path, None
    members = []
    while found is None:
        try:
            found = importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name != name or "." not in name:
                raise
            name, _, member = name.rpartition(".")
            members.insert(0, member)
    for member in members:
        found = getattr(found, member)
    return found

"""The two functions of Pyodide's module that its JavaScript calls while it starts, and `pyimport`."""

import importlib


def eval_code(source, globals=None):
    """The value of *source*. Pyodide's start asks for an empty dict, for `import name; name` and for
    `import name; name.__dict__`, which need no compiler; anything else of one line each is compiled."""
    if source == "{}":
        return {}
    *statements, expression = source.split("; ")
    name = source.partition("; ")[0].removeprefix("import ")
    if expression in (name, name + ".__dict__"):
        module = importlib.import_module(name)
        return module if expression == name else module.__dict__
    names = {} if globals is None else globals
    for statement in statements:
        exec(statement, names)
    return eval(expression, names)


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

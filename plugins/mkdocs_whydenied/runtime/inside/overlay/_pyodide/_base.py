"""The two functions of Pyodide's module that its JavaScript calls while it starts, and `pyimport`."""

import importlib


def eval_code(source, _globals=None):
    """The value of *source*, which Python need not compile: Pyodide's start asks for an empty dict, for
    `import name; name` and for `import name; name.__dict__`."""
    statement, _, expression = source.partition("; ")
    if source == "{}":
        return {}
    name = statement.removeprefix("import ")
    if expression not in (name, name + ".__dict__"):
        raise NotImplementedError(source)
    module = importlib.import_module(name)
    return module if expression == name else module.__dict__


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

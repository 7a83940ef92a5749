"""Imports modules out of files that each hold many, `add`: Python's own import of a zip file looks a name up
a dozen times, in Python.

Such a file is marshal of modules as name -> (whether it is a package, its compiled code), and of the names
that another file will bring.
"""

import marshal
import sys

ROOT = "<packed>"
"""What stands in `sys.path` for the files; `ROOT/name` stands in a package's path."""

ModuleSpec = type(__spec__)
_modules = {}
_awaited = set()


class NotHereYet(Exception):
    """A module is in a file that has not been added. Not an ImportError: code that can do without a module
    must not take it for one."""


class Loader:
    """Runs a module's code."""

    @staticmethod
    def create_module(_spec):
        """The usual kind of module."""

    @staticmethod
    def exec_module(module):
        """Runs the code in the module's names."""
        exec(marshal.loads(_modules[module.__name__][1]), module.__dict__)


class Folder:
    """Finds modules for one entry of a path, and lists them for `pkgutil`."""

    def __init__(self, entry):
        if not entry.startswith(ROOT):
            raise ImportError(entry)
        self._package = entry[len(ROOT) + 1 :]

    def find_spec(self, name, _target=None):
        """The module of that name, None when no file has it. Raises NotHereYet."""
        if name in _modules:
            is_package = _modules[name][0]
            spec = ModuleSpec(name, Loader, is_package=is_package)
            if is_package:
                spec.submodule_search_locations = [f"{ROOT}/{name}"]
            return spec
        if name in _awaited:
            raise NotHereYet(name)
        return None

    def iter_modules(self, prefix=""):
        """The modules right in this package. Raises NotHereYet while one of them is in a file that has not
        been added."""
        if any(name.rpartition(".")[0] == self._package for name in _awaited):
            raise NotHereYet(self._package)
        for name, (is_package, _) in _modules.items():
            package, _, last = name.rpartition(".")
            if package == self._package:
                yield prefix + last, is_package


def add(place):
    """Make the modules of the file at *place* known."""
    with open(place, "rb") as file:
        modules, awaited = marshal.load(file)
    _modules.update(modules)
    _awaited.update(awaited)
    _awaited.difference_update(_modules)


sys.path.insert(0, ROOT)
sys.path_hooks.insert(0, Folder)

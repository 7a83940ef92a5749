"""Lists the modules of a package: of a packed file, or of a folder while the runtime is built."""

import sys
from collections import namedtuple
from posix import listdir

ModuleInfo = namedtuple("ModuleInfo", "module_finder name ispkg")


def iter_modules(path, prefix=""):
    """A ModuleInfo for each module right in the places of *path*."""
    for entry in path:
        finder = _finder(entry)
        listed = finder.iter_modules(prefix) if hasattr(finder, "iter_modules") else _in_folder(entry, prefix)
        for name, is_package in listed:
            yield ModuleInfo(finder, name, is_package)


def _finder(entry):
    for hook in sys.path_hooks:
        try:
            return hook(entry)
        except ImportError:  # it is for other entries
            pass
    return None


def _in_folder(folder, prefix):
    for file in sorted(listdir(folder)):
        name, _, ending = file.partition(".")
        if ending == "py" and name != "__init__":
            yield prefix + name, False
        elif not ending and "__init__.py" in listdir(f"{folder}/{file}"):
            yield prefix + name, True

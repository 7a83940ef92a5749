"""Finds which modules are needed when: reads /job/trace.json, writes /job/loaded.json.

It runs in a fresh Pyodide on the library that the page will have. *start* is what Pyodide itself loads,
*first* what the checker needs for a refusal,
*rest* whatever else the checker names in an import anywhere, so that a lazy import is found without reaching
its line.
"""

import sys

loaded = {"start": sorted(sys.modules)}  # before this program's own imports, which are among these, too

import importlib
import json

with open("/job/trace.json", encoding="utf-8") as file:
    job = json.load(file)
sys.path.insert(0, "/job/checker")

answer = importlib.import_module("whydenied.browser").answer
for paste in job["first"]:
    answer(paste, job["guide"])
loaded["first"] = sorted(sys.modules)

for name in job["modules"]:
    importlib.import_module(name)
for paste in job["rest"]:
    answer(paste, job["guide"])
loaded["rest"] = sorted(sys.modules)


def is_from_file(name: str) -> bool:
    """Whether the module was read from a file: what is built or frozen into the interpreter never is."""
    module = sys.modules[name]
    return bool(getattr(module, "__file__", None)) and getattr(module.__spec__, "origin", None) != "frozen"


known: set[str] = set()
for stage, names in loaded.items():
    loaded[stage] = sorted(name for name in set(names) - known if is_from_file(name))
    known |= set(names)
with open("/job/loaded.json", "w", encoding="utf-8") as file:
    json.dump(loaded, file)

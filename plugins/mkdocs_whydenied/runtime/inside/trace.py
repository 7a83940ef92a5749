"""Finds the standard library modules that the checker loads: reads /job/trace.json, writes /job/loaded.json.

It runs in a fresh Pyodide, so the list also holds what Pyodide itself loads to start. Besides importing the checker and letting it answer, it
imports every module that the checker's source names in an import anywhere, so that a lazy import is found without reaching its line.
"""

import importlib
import json
import sys
from pathlib import Path

JOB = Path("/job")
job = json.loads((JOB / "trace.json").read_text(encoding="utf-8"))
sys.path.insert(0, str(JOB / "checker"))

for name in job["checker"]:
    importlib.import_module(name)
for name in job["standard_library"]:
    importlib.import_module(name)

answer = importlib.import_module("whydenied.browser").answer
for paste in job["pastes"]:
    answer(paste, job["guide"])

loaded = sorted(name for name, module in sys.modules.items() if (getattr(module, "__file__", None) or "").startswith("/lib/python3"))
(JOB / "loaded.json").write_text(json.dumps(loaded), encoding="utf-8")

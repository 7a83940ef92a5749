"""Takes the annotations of parameters and results out of the sources that are to be compiled, which nothing reads
in a page: /job/compile.json names them, each is written anew."""

import ast
import json
from pathlib import Path

JOB = Path("/job")

for source in json.loads((JOB / "compile.json").read_text(encoding="utf-8")):
    path = JOB / source
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            node.returns = None
    path.write_text(ast.unparse(tree) + "\n", encoding="utf-8")

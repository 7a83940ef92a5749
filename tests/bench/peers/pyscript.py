"""PyScript: the page of its first steps, with the Pyodide that everything here is measured beside."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.bench.peers.install import node_modules
from tests.bench.peers.program import PRINT
from tests.bench.stock import copy_stock

SCRIPTS = "pyscript/"


def site(folder: Path, prefix: str) -> Path:
    """Its page in *folder*, for *prefix*."""
    copy_stock(folder / "pyodide")
    shutil.copytree(node_modules() / "@pyscript/core/dist", folder / SCRIPTS)
    config = json.dumps({"interpreter": f"{prefix}pyodide/pyodide.mjs"})
    (folder / "index.html").write_text(
        f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>PyScript</title>
<link rel="stylesheet" href="{SCRIPTS}core.css">
<script type="module" src="{SCRIPTS}core.js"></script>
</head>
<body>
<script type="py" config='{config}'>
{PRINT}
</script>
</body>
</html>
""",
        "utf-8",
    )
    return folder

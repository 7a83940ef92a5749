"""``python -m release.check dist``: everything that is looked at before a release, one line each; ends at the first
that is wrong."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from zipfile import ZipFile

from .sbom import RUNTIME, bill

DENIED = "User: arn:aws:iam::111122223333:user/ines is not authorized to perform: lambda:GetFunction on resource: orders"
ROOMS = ("whydenied/", "mkdocs_whydenied/")
NEEDED = (
    "whydenied/guide.json",
    "whydenied/py.typed",
    "mkdocs_whydenied/plugin.py",
    "mkdocs_whydenied/assets/whydenied.js",
    f"{RUNTIME}pyodide.asm.wasm",
)


class Wrong(Exception):
    """Something that must not be released."""


def contents(path: Path) -> str:
    """The wheel has what it needs and nothing else, its runtime is what the build wrote, and every licence is in
    it."""
    with ZipFile(path) as wheel:
        names = wheel.namelist()
        info = next(name.split("/")[0] + "/" for name in names if ".dist-info/" in name)
        shared = info.replace(".dist-info/", ".data/data/share/")
        strange = [
            name for name in names if not name.startswith((*ROOMS, info, shared)) or "__pycache__" in name
        ]
        missing = [name for name in NEEDED if name not in names]
        manifest = json.loads(wheel.read(f"{RUNTIME}manifest.json"))["files"]
        damaged = [
            name
            for name, of in manifest.items()
            if hashlib.sha256(wheel.read(RUNTIME + name)).hexdigest() != of["sha256"]
        ]
        licences = [name for name in names if name.startswith(f"{info}licenses/") and name.endswith(".txt")]
    if strange or missing or damaged or len(licences) < 10:
        raise Wrong(f"strange {strange[:3]}, missing {missing}, damaged {damaged}, {len(licences)} licences")
    return f"{len(names)} files, {path.stat().st_size:,} bytes, {len(licences)} licence texts"


def metadata(path: Path) -> str:
    """The index would take it."""
    done = subprocess.run(
        [sys.executable, "-m", "twine", "check", "--strict", path],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Wrong(done.stdout + done.stderr)
    return "twine takes the metadata"


def installation(path: Path) -> str:
    """In an empty environment, without any index, it installs and answers."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder, "Scripts" if sys.platform == "win32" else "bin", "python")
        install = [python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", path.resolve()]
        done = subprocess.run(install, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Wrong(done.stderr)
        answer = subprocess.run(
            [python, "-m", "whydenied", "check"],
            input=DENIED,
            capture_output=True,
            text=True,
            cwd=folder,
            check=False,
        )
    if answer.returncode != 1 or "ines" not in answer.stdout:
        raise Wrong(answer.stdout + answer.stderr)
    return "a fresh installation answers"


def materials(path: Path) -> str:
    """The bill of materials, beside the wheel."""
    target = path.with_suffix(".cdx.json")
    target.write_text(bill(path), "utf-8")
    return f"{target.name} lists {len(json.loads(target.read_text('utf-8'))['components'])} works"


def main(folder: str) -> int:
    """Exit status 0, or 1 and what is wrong."""
    wheels = sorted(Path(folder).glob("whydenied-*.whl"))
    if len(wheels) != 1:
        print(f"release: there should be one wheel in {folder}, and there are {len(wheels)}")
        return 1
    for look in (contents, metadata, materials, installation):
        try:
            print(f"release: {look(wheels[0])}")
        except Wrong as error:
            print(f"release: {look.__name__}: {error}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

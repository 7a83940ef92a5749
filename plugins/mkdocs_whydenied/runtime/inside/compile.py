"""Compiles the archives in /job/dist by `pyodide py-compile`, with the very Python that will run them, and
corrects the lock file there. Writes each .pyc to /job/compiled as well, without the tables of line numbers, and
the code of those that /job/frozen.json names, by the .pyc, to /job/frozen under the name it has there.

Those are a tenth of the bytes: nothing reads them in a page, and the command line tells the line where the same
paste fails. The .pyc files carry the hash of their source instead of a time, so that the same sources always
give the same bytes; it is not to be checked, since the sources do not travel with them.
"""

import json
import marshal
import os
import sys
import zipfile
from pathlib import Path
from types import CodeType

JOB = Path("/job")
HEADER = 16
FROZEN = json.loads((JOB / "frozen.json").read_text(encoding="utf-8"))
HASHED, UNCHECKED = b"\3\0\0\0", b"\1\0\0\0"

os.environ["SOURCE_DATE_EPOCH"] = "315532800"  # 1980-01-01, where zip's dates begin
sys.path[:0] = sorted(map(str, (JOB / "tool").glob("*.whl")))

from pyodide_build.cli import py_compile  # type: ignore[import-not-found]


def without_lines(code: CodeType) -> CodeType:
    """The code and all code in it without the tables that tell which line an instruction is from."""
    inner = tuple(without_lines(each) if isinstance(each, CodeType) else each for each in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=inner)


def renamed(code: CodeType, file: str) -> CodeType:
    """The code and all code in it as if it came from that *file*."""
    inner = tuple(renamed(each, file) if isinstance(each, CodeType) else each for each in code.co_consts)
    return code.replace(co_filename=file, co_consts=inner)


py_compile.main([str(JOB / "dist"), "--compression-level", "9", "--silent"], standalone_mode=False)
for archive in (JOB / "dist").iterdir():
    if not zipfile.is_zipfile(archive):
        continue
    with zipfile.ZipFile(archive) as files:
        for name in files.namelist():
            if not name.endswith(".pyc"):
                continue
            content = files.read(name)
            if content[4:8] != HASHED:
                raise SystemExit(f"{archive.name}: {name} is not marked by a hash of its source")
            target = JOB / "compiled" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            code = without_lines(marshal.loads(content[HEADER:]))
            if name in FROZEN:
                # By such a name the interpreter knows which frames of a traceback are its own.
                (JOB / "frozen").mkdir(exist_ok=True)
                (JOB / "frozen" / FROZEN[name]).write_bytes(
                    marshal.dumps(renamed(code, f"<frozen {FROZEN[name]}>"))
                )
            target.write_bytes(content[:4] + UNCHECKED + content[8:HEADER] + marshal.dumps(code))

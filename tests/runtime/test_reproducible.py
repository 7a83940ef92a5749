"""The runtime has the same bytes when it is built again: in another folder, time zone and order of sets."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from mkdocs_whydenied import runtime
from mkdocs_whydenied.runtime.gzipped import gzipped
from tests.conftest import ROOT


@pytest.mark.slow
def test_another_build_has_the_same_bytes(tmp_path: Path) -> None:
    elsewhere = {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "7", "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "mkdocs_whydenied.runtime.build", "--output", str(tmp_path / "again")]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **elsewhere}, check=True, stdout=subprocess.DEVNULL)
    again = {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert set(again) == {path.name for path in runtime.FILES.iterdir()}
    assert [name for name, content in again.items() if content != (runtime.FILES / name).read_bytes()] == []


def test_nothing_in_the_wheel_is_of_the_day_it_was_made() -> None:
    with zipfile.ZipFile(next(runtime.FILES.glob("*.whl"))) as wheel:
        assert {entry.date_time for entry in wheel.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any(entry.filename.endswith(".py") for entry in wheel.infolist())


def test_what_is_packed_tells_neither_when_nor_where() -> None:
    packed = gzipped(b"tides " * 1000)
    assert packed[:10] == b"\x1f\x8b\x08\0\0\0\0\0\2\xff"
    assert gzip.decompress(packed) == b"tides " * 1000

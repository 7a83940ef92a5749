"""The data of far services: loaded later, from an archive, and how much all of it weighs."""

from __future__ import annotations

import gzip
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from whydenied.aws.data import iam

DATA = Path(iam.__file__).parent
SOURCES = DATA.parents[2]
WITHOUT_FAR = """
import sys
sys.path.insert(0, sys.argv[1])
from whydenied.aws.data import iam
said = [iam.service("workmail"), iam.action("workmail:ListUsers"), iam.expand("workmail:List*"), iam.names("workmail")]
assert said == [iam.NotLoaded("workmail")] * 4 and not any(said), said
assert iam.condition_key("dms:cert-tag/x") == iam.NotLoaded("dms")
assert iam.exists("workmail") and not iam.loaded("workmail") and iam.loaded("lambda") and not iam.exists("nothing")
assert iam.service("nothing") is None and iam.action("nothing:x") is None and iam.expand("nothing:x") == ()
assert "workmail:ListUsers" not in iam.expand("*")
assert not iam.look_again()
sys.modules["whydenied.aws.data"].__path__.append(sys.argv[2] + "/whydenied/aws/data")
assert iam.look_again()
assert iam.action("workmail:ListUsers").name == "ListUsers" and iam.loaded("workmail")
assert "workmail:ListUsers" in iam.expand("*")
assert iam.condition_key("dms:cert-tag/x").name == "dms:cert-tag/${TagKey}"
"""


def test_far_services_come_later_from_a_zip(tmp_path: Path) -> None:
    for name, wanted in (("checker.zip", False), ("far.zip", True)):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for source in sorted(SOURCES.glob("whydenied/**/*.py")):
                if (source.name == "far.py") is wanted:
                    archive.write(source, source.relative_to(SOURCES))
    command = [
        sys.executable,
        "-S",
        "-c",
        WITHOUT_FAR,
        str(tmp_path / "checker.zip"),
        str(tmp_path / "far.zip"),
    ]
    assert (
        subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path).stderr
        == ""
    )


@pytest.mark.parametrize(
    ("names", "limit"),
    [(("near", "services", "operations", "regions", "principals"), 75_000), (("far",), 160_000)],
)
def test_the_data_stays_small(names: tuple[str, ...], limit: int) -> None:
    assert sum(len(gzip.compress((DATA / f"{name}.py").read_bytes())) for name in names) < limit

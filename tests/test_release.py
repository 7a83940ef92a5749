"""What is bundled is named: each work has its SPDX expression, its licence's text, and a part in the metadata."""

from __future__ import annotations

import tomllib

from mkdocs_whydenied.site.bundle import LICENCES
from release.sbom import _ROW, SPDX
from tests.conftest import ROOT

ROWS = [*_ROW.finditer((ROOT / "plugins/mkdocs_whydenied/runtime/THIRD_PARTY.md").read_text("utf-8"))]


def test_every_work_has_its_licence() -> None:
    assert len(ROWS) >= 10
    for row in ROWS:
        text = (LICENCES / f"{row['work'].split()[0].lower()}.txt").read_text("utf-8")
        assert len(text) > 500 and row["licence"] in SPDX, row["work"]


def test_the_metadata_names_every_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = set(project["license"].split(" AND "))
    assert {SPDX[row["licence"]].split(" OR ")[0] for row in ROWS} | {"MIT"} == named

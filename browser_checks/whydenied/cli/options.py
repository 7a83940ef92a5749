"""Options of a project: ``[tool.whydenied]`` in pyproject.toml, or .whydenied.toml, of the folder that the
command is called in."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

THRESHOLDS = ("error", "security", "warning", "suggestion", "never")


@dataclass(frozen=True, slots=True)
class Options:
    """What a project wants of every check."""

    fail_on: str = "error"
    ignore: frozenset[str] = frozenset()
    """Codes that are ignored everywhere."""
    ignore_in: dict[str, frozenset[str]] = field(default_factory=dict)
    """Codes that are ignored in files whose path a glob matches."""
    policy_type: str | None = None

    def ignored(self, name: str | None) -> frozenset[str]:
        """The codes to ignore in a file."""
        more = [
            codes for glob, codes in self.ignore_in.items() if name and fnmatch(Path(name).as_posix(), glob)
        ]
        return self.ignore.union(*more)


def project(folder: Path) -> Options:
    """The options of a folder. Raises ValueError with a sentence for ones that cannot be understood."""
    own, shared = folder / ".whydenied.toml", folder / "pyproject.toml"
    if own.is_file():
        return _options(_loaded(own), own.name)
    found = _loaded(shared).get("tool", {}) if shared.is_file() else {}
    return _options(found.get("whydenied", {}), shared.name)


def _loaded(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name} is not TOML: {error}.") from error


def _options(data: dict[str, Any], name: str) -> Options:
    known = {"fail-on", "ignore", "ignore-in", "policy-type"}
    if strange := [key for key in data if key not in known]:
        raise ValueError(
            f"{name}: there is no option {strange[0]}; the options are {', '.join(sorted(known))}."
        )
    fail_on = data.get("fail-on", "error")
    if fail_on not in THRESHOLDS:
        raise ValueError(f"{name}: fail-on should be one of {', '.join(THRESHOLDS)}.")
    by_glob = data.get("ignore-in", {})
    if not isinstance(by_glob, dict):
        raise ValueError(
            f'{name}: ignore-in should be a table of globs, such as "tests/*" = ["missing-version"].'
        )
    listed = {glob: _codes(codes, name) for glob, codes in by_glob.items()}
    return Options(fail_on, _codes(data.get("ignore", []), name), listed, data.get("policy-type"))


def _codes(value: Any, name: str) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(f"{name}: codes should be a list of texts.")
    return frozenset(value)

"""Options of a project: ``[tool.whydenied]`` in pyproject.toml, or .whydenied.toml, of the folder that the
command is called in or of one above it, up to the repository's root."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any, get_args

from ..report import Finding
from ..report.words import Severity
from ..values import dataclass
from .question import Answer

THRESHOLDS = ("error", "security", "warning", "suggestion", "never")
"""Values of ``--fail-on``, the gravest first."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a project wants of every check."""

    root: Path
    """The folder of the file with the options: globs start there."""
    fail_on: str = "error"
    ignore: frozenset[str] = frozenset()
    """Codes, or globs of codes, that are ignored everywhere."""
    ignore_in: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Codes that are ignored in files whose path a glob matches."""
    severity: Mapping[str, Severity] = field(default_factory=dict)
    """Another severity for a code."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """The page of the house that explains a code."""
    policy_type: str | None = None

    def applied(self, answer: Answer) -> Answer:
        """The answer with these severities and pages, without the findings that are ignored where they stand."""
        policies = tuple(
            replace(policy, findings=tuple(self._kept(policy.findings, file.name)))
            for policy, file in zip(answer.report.policies, answer.of_policies, strict=True)
        )
        return replace(answer, report=replace(answer.report, policies=policies), pages=self.pages)

    def _kept(self, findings: Iterable[Finding], name: str | None) -> Iterator[Finding]:
        ignored = self.ignore.union(
            *(codes for glob, codes in self.ignore_in.items() if name and self._matches(name, glob))
        )
        for finding in findings:
            if not any(fnmatchcase(finding.code, code) for code in ignored):
                severity = self.severity.get(finding.code)
                yield replace(finding, severity=severity) if severity else finding

    def _matches(self, name: str, glob: str) -> bool:
        """Whether a glob matches a file, or a folder above it; one without a slash matches at any depth."""
        try:
            path = PurePosixPath(Path(name).resolve().relative_to(self.root).as_posix())
        except ValueError:  # outside of the project
            path = PurePosixPath(Path(name).as_posix())
        glob = glob.rstrip("/").removeprefix("./").removeprefix("**/")
        places = [str(path), *map(str, path.parents)]
        names = [*path.parts] if "/" not in glob else []
        return any(fnmatchcase(place, glob) for place in (*places, *names))


def project(folder: Path, named: str | None = None) -> Options:
    """The options of the file *named*, else of *folder*: of the nearest file with any, looked for up to the
    root of the repository. Raises ValueError with a sentence for ones that cannot be understood."""
    if named:
        path = Path(named)
        data = _loaded(path)
        return _options(
            data.get("tool", {}).get("whydenied", {}) if path.name == "pyproject.toml" else data, path
        )
    for place in (folder, *folder.parents):
        own, shared = place / ".whydenied.toml", place / "pyproject.toml"
        if own.is_file():
            return _options(_loaded(own), own)
        if shared.is_file() and (found := _loaded(shared).get("tool", {}).get("whydenied")) is not None:
            return _options(found, shared)
        if (place / ".git").exists():
            break
    return Options(folder)


def checked(codes: Iterable[str], source: str) -> frozenset[str]:
    """The codes, or globs of codes. Raises ValueError with a sentence for one that fits no rule."""
    codes = frozenset(codes)
    if codes:
        from ..lint.rules import by_code  # all rules; only who names codes waits for them

        known = by_code()
        for code in sorted(codes - {*known}):
            if not any(fnmatchcase(each, code) for each in known):
                near = get_close_matches(code, known, 1)
                hint = f": did you mean {near[0]}?" if near else "; whydenied explain CODE explains one."
                raise ValueError(f"{source}: there is no code {code}{hint}")
    return codes


def _loaded(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name} is not TOML: {error}.") from error


def _options(data: Any, path: Path) -> Options:
    name = path.name
    known = {"fail-on", "ignore", "ignore-in", "policy-type", "severity", "pages"}
    if not isinstance(data, dict):
        raise ValueError(f"{name}: whydenied should be a table of options.")
    if strange := [key for key in data if key not in known]:
        raise ValueError(
            f"{name}: there is no option {strange[0]}; the options are {', '.join(sorted(known))}."
        )
    fail_on = data.get("fail-on", "error")
    if fail_on not in THRESHOLDS:
        raise ValueError(f"{name}: fail-on should be one of {', '.join(THRESHOLDS)}.")
    severities = _pairs(data, "severity", 'missing-version = "warning"', name)
    if wrong := [each for each in severities.values() if each not in get_args(Severity)]:
        raise ValueError(f"{name}: {wrong[0]!r} is no severity: it is one of {', '.join(THRESHOLDS[:-1])}.")
    pages = _pairs(data, "pages", 'scp-no-allow = "https://wiki.example/guardrails"', name)
    if wrong := [each for each in pages.values() if not isinstance(each, str)]:
        raise ValueError(f"{name}: pages should be addresses in quotes.")
    listed = {
        glob: checked(_codes(codes, name), name)
        for glob, codes in _pairs(data, "ignore-in", '"tests/*" = ["missing-version"]', name).items()
    }
    checked((*severities, *pages), name)
    return Options(
        path.resolve().parent,
        fail_on,
        checked(_codes(data.get("ignore", []), name), name),
        listed,
        severities,
        pages,
        data.get("policy-type"),
    )


def _pairs(data: Mapping[str, Any], key: str, example: str, name: str) -> dict[str, Any]:
    found = data.get(key, {})
    if not isinstance(found, dict):
        raise ValueError(f"{name}: {key} should be a table, such as {example}.")
    return found


def _codes(value: Any, name: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(f"{name}: codes should be a list of texts.")
    return value

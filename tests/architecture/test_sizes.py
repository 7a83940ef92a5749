"""One idea a file: none is too long to be read at once, and the checker's are short in the middle."""

from statistics import median

from tests.conftest import ROOT

FOLDERS = ("browser_checks", "plugins", "tests", "release")
GENERATED = ("browser_checks/whydenied/aws/data", "plugins/mkdocs_whydenied/runtime/files", "report.d.ts")
LONGEST = 350


def test_no_file_is_too_long() -> None:
    lengths = {
        name: len(path.read_text("utf-8").splitlines())
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".js", ".css", ".ts")
        and not any(part in (name := str(path.relative_to(ROOT))) for part in GENERATED)
    }
    assert len(lengths) > 500
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_a_module_of_the_checker_is_short() -> None:
    checker = (ROOT / "browser_checks/whydenied").rglob("*.py")
    assert median(len(path.read_text("utf-8").splitlines()) for path in checker) <= 100

"""`mkdocs serve` while its author writes, moves and deletes pages, and builds that run at the same time: what is
served in the end is what the files say, whatever came between."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.slow
LONG = 120
"""Seconds that a condition may take on a busy machine."""
# MkDocs takes a port of its own choice, and says which.
SERVE = """
import signal
# A run in the background ignores Ctrl+C, and so would what it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
import sys
from mkdocs.__main__ import cli
from mkdocs.livereload import LiveReloadServer
bind = LiveReloadServer.server_bind
def told(server):
    bind(server)
    print(server.server_port, file=open("port.part", "w"), flush=True)
    __import__("os").replace("port.part", "port")
LiveReloadServer.server_bind = told
cli(["serve", "--dev-addr", "127.0.0.1:0", *sys.argv[1:]])
"""
SETTINGS = """
site_name: Wiki
theme: {name: null, custom_dir: theme}
hooks: [hook.py]
plugins: [{whydenied: {forms: messages.md}}]
"""
THEME = """<!doctype html><html lang="en"><title>Wiki</title>
{% for path in config.extra_css %}<link rel="stylesheet" href="{{ path | url }}">{% endfor %}
<body>{{ page.content }}{% for script in config.extra_javascript %}{{ script | script_tag }}{% endfor %}</body></html>
"""
HOME = "# Home { #home }\n\n<why-denied></why-denied>\n"
HOUSE = """# Rules { #rules }

## %s { #exceptions }

```form
Exception required for {resource}: ask the platform team
```

```sample
Exception required for arn:aws:s3:::payroll: ask the platform team
```
"""
MORE = "# More { #more }\n\n## Vaults { #vaults }\n\nAsk the night desk.\n"


def wiki(folder: Path, hook: str = "") -> Path:
    """A wiki of three pages, on the smallest theme."""
    files = {"mkdocs.yml": SETTINGS, "theme/main.html": THEME, "hook.py": hook or "pass\n"}
    files |= {"docs/index.md": HOME, "docs/house.md": HOUSE % "First", "docs/more.md": MORE}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def comes(what: str, condition: Callable[[], bool]) -> None:
    """Wait until a condition holds."""
    end = time.monotonic() + LONG
    while not condition():
        assert time.monotonic() < end, f"{what} never came"
        time.sleep(0.05)


class Served:
    """A wiki that MkDocs serves."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self.docs = folder, folder / "docs"
        self.log = folder / "log"
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-c", SERVE, *options], cwd=folder, env=environment, stdout=out, stderr=out
            )
        comes("the server", lambda: (folder / "port").exists() or self.process.poll() is not None)
        assert self.process.poll() is None, self.log.read_text("utf-8")
        self.root = f"http://127.0.0.1:{(folder / 'port').read_text().strip()}/"

    def get(self, place: str) -> str | None:
        """A file of the site, None where there is none."""
        with suppress(HTTPError, URLError), urlopen(self.root + place, timeout=LONG) as answer:
            return str(answer.read().decode())
        return None

    def index(self, page: str = "") -> dict[str, str] | None:
        """The sections that a page's own script leads to, title by address; None while files are between two
        builds."""
        html = self.get(page) or ""
        script = re.search(r'src="((?:\.\./)*)(assets/whydenied/whydenied\.[0-9a-f]{8}\.js)"', html)
        settings = (
            re.search(r"whydeniedSite \?\?= (\{.*?\});\n", self.get(script[2]) or "") if script else None
        )
        if not settings:
            return None
        files = {f"assets/whydenied/{name}": None for name in json.loads(settings[1])["files"].values()}
        contents = {name: self.get(name) for name in files if not name.endswith((".wasm", ".bin", ".zip"))}
        if None in contents.values():
            return None
        (guide,) = (text for name, text in contents.items() if text and "/guide." in name)
        return {row["url"]: row["title"] for row in json.loads(guide)["sections"]}

    def shows(self, page: str = "", **titles: str) -> None:
        """Wait until the index has these sections and no others, title by id."""
        comes(
            f"{titles}, in {self.log}",
            lambda: (
                {url.partition("#")[2]: title for url, title in (self.index(page) or {}).items()} == titles
            ),
        )
        assert self.process.poll() is None

    def write(self, name: str, text: str) -> None:
        (self.docs / name).write_text(text, "utf-8")


@pytest.fixture
def serving() -> Iterator[Callable[..., Served]]:
    """Serves wikis, and ends them as Ctrl+C does."""
    running: list[Served] = []

    def start(folder: Path, *options: str) -> Served:
        running.append(Served(folder, *options))
        return running[-1]

    yield start
    for served in running:
        served.process.send_signal(signal.SIGINT)
        assert served.process.wait(LONG) == 0, served.log.read_text("utf-8")


ALL = {"home": "Home", "rules": "Rules", "exceptions": "First", "more": "More", "vaults": "Vaults"}


def test_rapid_edits_end_in_what_was_written_last(serving: Callable[..., Served], tmp_path: Path) -> None:
    served = serving(wiki(tmp_path))
    served.shows(**ALL)
    assert "Exception required" in (served.get("messages/") or "")
    for turn in range(40):
        served.write("house.md", HOUSE % f"Turn {turn}")
        served.write(
            "more.md", ["", "```form\nnever closed {x}\n", MORE, "---\n: [\n---\n# X { #home }\n"][turn % 4]
        )
        served.index()  # a reader comes by
    served.write("more.md", MORE)
    served.write("house.md", HOUSE % "Last")
    served.shows(**{**ALL, "exceptions": "Last"})
    assert "Last" in (served.get("house/") or "")
    assert "Last" in (served.get("messages/") or "")


def test_pages_that_go_and_come_back(serving: Callable[..., Served], tmp_path: Path) -> None:
    served = serving(wiki(tmp_path))
    served.shows(**ALL)
    (served.docs / "house.md").unlink()
    without = {name: title for name, title in ALL.items() if name not in ("rules", "exceptions")}
    served.shows(**without)
    assert served.get("house/") is None
    assert "Exception required" not in (served.get("messages/") or "")
    (served.docs / "more.md").rename(served.docs / "other.md")
    comes("the new address", lambda: "other/#vaults" in (served.index() or {}))
    served.write("house.md", HOUSE % "Again")
    served.shows(**{**ALL, "exceptions": "Again"})


# After MkDocs has listed the pages, and before it reads them.
DELETING = """
from pathlib import Path

def on_nav(nav, config, files):
    if Path("delete").exists():
        Path("delete").unlink()
        Path("docs/house.md").unlink()
    return nav
"""


def test_a_page_deleted_in_mid_build(serving: Callable[..., Served], tmp_path: Path) -> None:
    """That build fails in MkDocs; the next one, which the deletion starts, is right."""
    served = serving(wiki(tmp_path, DELETING))
    served.shows(**ALL)
    (tmp_path / "delete").touch()
    served.write("more.md", MORE.replace("Vaults", "Cellars"))
    served.shows(home="Home", more="More", vaults="Cellars")
    assert "Error reading page 'house.md'" in served.log.read_text("utf-8")
    served.write("house.md", HOUSE % "Again")
    served.shows(**{**ALL, "exceptions": "Again", "vaults": "Cellars"})


def test_a_dirty_build_keeps_the_sections_of_pages_that_it_skips(
    serving: Callable[..., Served], tmp_path: Path
) -> None:
    served = serving(wiki(tmp_path), "--dirty")
    served.shows(**ALL)
    served.write("house.md", HOUSE % "Second")
    served.shows("house/", **{**ALL, "exceptions": "Second"})
    served.write("index.md", HOME.replace("Home", "Start"))
    served.shows(**{**ALL, "home": "Start", "exceptions": "Second"})
    assert "Exception required" in (served.get("messages/") or "")


# Each build waits for the other before it reads the pages, and again before it writes the site.
TOGETHER = """
import os
import time
from pathlib import Path

def meet(place, config):
    Path(f"{place}-{Path(config.site_dir).name}").touch()
    end = time.monotonic() + 120
    while len([*Path().glob(f"{place}-*")]) < 2:
        assert time.monotonic() < end
        time.sleep(0.01)

def on_files(files, config):
    meet("read", config)
    return files

def on_env(env, config, files):
    meet("write", config)
    return env
"""


def test_two_builds_at_once_are_each_what_one_alone_is(tmp_path: Path) -> None:
    folder = wiki(tmp_path, TOGETHER)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1700000000"}
    build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir"]
    both = [
        subprocess.Popen([*build, name], cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)
        for name in ("one", "two")
    ]
    assert [(process.communicate(timeout=LONG)[1], process.returncode) for process in both] == [("", 0)] * 2
    (folder / "hook.py").write_text("pass\n", "utf-8")
    subprocess.run([*build, "alone"], cwd=folder, env=environment, check=True)
    one, two, alone = (contents(folder / name) for name in ("one", "two", "alone"))
    assert len(alone) > 20
    assert one == alone
    assert two == alone


def contents(site: Path) -> dict[str, bytes]:
    return {str(file.relative_to(site)): file.read_bytes() for file in site.rglob("*") if file.is_file()}

"""`python -m tests.hosts [--pictures] [NAME ...]`: build a wiki with each host strictly, paste an error and a policy
into it, and write the table of docs/reference/hosts.md, with --pictures those of its recipes, too. Each host gets an
environment of its own in build/hosts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

from tests.browser.asking import leads_to, paste, summary, unnamed
from tests.browser.provide import QUIET, chromium
from tests.browser.screenshots import take
from tests.browser.server import serve
from tests.browser.test_embed import DENIED, HOUSE, POLICY
from tests.conftest import ROOT
from tests.hosts.backstage import BACKSTAGE
from tests.hosts.embedded import EMBEDDED
from tests.hosts.rows import MKDOCS, Row

ROWS = (*MKDOCS, *EMBEDDED, *BACKSTAGE)
BUILD = ROOT / "build/hosts"
PAGE = ROOT / "docs/reference/hosts.md"
IMAGES = ROOT / "docs/images"
TABLE = re.compile(r"(<!-- hosts -->\n).*?(<!-- end -->)", re.DOTALL)
FIRST = "# Welcome { #welcome }\n\nAsk here.\n\n<why-denied></why-denied>\n"
RULES = "# Rules { #rules }\n\nBe kind.\n"
GUARD_RAIL = "ERROR Guard rail 7 denies lambda:CreateFunction: see the wiki"


class Failed(Exception):
    """A host does not build, or does not answer; the first line says why."""


def environment(row: Row) -> Path:
    """A folder with the packages of a row, made once."""
    listed = (*row.packages, *row.npm, *row.alone)
    place = BUILD / sha256(" ".join(listed).encode()).hexdigest()[:12]
    if not (place / "ready").exists():
        venv.create(place, with_pip=True, clear=True)
        pip = [str(place / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        if row.packages:
            called([*pip, *row.packages], ROOT)
        if row.theme:
            called([*pip, "--no-deps", "--editable", "."], ROOT)
        (place / "package.json").write_text('{"private": true}\n', "utf-8")
        if row.npm:
            called(["npm", "install", "--silent", "--ignore-scripts", *row.npm], place)
        for name in row.alone:
            alone(name, place / "node_modules" / name)
        (place / "ready").touch()
    return place


def alone(name: str, folder: Path) -> None:
    """The files of one package of npm."""
    folder.mkdir(parents=True)
    called(["npm", "pack", "--silent", name], folder)
    (archive,) = folder.glob("*.tgz")
    called(["tar", "xzf", archive.name, "--strip-components", "1"], folder)


def called(command: list[str], folder: Path, packages: Path | None = None) -> None:
    """Run a command, with the programs of *packages* before others. Raises Failed with what it printed last."""
    place = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "CI": "true"}
    place["DOCUSAURUS_NO_PERSISTENT_CACHE"] = "true"  # it knows pages of another folder
    if packages:
        programs = [str(packages / "bin"), str(packages / "node_modules/.bin"), place["PATH"]]
        place["PATH"] = os.pathsep.join(programs)
    if not shutil.which(command[0], path=place["PATH"]):
        raise Failed(f"{command[0]} is not installed here")
    done = subprocess.run(command, cwd=folder, env=place, capture_output=True, text=True, check=False)
    if done.returncode:
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        raise Failed("; ".join(said[-3:]) or f"{command[0]} fails")


def built(row: Row) -> Path:
    """The site of a row."""
    folder = BUILD / "wikis" / re.sub(r"\W+", "-", row.name).strip("-").lower()
    shutil.rmtree(folder, ignore_errors=True)
    if row.theme:
        ours = () if "whydenied" in row.plugins else ("whydenied",)
        listed = "".join(f"  - {each}\n" for each in ("search", *row.plugins, *ours))
        settings = (
            f"site_name: Our wiki\ntheme: {row.theme}\nmarkdown_extensions: [attr_list]\nplugins:\n{listed}"
        )
        files = {"docs/index.md": FIRST, "docs/house.md": HOUSE, "docs/rules.md": RULES}
        files |= {**dict.fromkeys(("mkdocs.yml", "properdocs.yml"), settings), **row.files}
    else:
        files = dict(row.files)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    if row.place:
        called([sys.executable, "-m", "whydenied", "embed", str(folder / row.place)], ROOT)
    site = folder.with_name(f"{folder.name}-site")
    shutil.rmtree(site, ignore_errors=True)
    packages = environment(row)
    if row.npm or row.alone:
        (folder / "node_modules").symlink_to(packages / "node_modules")
        shutil.copy(packages / "package.json", folder)
    called([part.format(site=site) for part in row.command], folder, packages)
    return site if site.is_dir() else folder / "site"


def answers(row: Row, site: Path, browser: Browser, pictures: bool) -> None:
    """Paste an error and a policy. Raises Failed when an answer does not come, or leads elsewhere."""
    with serve(site, "/", headers=row.headers) as url:
        page = browser.new_page(viewport={"width": 1120, "height": 720}, color_scheme="light")
        try:
            page.goto(url)
            paste(page, GUARD_RAIL if row.theme else DENIED)
            ending = "#exceptions" if row.theme else "#security_iam_troubleshoot-no-permissions"
            if not leads_to(page).endswith(ending):
                raise Failed(f"the error leads to {leads_to(page)}")
            if pictures and row.picture:
                page.evaluate("() => scrollTo({ top: 0, behavior: 'instant' })")
                take(page, IMAGES / f"host-{row.picture}")
            if page.locator(".whydenied-form").count() != page.locator("why-denied").count():
                raise Failed("there are two boxes in one checker")
            paste(page, POLICY)
            summary(page)
            page.locator("why-denied").get_by_text("invalid-effect").first.wait_for(timeout=60_000)
            if names := unnamed(page):
                raise Failed(f"texts are missing: {', '.join(sorted(names))}")
            if row.link:
                page.goto(url + row.link)
                page.get_by_role("link", name="Help", exact=True).first.click()
                paste(page, DENIED)
                summary(page)
        except Error as error:
            raise Failed(str(error).splitlines()[0]) from error
        finally:
            page.close()


def tried(row: Row, browser: Browser, pictures: bool = False) -> str:
    """Why a row fails; empty when it does not."""
    try:
        answers(row, built(row), browser, pictures)
    except Failed as failed:
        return str(failed)
    return ""


def main(arguments: list[str]) -> int:
    pictures, names = "--pictures" in arguments, [each for each in arguments if each != "--pictures"]
    rows = [row for row in ROWS if not names or any(name.lower() in row.name.lower() for name in names)]
    results = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        for row in rows:
            results[row] = why = tried(row, browser, pictures)
            print(f"{row.name}: {why or 'builds strictly and answers both pastes'}", flush=True)
            publish({row: why})
        browser.close()
    return int(any(bool(why) != bool(row.broken) for row, why in results.items()))


def publish(results: dict[Row, str]) -> None:
    """Write the results into the table; other rows keep theirs, from an earlier run."""
    page = PAGE.read_text("utf-8")
    found = TABLE.search(page)
    before = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|", found[0] if found else "", re.MULTILINE))
    told = {row.name: before.get(row.name, "not tried yet") for row in ROWS}
    told |= {row.name: _told(row, why) for row, why in results.items()}
    lines = [f"| {row.name} | {told[row.name]} | {row.note} |" for row in ROWS]
    table = "\n".join(
        ["| host | builds strictly, answers error and policy | note |", "|---|---|---|", *lines]
    )
    PAGE.write_text(TABLE.sub(lambda found: f"{found[1]}{table}\n{found[2]}", page), "utf-8")


def _told(row: Row, why: str) -> str:
    return f"no: {row.broken or why}" if why else "yes"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

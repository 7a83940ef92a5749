"""Debian's Apache, lighttpd and Caddy with their packages' own default configuration: root, port and the places of
what they read and write are all that is changed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.browser.nginx import wait_for
from tests.browser.ports import reserved

UNPACKED = Path(__file__).parents[2] / ".venv/servers"
"""Where provide.py unpacks the packages."""
PACKAGES = {
    "apache2": ("apache2", "apache2-bin", "libapr1", "libaprutil1", "media-types"),
    "lighttpd": ("lighttpd", "media-types"),
    "caddy": ("caddy",),
}
_PROGRAMS = {"apache2": "usr/sbin/apache2", "lighttpd": "usr/sbin/lighttpd", "caddy": "usr/bin/caddy"}
# What the postinst of Debian's apache2 enables.
_MODULES = [
    "mpm_event",
    "authn_core",
    "authz_core",
    "authz_host",
    "auth_basic",
    "access_compat",
    "authn_file",
    "authz_user",
    "alias",
    "dir",
    "autoindex",
    "env",
    "mime",
    "negotiation",
    "setenvif",
    "filter",
    "deflate",
    "status",
    "reqtimeout",
]


def found(name: str) -> str | None:
    """The path of a server, or None when it is not there or does not run."""
    program = UNPACKED / _PROGRAMS[name]
    if not program.is_file():
        return None
    version = ["version"] if name == "caddy" else ["-v"]
    done = subprocess.run([program, *version], env=_environment(), check=False, capture_output=True)
    return str(program) if done.returncode == 0 else None


def _environment(**more: str) -> dict[str, str]:
    libraries = ":".join(map(str, sorted((UNPACKED / "usr/lib").glob("*-linux-gnu*"))))
    return {"PATH": os.environ["PATH"], "LD_LIBRARY_PATH": libraries, **more}


def _moved(text: str, places: Mapping[str, object]) -> str:
    for place, there in places.items():
        text = text.replace(place, str(there))
    return text


def _apache(work: Path, folder: Path, port: int) -> tuple[list[object], dict[str, str]]:
    own = shutil.copytree(UNPACKED / "etc/apache2", work / "apache2")
    places = {
        "/usr/lib/apache2": UNPACKED / "usr/lib/apache2",
        "/etc/mime.types": UNPACKED / "etc/mime.types",
        "/etc/apache2": own,
        "/var/www/html": folder,
        "/var/www/": f"{folder}/",
    }
    for file in [path for path in own.rglob("*") if path.is_file() and path.suffix in (".load", ".conf")]:
        text = _moved(file.read_text("utf-8"), places)
        file.write_text(re.sub(r"(Listen |\*:)80\b", rf"\g<1>{port}", text), "utf-8")
    for kind, names in (("mods", _MODULES), ("sites", ["000-default"])):
        (own / f"{kind}-enabled").mkdir(exist_ok=True)
        for name in names:
            for file in (own / f"{kind}-available").glob(f"{name}.*"):
                shutil.copy(file, own / f"{kind}-enabled")
    environment = {f"APACHE_{name}": str(work) for name in ("RUN_DIR", "LOCK_DIR", "LOG_DIR")}
    environment |= {
        "APACHE_RUN_USER": "www-data",
        "APACHE_RUN_GROUP": "www-data",
        "APACHE_PID_FILE": str(work / "pid"),
    }
    return [UNPACKED / "usr/sbin/apache2", "-d", own, "-f", own / "apache2.conf", "-DFOREGROUND"], environment


def _lighttpd(work: Path, folder: Path, port: int) -> tuple[list[object], dict[str, str]]:
    own = shutil.copytree(UNPACKED / "usr/share/lighttpd", work / "share")
    types = own / "create-mime.conf.pl"
    types.write_text(
        types.read_text("utf-8").replace("/etc/mime.types", str(UNPACKED / "etc/mime.types")), "utf-8"
    )
    (work / "enabled").mkdir()
    places = {
        "/var/www/html": folder,
        "/usr/share/lighttpd": own,
        "/etc/lighttpd/conf-enabled": work / "enabled",
        "/var/log/lighttpd": work,
        "/var/cache/lighttpd/uploads": work,
        "/run/lighttpd.pid": work / "pid",
    }
    text = _moved((UNPACKED / "etc/lighttpd/lighttpd.conf").read_text("utf-8"), places)
    (work / "lighttpd.conf").write_text(re.sub(r"(server\.port\s*=\s*)80", rf"\g<1>{port}", text), "utf-8")
    return [
        UNPACKED / "usr/sbin/lighttpd",
        "-D",
        "-f",
        work / "lighttpd.conf",
        "-m",
        UNPACKED / "usr/lib/lighttpd",
    ], {}


def _caddy(work: Path, folder: Path, port: int) -> tuple[list[object], dict[str, str]]:
    text = (UNPACKED / "etc/caddy/Caddyfile").read_text("utf-8")
    text = text.replace(":80 {", f":{port} {{").replace("/usr/share/caddy", str(folder))
    (work / "Caddyfile").write_text(text, "utf-8")
    home = {"HOME": str(work), "XDG_DATA_HOME": str(work), "XDG_CONFIG_HOME": str(work)}
    return [UNPACKED / "usr/bin/caddy", "run", "--config", work / "Caddyfile"], home


_STARTS: dict[str, Callable[[Path, Path, int], tuple[list[object], dict[str, str]]]] = {
    "apache2": _apache,
    "lighttpd": _lighttpd,
    "caddy": _caddy,
}


@contextmanager
def serve(name: str, folder: Path) -> Iterator[str]:
    """Serve *folder* at the root of a free port. Yields the URL of the first page."""
    port = reserved()
    with tempfile.TemporaryDirectory() as root:  # a server that leaves root for its own user reads it too
        site, work = Path(root, "site"), Path(root, "work")
        shutil.copytree(folder, site)
        work.mkdir()
        for path in (Path(root), work, site, *site.rglob("*")):
            path.chmod(0o777 if path == work else 0o755 if path.is_dir() else 0o644)
        command, environment = _STARTS[name](work, site, port)
        with (work / "output").open("wb") as output:
            process = subprocess.Popen(
                list(map(str, command)), env=_environment(**environment), stdout=output, stderr=output
            )
        try:
            wait_for(port, process, work)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(timeout=60)

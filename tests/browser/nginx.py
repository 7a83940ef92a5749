"""Debian's nginx with the package's own table of types: what a reader's browser gets from an ordinary web
server."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.ports import reserved

UNPACKED = Path(__file__).parents[2] / ".venv/nginx"
"""Where provide.py unpacks the packages."""

# The http block of Debian's nginx.conf and the server of its sites-available/default, with paths of our own
# for what nginx writes. The table of types and the default type stay Debian's: they decide whether a browser
# runs a file as a module.
CONFIGURATION = """\
daemon off;
master_process off;
pid {work}/nginx.pid;
error_log {work}/error.log;
events {{}}
http {{
  sendfile on;
  tcp_nopush on;
  types_hash_max_size 2048;
  include {types};
  default_type application/octet-stream;
  access_log off;
  gzip on;
  client_body_temp_path {work}/body;
  proxy_temp_path {work}/proxy;
  fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi;
  scgi_temp_path {work}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {folder};
    index index.html index.htm;
    location / {{
      try_files $uri $uri/ =404;
    }}
  }}
}}
"""


def installations() -> Iterator[Path]:
    """Folders that contain a usable nginx as Debian lays it out: the unpacked packages, then the system."""
    for root in (UNPACKED, Path("/")):
        program = root / "usr/sbin/nginx"
        if not (program.is_file() and (root / "etc/nginx/mime.types").is_file()):
            continue
        if (
            subprocess.run([program, "-v"], check=False, capture_output=True).returncode == 0
        ):  # fails where a library is missing
            yield root


def found() -> str | None:
    """The path of nginx, or None when there is none."""
    root = next(installations(), None)
    return str(root / "usr/sbin/nginx") if root else None


@contextmanager
def serve(folder: Path, work: Path) -> Iterator[str]:
    """Serve *folder* at the root of a free port; nginx writes into *work*. Yields the URL of the first
    page."""
    root = next(installations())
    port = reserved()
    configuration = work / "nginx.conf"
    configuration.write_text(
        CONFIGURATION.format(work=work, types=root / "etc/nginx/mime.types", port=port, folder=folder),
        "utf-8",
    )
    process = subprocess.Popen(
        [root / "usr/sbin/nginx", "-e", work / "error.log", "-c", configuration],
        env={"PATH": os.environ["PATH"]},
    )
    try:
        wait_for(port, process, work)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_for(port: int, process: subprocess.Popen[bytes], work: Path) -> None:
    """Wait until a server answers. Raises RuntimeError with what it wrote into its folder *work* when it ends or
    stays silent."""
    end = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.02)
    logs = [
        path.read_text("utf-8", "replace")
        for path in (work / "output", *work.glob("*.log"))
        if path.is_file()
    ]
    raise RuntimeError(f"the server does not answer: {' '.join(logs) or 'it wrote no log'}")

"""WebKit: the MiniBrowser of WebKitGTK by its own WebDriver, on a screen in memory."""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.browser.engines import actions
from tests.browser.engines.engine import Engine, EngineError
from tests.browser.engines.process import running, until
from tests.browser.ports import reserved

DRIVER = "WebKitWebDriver"
SCREEN = "xvfb-run"
# The async function's string or error, as WebDriver's asynchronous scripts hand it over.
HAND_OVER = (
    "const done = arguments[0]; ({source})().then((value) => done([value]), (error) => "
    "done([null, String(error)]));"
)


def found() -> str | None:
    """The path of the driver, when the screen is there as well."""
    return shutil.which(DRIVER) if shutil.which(SCREEN) and shutil.which("xauth") else None


class WebKit(Engine):
    """One window."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.path = ""
        options = {"binary": minibrowser(), "args": ["--automation"]}
        capabilities = {"alwaysMatch": {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}}
        self.path = f"/{self.ask('POST', '', capabilities=capabilities)['sessionId']}"

    def ask(self, method: str, path: str, **parameters: object) -> Any:
        """The result of one command."""
        body = json.dumps(parameters) if method == "POST" else None
        try:
            self.connection.request(method, f"/session{self.path}{path}", body)
            response = self.connection.getresponse()
            value = json.loads(response.read())["value"]
        except TimeoutError as error:
            self.connection.close()  # the next command opens another one
            raise EngineError(f"{path}: no answer within a minute") from error
        if response.status != 200:
            raise EngineError(f"{path}: {value['error']}: {value.get('message', '')}")
        return value

    def load(self, url: str) -> None:
        self.ask("POST", "/url", url=url)

    def run(self, source: str) -> str | None:
        value, *error = self.ask(
            "POST", "/execute/async", script=HAND_OVER.replace("{source}", source), args=[]
        )
        if error:
            raise EngineError(error[0])
        return None if value is None else str(value)

    def press(self, keys: str) -> None:
        self.ask("POST", "/actions", actions=actions.keys(keys))

    def point(self, x: int, y: int) -> None:
        self.ask("POST", "/actions", actions=actions.click(x, y))

    def close(self) -> None:
        """Close the window."""
        self.ask("DELETE", "")
        self.connection.close()


def minibrowser() -> str:
    """The path of the newest MiniBrowser, which Debian keeps beside the library."""
    return str(max(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")))


@contextmanager
def webkit(folder: Path) -> Iterator[Engine]:
    """A fresh MiniBrowser, its home in *folder*."""
    port = reserved()
    home = {
        name: str(folder / name) for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
    }
    environment = {**home, "JSC_useOMGJIT": "0"}  # as FRUGAL of provide.py
    # Each worker looks for a free screen from another number on, so that no two take the same one.
    number = 100 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) + 99
    screen = [SCREEN, "--auto-servernum", f"--server-num={number}"]
    with running(*screen, DRIVER, f"--port={port}", log=folder / "log", environment=environment):
        until(lambda: listens(port), "WebKit's driver listens")
        engine = WebKit(port)
        try:
            yield engine
        finally:
            engine.close()


def listens(port: int) -> bool:
    """Whether something accepts connections."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0

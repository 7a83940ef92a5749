"""Firefox over WebDriver BiDi, with the file:// policy of readers: the preferences that automation recommends
relax it, and are refused."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.browser.engines import actions
from tests.browser.engines.engine import Engine, EngineError
from tests.browser.engines.process import running, until
from tests.browser.engines.websocket import WebSocket

NAMES = ("firefox-esr", "firefox")
PREFERENCES = {
    "remote.prefs.recommended": False,
    "security.fileuri.strict_origin_policy": True,
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "browser.safebrowsing.update.enabled": False,
    "services.settings.server": "data:,none",
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}

ARRIVED = """(url) => {
  const here = (address) => new URL(address).href.split("#")[0];
  return here(location.href) === here(url) && document.readyState === "complete";
}"""


def found() -> str | None:
    """The path of the system's Firefox."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Firefox(Engine):
    """One tab."""

    def __init__(self, socket: WebSocket) -> None:
        self.socket = socket
        self.numbers = itertools.count(1)
        self.ask("session.new", capabilities={})
        self.tab = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method: str, **parameters: object) -> Any:
        """The result of one command; events in between are passed over, as are late answers to what was given
        up."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            try:
                message = json.loads(self.socket.receive())
            except TimeoutError as error:
                raise EngineError(f"{method}: no answer within a minute") from error
            if message.get("id") != number:
                continue
            if message["type"] == "error":
                raise EngineError(f"{method}: {message['error']}: {message['message']}")
            return message["result"]

    def load(self, url: str) -> None:
        """Firefox can wait for itself (``wait="complete"``), and now and then waits for ever when a page from
        disk comes in by another process: the page itself is asked until it is there."""
        self.ask("browsingContext.navigate", context=self.tab, url=url, wait="none")
        self.wait(ARRIVED, url)

    def run(self, source: str) -> str | None:
        target = {"context": self.tab}
        outcome = self.ask(
            "script.callFunction",
            functionDeclaration=source,
            target=target,
            awaitPromise=True,
            userActivation=False,
        )
        if outcome["type"] == "exception":
            raise EngineError(outcome["exceptionDetails"]["text"])
        return outcome["result"].get("value")

    def press(self, keys: str) -> None:
        self.ask("input.performActions", context=self.tab, actions=actions.keys(keys))

    def point(self, x: int, y: int) -> None:
        self.ask("input.performActions", context=self.tab, actions=actions.click(x, y))


@contextmanager
def firefox(folder: Path) -> Iterator[Engine]:
    """A fresh Firefox without a window, its profile in *folder*."""
    profile = folder / "profile"
    profile.mkdir()
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items())
    (profile / "user.js").write_text("".join(lines), "utf-8")
    command = [
        str(found()),
        "--headless",
        "--no-remote",
        "--profile",
        str(profile),
        "--remote-debugging-port",
        "0",
    ]
    with running(*command, log=folder / "log"):
        told = profile / "WebDriverBiDiServer.json"
        until(told.is_file, "Firefox listens")
        port = json.loads(until(lambda: told.read_text("utf-8"), "its port"))["ws_port"]
        socket = WebSocket("127.0.0.1", port, "/session")
        try:
            yield Firefox(socket)
        finally:
            socket.close()

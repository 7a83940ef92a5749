"""Keys and clicks as WebDriver and WebDriver BiDi both take them
(https://www.w3.org/TR/webdriver2/#actions)."""

from __future__ import annotations

from typing import Any

KEYS = {
    "Backspace": "\ue003",
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Shift": "\ue008",
    "Control": "\ue009",
    "Alt": "\ue00a",
    "Escape": "\ue00c",
    "End": "\ue010",
    "Home": "\ue011",
    "ArrowRight": "\ue014",
    "Delete": "\ue017",
}


def keys(names: str) -> list[dict[str, Any]]:
    """The actions that press keys together; a plus sign alone is itself."""
    pressed = [KEYS.get(name, name) for name in (names.split("+") if len(names) > 1 else [names])]
    steps = [{"type": "keyDown", "value": key} for key in pressed] + [
        {"type": "keyUp", "value": key} for key in reversed(pressed)
    ]
    return [{"type": "key", "id": "keyboard", "actions": steps}]


def click(x: int, y: int) -> list[dict[str, Any]]:
    """The actions that click at a place of the window."""
    steps = [
        {"type": "pointerMove", "x": x, "y": y, "origin": "viewport"},
        {"type": "pointerDown", "button": 0},
        {"type": "pointerUp", "button": 0},
    ]
    return [{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": steps}]

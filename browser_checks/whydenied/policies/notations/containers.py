"""The open objects and lists of a text that is read, and how they begin and end."""

from __future__ import annotations

from ..flaw import SYNTAX
from ..nodes import MAX_DEPTH, Array, Node, Object, Scalar
from .scalars import Scalars


class Frame:
    """An open container, and what may come next in it: key, colon, value, or comma."""

    __slots__ = ("closer", "key", "names", "node", "state")

    def __init__(self, node: Object | Array, closer: str | None = None) -> None:
        self.node = node
        self.closer = closer or ("}" if isinstance(node, Object) else "]")
        """The bracket that ends it: a list of C# ends with a brace, keyword arguments with a parenthesis."""
        self.state = "key" if isinstance(node, Object) else "value"
        self.key: Scalar | None = None
        self.names: set[str] = set()


class Containers(Scalars):
    """The containers of one reading, the outermost first."""

    def __init__(self, chars: str, start: int) -> None:
        super().__init__(chars, start)
        self.frames: list[Frame] = []
        self.root: Node | None = None
        self.comma: int | None = None
        """Offset of the comma after which an item is expected."""
        self.failure: str | None = None
        self.last = start
        """End of the last value or container."""

    def push(self, node: Object | Array, closer: str | None = None) -> bool:
        """Open a container inside the innermost one; whether the text is not nested too deeply for it."""
        if len(self.frames) >= MAX_DEPTH:
            self.failure = "it is nested too deeply to be a policy"
            return False
        if self.frames:
            self.attach(self.frames[-1], node)
        else:
            self.root = node
        self.comma = None
        self.frames.append(Frame(node, closer))
        return True

    def pop(self, end: int) -> None:
        """Close the innermost container where the offset says it ends."""
        self.frames.pop().node.end = end
        self.last = end

    def attach(self, frame: Frame, value: Node) -> None:
        """Put a value into the container: as an item, or under the key read before."""
        if isinstance(frame.node, Object):
            assert frame.key is not None
            frame.node.add(frame.key, value)
        else:
            frame.node.add(value)
        frame.state, self.comma, self.last = "comma", None, self.at

    def closing(self, frame: Frame, text: str, start: int) -> bool:
        """Close what the bracket closes, with a flaw for each container it left open; always true."""
        if text == ")" and frame.closer != ")":
            return True  # the closing parenthesis of a call with this argument
        if frame.state == "colon" or (frame.state == "value" and isinstance(frame.node, Object)):
            name = frame.key.text[:60] if frame.key else ""
            self.flaw(SYNTAX, start, start, f'"{name}" has no value')
            frame.state = "comma"
        if text != frame.closer:
            if any(other.closer == text for other in self.frames):
                self.flaw(
                    SYNTAX,
                    self.last,
                    self.last,
                    f"a closing {frame.closer} is missing",
                    frame.closer,
                )
                self.pop(self.last)
                return self.closing(self.frames[-1], text, start) if self.frames else True
            self.flaw(SYNTAX, start, self.at, f"there is a closing {text} too many", "")
            return True
        if self.comma is not None and frame.state in ("key", "value"):
            self.style(self.comma, self.comma + 1, f"there is a comma before the closing {text}", "")
        self.comma = None
        self.pop(self.at)
        return True

    def unclosed_list(self, frame: Frame, text: str, start: int) -> bool:
        """Handle a colon after a list item: the closing bracket is missing, and the item is the next key."""
        if not (text == ":" and isinstance(frame.node, Array) and frame.node.items and len(self.frames) > 1):
            return False
        outer, key = self.frames[-2], frame.node.items[-1]
        if not (isinstance(outer.node, Object) and isinstance(key, Scalar)):
            return False
        frame.node.items.pop()
        end = frame.node.items[-1].end if frame.node.items else frame.node.start + 1
        self.flaw(SYNTAX, end, end, "a closing ] is missing", "]")
        self.pop(end)
        outer.key, outer.state = key, "value"
        outer.names.add(key.text)
        return True

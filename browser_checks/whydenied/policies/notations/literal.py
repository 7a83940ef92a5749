"""Read object literals: JSON with faults, and the literals of JavaScript, Python, Ruby and Terraform.

One pass, without recursion, in linear time. Reading continues after faults, which are recorded: see
:class:`~.flaw.Flaw`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ...report.words import Notation
from ...text.regex import lazy_regex
from ..flaw import ALIAS, DUPLICATE, SYNTAX, Failure, Flaw
from ..nodes import MERGED, UNKNOWN, Array, Node, Object, Scalar
from .anchors import is_alias
from .computed import ENGINE, NO_COMMA, Computed
from .containers import Frame
from .tokens import TOKEN
from .voting import ENCODERS, fill, notation_of, program

# Number of faults above which a text is not taken for an object.
_PATIENCE = 40
# Length limit of faulty input, in characters; JSON without faults may be longer.
_LONGEST = 2_000_000
# CloudFormation's tags, which may be in JSON inside a YAML template.
_TAGS = frozenset(
    {"!Ref", "!Sub", "!GetAtt", "!Join", "!ImportValue", "!If", "!Select", "!Split", "!FindInMap"}
)


Alias = Callable[[str, int], Node | None]
"""Return the value that a YAML alias repeats, at the given depth of nesting; None if it is unknown."""


@dataclass(slots=True)
class Reading:
    """The result: outermost value, its end, the notation, and the flaws."""

    node: Node
    end: int
    notation: Notation
    """json, javascript, python, ruby or hcl."""
    flaws: list[Flaw] = field(default_factory=list)


def read(
    chars: str, start: int, *, inside: bool = False, alias: Alias | None = None, stop: int | None = None
) -> Reading | Failure:
    """Read the value that begins at *start* and ends before *stop*; a Failure if it is not an object literal.

    With *inside* the text begins among the members of an object whose opening brace was not pasted; with
    *alias* it is a flow collection of YAML, where words need no quotes, and an alias stands for what that
    function gives.
    """
    reader = _Reader(chars, start)
    reader.stop = len(chars) if stop is None else stop
    reader.alias = alias
    reader.yaml = alias is not None
    return reader.run(inside)


class _Reader(Computed):
    """The state of one reading."""

    def __init__(self, chars: str, start: int) -> None:
        super().__init__(chars, start)
        self.tagged = False
        """Whether it contains a CloudFormation tag, so that it is a part of a YAML template."""
        self.alias: Alias | None = None
        self.inside = False  # whether the text begins among the members of an object

    def run(self, inside: bool) -> Reading | Failure:
        self.inside = inside
        if inside:
            self.push(Object(self.at, self.at))
            self.flaw(SYNTAX, self.at, self.at, "the opening brace is missing", "{")
        chars, match, limit = self.chars, TOKEN.match, self.at + _LONGEST
        while True:
            token = match(chars, self.at, self.stop)
            if token is None:
                break
            if token.end() > limit:
                # Give up the whole rest: it contains parts of this object, not further policies.
                return Failure(
                    len(chars),
                    f"it goes on for more than {_LONGEST:,} characters, and it is not JSON without a fault",
                )
            kind, text, self.at = token.lastgroup, token[0], token.end()
            if self.yaml and kind == "word" and (more := _COLONS.match(chars, self.at)):
                text, self.at = text + more[0], more.end()
            if (
                self.yaml
                and kind in ("word", "comment")
                and (kind == "word" or text[0] == "/")
                and (path := _PATH.match(chars, self.at - len(text) * (kind == "comment")))
            ):
                # A slash does not begin a comment in YAML: `b/*` and `/*` are words.
                text, self.at = (text if kind == "word" else "") + path[0], path.end()
                kind = "word"
            if kind == "blank":
                continue
            if kind == "comment" and text.startswith("%{"):
                continue  # a directive of a Terraform template, which writes no text
            if kind == "inserted":
                self.votes["hcl"] += ENGINE
                if self.frames and self.frames[-1].state == "value":
                    self.attach(self.frames[-1], Scalar(token.start(), self.at, UNKNOWN, "unknown"))
                continue
            if kind == "directive":
                self.votes["hcl"] += ENGINE  # a directive of a Jinja template, whose text is no JSON either
                continue
            if kind == "comment":
                self.style(token.start(), token.end(), "a policy cannot hold comments", "")
                continue
            if not self.step(str(kind), text, token.start()) or self.faults > _PATIENCE:
                return Failure(token.start(), self.failure or f"{text[:40].strip()} was not expected here")
            if self.root is not None and not self.frames:
                return self.done()
        return self.unclosed()

    # Handling of tokens, by what is expected.

    def step(self, kind: str, text: str, start: int) -> bool:
        """Process one token; False if this is not an object literal."""
        if not self.frames:
            return self.opening(text, start) if self.root is None else False
        frame = self.frames[-1]
        if kind == "word" and text.startswith("...") and self.omission(frame, start):
            return True
        if kind == "mark" and text in "}])":
            return self.closing(frame, text, start)
        if frame.state == "comma":
            if kind == "mark" and text in ",;":
                frame.state = "key" if isinstance(frame.node, Object) else "value"
                self.comma = start
                return True
            return self.next_without_comma(frame, kind, text, start)
        if frame.state == "key":
            return self.key(frame, kind, text, start)
        if frame.state == "colon":
            return self.colon(frame, kind, text, start)
        return self.value(frame, kind, text, start)

    def opening(self, text: str, start: int) -> bool:
        if text in ("{", "["):
            return self.push(Object(start, start) if text == "{" else Array(start, start))
        return False

    def key(self, frame: Frame, kind: str, text: str, start: int) -> bool:
        if kind == "mark" and text == ",":
            self.surplus_comma(start)
            return True
        if text == "{" and self.directive(start):
            return True
        if (
            kind == "mark"
            and text == "{"
            and len(self.frames) > 1
            and isinstance(self.frames[-2].node, Array)
        ):
            self.flaw(SYNTAX, self.last, self.last, "a closing } is missing", "}")
            self.pop(self.last)
            return self.value(self.frames[-1], kind, text, start)
        if kind == "word" and (text.startswith(("...", "**")) or (text == "for" and not frame.node.members)):  # type: ignore[union-attr]
            # Members from another object or a loop are unknown.
            frame.key = Scalar(start, start + len(text), MERGED)
            self.expression(frame, start, to_end=text == "for")
            return True
        if kind == "word" and text == "$" and self.chars.startswith("{", self.at):
            frame.key = Scalar(start, start, MERGED)  # members that a template fills in
            return self.interpolation(frame, start)
        program = self.votes["javascript"] or self.votes["hcl"] or self.votes["python"]
        key = (
            self.computed_key(start)
            if kind == "mark" and text in "[(" and program
            else self.scalar(kind, text, start, as_key=True)
        )
        if key is None:
            return False
        if key.text in frame.names:
            self.flaw(
                DUPLICATE, key.start, key.end, f'the key "{key.text[:60]}" stands twice in the same object'
            )
        frame.names.add(key.text)
        frame.key, frame.state, self.comma = key, "colon", None
        return True

    def colon(self, frame: Frame, kind: str, text: str, start: int) -> bool:
        assert frame.key is not None
        if kind == "mark" and text in (":", "=", "=>"):
            notation = "python" if frame.closer == ")" else {":": "json", "=": "hcl", "=>": "ruby"}[text]
            self.votes[notation] += 1
            frame.state = "value"
            return True
        if kind == "mark" and text == "{":  # a Terraform block, which may be repeated
            self.votes["hcl"] += 2
            if self.flaws and self.flaws[-1].code == DUPLICATE and self.flaws[-1].start == frame.key.start:
                self.flaws.pop()
            return self.value(frame, kind, text, start)
        beside = kind in ("string", "word") and not self.chars[frame.key.end : start].strip(" \t")
        if beside and (self.votes["hcl"] or (frame.key.kind == "word" and _BLOCK.match(self.chars, self.at))):
            return True  # a label of a Terraform block; at the start of a text only if a brace follows
        if kind == "mark":
            return text == "," and self.second_value(frame, start)
        self.flaw(
            SYNTAX, frame.key.end, frame.key.end, f'the colon after "{frame.key.text[:60]}" is missing', ":"
        )
        return self.value(frame, kind, text, start)

    def value(self, frame: Frame, kind: str, text: str, start: int) -> bool:
        if kind == "mark":
            if text == "{" and (self.directive(start) or self.slot(frame, start)):
                return True
            if text == "[" and self.constructed(text, start):
                return True
            if text in "{[":
                return self.push(Object(start, start) if text == "{" else Array(start, start))
            if text == "," and isinstance(frame.node, Array):
                self.surplus_comma(start)
                return True
            if text == "(":
                self.expression(frame, start)
                return True
            return False
        if kind == "word" and text[-1] == "$" and self.chars.startswith("{", self.at):
            return self.interpolation(frame, start)
        if kind == "word" and text[0] == "!" and (self.yaml or text in _TAGS):
            self.tagged = True
            return self.tag(frame, text, start)
        if kind == "word" and text == "for" and isinstance(frame.node, Array) and not frame.node.items:
            self.expression(frame, start, to_end=True)
            return True
        if self.alias and kind == "word" and is_alias(text):
            if (known := self.alias(text, len(self.frames))) is None:
                self.flaw(ALIAS, start, self.at, text[:60])
            self.attach(frame, known or Scalar(start, self.at, UNKNOWN, "unknown"))
            return True
        if kind == "word" and not self.yaml and self.constructed(text, start):
            return True
        if kind == "word" and text in ENCODERS and (call := _CALL.match(self.chars, self.at)):
            self.at = call.end()
            frame.state = "value"
            self.votes[ENCODERS[text]] += 1_000
            return True
        if (
            kind == "word"
            and _CAST.fullmatch(text)
            and self.chars.startswith(("{", "[", '"', "'", "`"), self.at)
        ):
            self.votes["javascript"] += 1
            return True  # a TypeScript cast: the type before the value
        following = _OPERATOR.match(self.chars, self.at)
        made = text == "new" and _MADE.match(self.chars, self.at)
        if kind == "word" and not self.yaml and (made or (text[-1] in "+%" and len(text) > 1)):
            self.expression(frame, start)
            return True
        if following and (kind == "word" or following[0].lstrip()[0] in "+.%?&|=!"):
            self.expression(frame, start)
            return True
        value = self.scalar(kind, text, start)
        if value is None:
            return False
        self.attach(frame, value)
        return True

    def next_without_comma(self, frame: Frame, kind: str, text: str, start: int) -> bool:
        if kind == "mark" and text in "):=":
            return text == ")" or self.bare_colon(frame, start) or self.unclosed_list(frame, text, start)
        if kind == "word" and text == "for" and isinstance(frame.node, Array):
            # A Python comprehension: its item represents all items of the loop.
            self.computed(start, to_end=True)
            return True
        if kind in ("string", "single") and self.joins(frame, text):
            return True
        if self.continues(frame, kind, text, start) or (text == "{" and self.directive(start)):
            return True
        if kind == "word" and text.isupper() and self.ends_heredoc(text, start):
            return True
        lines = "\n" in self.chars[self.last : start]
        engine = self.votes["hcl"] >= ENGINE  # its branches stand side by side, of which it writes one
        if not engine and not (self.votes["hcl"] and lines and isinstance(frame.node, Object)):
            self.flaw(SYNTAX, self.last, self.last, NO_COMMA, ",")
        frame.state = "key" if isinstance(frame.node, Object) else "value"
        self.comma = None
        return self.step(kind, text, start)

    def branch(self, start: int) -> Node | None:
        reader = _Reader(self.chars, start)
        reader.stop, reader.depth, reader.tries = self.at, self.depth + 1, self.tries
        reading = reader.run(inside=False)
        return None if isinstance(reading, Failure) else reading.node

    # End of the text.

    def unclosed(self) -> Reading | Failure:
        """Handle the end of the text inside the object."""
        if self.root is None or not self.frames:
            return Failure(self.at, "no object begins here")
        missing = "".join(frame.closer for frame in reversed(self.frames))
        if self.inside and missing == "}":
            self.pop(self.last)  # members that somebody cut out of an object, as pages show them
            self.flaws = [flaw for flaw in self.flaws if flaw.start or flaw.end or flaw.code != SYNTAX]
            return self.done()
        while self.frames:
            self.pop(self.last)
        self.flaw(
            SYNTAX,
            self.last,
            self.last,
            f"the closing {missing} at the end {'is' if len(missing) == 1 else 'are'} missing",
            missing,
        )
        return self.done()

    def done(self) -> Reading:
        assert self.root is not None
        notation = "yaml" if self.yaml or self.tagged else notation_of(self.votes, self.chars, self.begin)
        if self.flaws and (language := program(self.chars, self.begin)):
            # A program was run; what does not fit are its expressions.
            notation = language if notation == "json" else notation
            self.flaws = [flaw for flaw in self.flaws if flaw.code != SYNTAX]
        if notation != "json":
            self.flaws = [flaw for flaw in self.flaws if not flaw.style]
        elif self.chars.startswith(("}", "]"), blank := _BLANK.match(self.chars, self.at).end()):  # type: ignore[union-attr]
            self.flaw(SYNTAX, blank, blank + 1, f"there is a closing {self.chars[blank]} too many", "")
        if notation != "yaml":
            fill(self.root, foreign=notation != "json")
        return Reading(self.root, self.at, notation, self.flaws)


# Colons inside plain YAML scalars, without a blank after them: aws:SourceArn, s3:GetObject.
_COLONS = lazy_regex(r"(?::++[^\s\"',:{}\[\]]{1,200}+){1,40}+")
# What JavaScript makes a plain value of: new Date("2012-10-17").
_MADE = lazy_regex(r"[ \t]{1,20}(?:Date|String|URL)\(")
_CALL = lazy_regex(r"\s{0,20}\(")
_CAST = lazy_regex(r"<\w[\w.]{0,60}>")
_BLANK = lazy_regex(r"\s*+")
_BLOCK = lazy_regex(r"[ \t]{0,20}\{")
# Makes the value before it an expression: an operator, an index or a call. A colon would make it a key.
_OPERATOR = lazy_regex(
    r"[ \t]{0,20}(?:[+%?](?=[ \t\"'`\w(\n])|[(\[]|\.\w|`|[=!]==?[ \t])|\s{1,200}[<>]=?[ \t]|[ \t]{0,20}\?\?|\s{0,200}(?:\+[ \t](?=[\"'`\w(])|&&|\|\||\?[ \t]|\.\w{1,30}\()"
)
# The rest of a plain YAML word from a slash that would begin a comment in other notations.
_PATH = lazy_regex(r"/[^\s,\[\]{}]{0,400}")

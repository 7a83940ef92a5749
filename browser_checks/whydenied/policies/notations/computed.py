"""Values that a program computes, inside an object literal: expressions, calls, tags, joined literals."""

from __future__ import annotations

from abc import ABC, abstractmethod

from ...text.regex import lazy_regex
from ..flaw import SYNTAX, Flaw
from ..nodes import MERGED, UNKNOWN, Array, Choice, Node, Object, Scalar
from .constructed import opening
from .containers import Containers, Frame
from .scalars import quoted
from .substitution import joined_in_flow, statements_of, substituted
from .tokens import TOKEN, content, filled, unescaped
from .voting import program

ENGINE = 1_000
"""What a sign of a template's engine counts as a vote: there is no doubt then."""
_STATEMENTS = ("Statement", "statement", "Statements", "statements")
_VALUES = frozenset(
    {
        *("Action", "NotAction", "Resource", "NotResource", "actions", "not_actions", "notActions"),
        *("resources", "not_resources", "notResources"),
    }
)
# What chooses among values or puts some together, and calls that do; what other calls are handed is no value.
_CHOOSES = lazy_regex(r"\?|\bif\b|\|\||&&|\b(?:concat|flatten)\(|\.\.\.|\+")
_JOINS = frozenset({"concat", "flatten", "compact", "distinct", "tolist", "toset", "if", "else", "or", "and"})
_VALUE = lazy_regex(r"[a-z][\w-]{0,60}:[\w*?]{1,100}|arn:\S{1,400}")
_TAGGED_VALUE = lazy_regex(
    r"(?<![\w.:])([\"']?)([a-z][\w-]{0,60}:[A-Za-z*?][\w*?]{0,100}|arn:[^\s,'\"\]]{1,400})\1(?=[\s,\]])"
)
# One of two values or lists of values that are all there.
_STRING = lazy_regex(r"\"[^\"\n]{1,400}\"|'[^'\n]{1,400}'")
_ONE = r"(?:\"[^\"\n]{1,400}\"|'[^'\n]{1,400}')"
_SOME = rf"(?:{_ONE}|\[\s{{0,40}}{_ONE}(?:\s{{0,40}},\s{{0,40}}{_ONE}){{0,20}}(?:\s{{0,40}},)?\s{{0,40}}\])"
_EITHER = lazy_regex(rf"[^?]{{1,300}}\?\s{{0,40}}({_SOME}\s{{0,40}}:\s{{0,40}}{_SOME})\s{{0,40}}")
_LONGEST_EXPRESSION = 20_000
_TRIES = 60
_DEEPEST = 3
_ENCODED = lazy_regex(r"\b(?:jsonencode|JSON\.stringify|json\.dumps)\(\s{0,40}\{")
_OPENING = lazy_regex(r"\[(?!\s{0,20}\])|\{")
_DIRECTIVE = lazy_regex(
    r"\{\{[-~]?\s{0,9}(?:[#/^]\w{1,40}|(?:if|else|end|range|with|define|block)(?!\w))[^{}\n]{0,200}\}\}"
    r"|\{\{-?\s{0,9}[\"'],\s?[\"']\s{1,9}(?:if|unless)\b[^{}\n]{0,200}\}\}"
)
_FILLED_IN = lazy_regex(r"\{\{-?[^{}\n\":]{1,200}\}\}|\{\{-?\s{0,9}[\w.]{1,80}\s{0,9}[|(][^{}\n]{1,200}\}\}")
_CONTINUES = lazy_regex(r"\+|\||\|\||\?\?|if|\??\.[a-z]\w{0,40}")
# What stands for the rest in an example: `...`, `...remainder of document omitted...`.
_OMISSION = lazy_regex(
    r"\.{3} ?\w{1,40}(?: [\w.'-]{1,40}){1,12}[ \t]{0,20}(?=[\n\]},]|$)|\.{3}[ \t]{0,20}(?=[\n\]},])"
)
NO_COMMA = "a comma is missing"
_REST = lazy_regex(r":[^\s\"',{}\[\]]{1,200}")
_TAGGED = lazy_regex(
    r"\s{0,20}(\"(?:[^\"\\\n]|\\.){0,2000}\"|'[^'\n]{0,2000}')|\s{0,20}([^\s,\[\]{}]{1,400})"
)


class Computed(Containers, ABC):
    """The values of one reading that are no plain literals."""

    def __init__(self, chars: str, start: int) -> None:
        super().__init__(chars, start)
        self.begin = start
        self.stop = len(chars)
        """Offset at which reading stops."""
        self.depth = 0
        """How many expressions this reads a part of."""
        self.tries = iter(range(_TRIES))
        """Counts the places at which statements are looked for in one expression and those inside it."""

    @abstractmethod
    def branch(self, start: int) -> Node | None:
        """Read the object or list at *start* of the expression that was just passed; None if it is none."""

    def tag(self, frame: Frame, text: str, start: int) -> bool:
        """A value after a CloudFormation tag: unknown, except for the known parts of !Sub."""
        following = _TAGGED.match(self.chars, self.at)
        if text == "!Sub" and following:
            self.at = following.end()
            self.attach(
                frame,
                Scalar(start, self.at, substituted(unescaped((following[1] or following[2]).strip("\"'")))),
            )
            return True
        self.expression(frame, start)
        value = frame.node.members[-1].value if isinstance(frame.node, Object) else frame.node.items[-1]
        assert isinstance(value, Scalar)
        value.text, value.kind = UNKNOWN, "unknown"
        if text == "!Join" and (whole := joined_in_flow(self.chars[start : self.at])) != UNKNOWN:
            value.text, value.kind = whole, "string"
        if text == "!If" and (found := self.tagged_branches(start)):
            choice = Choice(value.start, value.end, found)
            choice.parent, choice.label = value.parent, value.label
            if isinstance(frame.node, Object):
                frame.node.members[-1].value = choice
            else:
                frame.node.items[-1] = choice
        return True

    def tagged_branches(self, start: int) -> list[Scalar]:
        """The actions and resources in the branches of a condition of CloudFormation, in a flow of YAML."""
        stop = min(self.at, start + _LONGEST_EXPRESSION)
        return [
            Scalar(each.start(), each.end(), substituted(each[2]))
            for each in _TAGGED_VALUE.finditer(self.chars, start, stop)
        ]

    def slot(self, frame: Frame, start: int) -> bool:
        """Whether a bare value stands here that Jinja or Handlebars fill in: ``{{ arns | tojson }}``."""
        found = _FILLED_IN.match(self.chars, start)
        if found:
            self.at = found.end()
            self.votes["hcl"] += ENGINE
            self.attach(frame, Scalar(start, self.at, UNKNOWN, "unknown"))
        return found is not None

    def interpolation(self, frame: Frame, start: int) -> bool:
        """A bare ``${...}`` of a template, such as ``${jsonencode(local.accounts)}``: one unknown value."""
        self.at += 1
        self.computed(self.at, to_end=True)
        if not self.chars.startswith("}", self.at):
            return False
        self.at += 1
        self.votes["hcl"] += ENGINE
        self.attach(frame, Scalar(start, self.at, UNKNOWN, "unknown"))
        return True

    def expression(self, frame: Frame, start: int, *, to_end: bool = False) -> None:
        """A computed value: its literal parts, with unknown parts between."""
        text = self.computed(start, to_end=to_end)
        self.votes["javascript"] += 1
        self.style(start, self.at, "JSON holds values, no expressions")
        if branches := self.branches(frame, start):
            if isinstance(frame.node, Array):
                frame.node.add_all(branches.items)
                frame.state, self.comma, self.last = "comma", None, self.at
            else:
                self.attach(frame, branches)
            return
        if self.encoded(frame, start):
            return
        values = self.choice(frame, start) if text == UNKNOWN else None
        self.attach(frame, values or Scalar(start, self.at, text, "unknown" if text == UNKNOWN else "string"))

    def encoded(self, frame: Frame, start: int) -> bool:
        """Whether the expression writes objects as JSON, which then are its values: ``arn.apply(arn =>
        JSON.stringify({...}))``, ``var.made ? jsonencode({...}) : null``."""
        if self.depth > _DEEPEST or self.at - start > _LONGEST_EXPRESSION:
            return False
        found, at, end = Array(start, self.at), start, self.at
        while call := _ENCODED.search(self.chars, at, end):
            at = call.end()
            if branch := self.branch(call.end() - 1):
                found.add(branch)
                at = max(branch.end, at)
        if found.items:
            self.at = end
            self.attach(frame, found.items[0] if len(found.items) == 1 else found)
        return bool(found.items)

    def choice(self, frame: Frame, start: int) -> Choice | None:
        """The actions or resources in an expression that chooses or joins some: ``var.write ? ["s3:PutObject"] :
        []``."""
        array = frame.node if isinstance(frame.node, Array) else None
        label = array.label if array else frame.key.text if frame.key else None
        written = self.chars[start : min(self.at, start + _LONGEST_EXPRESSION)]
        if label not in _VALUES or not _CHOOSES.search(written):
            return None
        found, calls, before = [], [True], ""
        for token in TOKEN.finditer(written):
            kind, text = token.lastgroup, token[0]
            if text in ("(", "["):
                calls.append(calls[-1] and (text == "[" or before in _JOINS or not before[-1:].isalnum()))
            elif text in (")", "]") and len(calls) > 1:
                calls.pop()
            elif (
                kind in ("string", "single")
                and calls[-1]
                and before != "="
                and _VALUE.fullmatch(value := content(text))
            ):
                at = start + token.start()
                found.append(Scalar(at, at + len(text), filled(value, foreign=True)))
            if kind != "blank":
                before = text
        either = _EITHER.fullmatch(written)
        whole = either is not None and len(found) == len(_STRING.findall(either[1]))
        return Choice(start, self.at, found, whole=whole) if found else None

    def branches(self, frame: Frame, start: int) -> Array | None:
        """The statements in an expression that chooses or joins lists of statements: ``var.logs ? [{...}] :
        []``, ``concat([{...}], local.more)``."""
        array = frame.node if isinstance(frame.node, Array) else None
        label = array.label if array else frame.key.text if frame.key else None
        if not self.depth:
            self.tries = iter(range(_TRIES))
        # A list in an expression that joins lists of statements.
        within = self.depth and all(isinstance(each.node, Array) for each in self.frames)
        if (
            not (within or (isinstance(label, str) and label.endswith(_STATEMENTS)))
            or self.depth > _DEEPEST
            or self.at - start > _LONGEST_EXPRESSION
            or "{" not in self.chars[start : self.at]
        ):
            return None
        found = Array(start, self.at)
        at = start
        while (opening := _OPENING.search(self.chars, at, self.at)) and next(self.tries, None) is not None:
            at = opening.end()
            if branch := self.branch(opening.start()):
                found.add(branch)
                at = max(branch.end, at)
        return statements_of(found)

    def constructed(self, word: str, start: int) -> bool:
        """Open the object or list that begins behind *word*, which ends here; whether there is one."""
        begins = opening(self.chars, self.at, word)
        if begins is None:
            return False
        self.at = begins.end
        self.votes["python" if begins.closer == ")" else "javascript"] += ENGINE
        return self.push(begins.kind(start, start), begins.closer)

    def second_value(self, frame: Frame, start: int) -> bool:
        """Whether a key without a colon is a second value of the key before: ``"Action": "a" "b",``."""
        key, comma = frame.key, self.flaws[-1] if self.flaws else None
        if comma is None or key is None or comma.sentence != NO_COMMA:
            return False
        if not comma.start < key.start or "\n" in self.chars[comma.start : key.start]:
            return False
        sentence = f'"{key.text[:60]}" is a second value without a list: write both in square brackets'
        self.flaws[-1] = Flaw(SYNTAX, key.start, key.end, sentence)
        frame.state, self.comma = "key", start
        return True

    def directive(self, start: int) -> bool:
        """Whether a directive of a template of Go, Helm or Handlebars stands here, which writes no text:
        ``{{ if .Key }}``."""
        found = _DIRECTIVE.match(self.chars, start)
        if found:
            self.at = found.end()
            self.votes["hcl"] += ENGINE
        return found is not None

    def surplus_comma(self, start: int) -> None:
        """A comma with nothing before it; between the directives of a template it may have."""
        if self.votes["hcl"] < ENGINE:
            self.flaw(SYNTAX, start, self.at, "there is a comma too many", "")

    def ends_heredoc(self, word: str, start: int) -> bool:
        """Whether a word alone on its line ends the text that the object stands in, ``<<EOF``, and the reading
        with it."""
        opening = self.chars.rfind("<<", 0, self.begin)
        ends = (
            opening >= 0
            and not self.chars[self.chars.rfind("\n", 0, start) : start].strip()
            and self.chars.startswith("\n", self.at)
            and self.chars[opening + 2 : opening + 60].lstrip("-~'\"").startswith(word)
        )
        if ends:
            self.at = self.stop = start
        return ends

    def omission(self, frame: Frame, start: int) -> bool:
        """Whether the dots at *start* stand for the rest of an example; nothing but dots is no policy's list."""
        found = _OMISSION.match(self.chars, start)
        node = frame.node
        if found is None or not (node.items if isinstance(node, Array) else node.members):
            return False
        self.at = found.end()
        self.style(start, self.at, "something is left out here")
        rest = Scalar(start, self.at, UNKNOWN, "unknown")
        if isinstance(node, Object):
            node.add(Scalar(start, start, MERGED), rest)
            frame.state, self.last = "comma", self.at
        elif frame.state == "value":
            self.attach(frame, rest)
        return True

    def continues(self, frame: Frame, kind: str, text: str, start: int) -> bool:
        """Go on behind a list or object that is a part of an expression: ``[...] + more``, ``[...].concat(more)``,
        ``[...] if x else [...]``. What it adds is unknown, but for statements."""
        node = frame.node
        value = (
            node.members[-1].value
            if isinstance(node, Object) and node.members
            else node.items[-1]
            if isinstance(node, Array) and node.items
            else None
        )
        if kind != "word" or not isinstance(value, (Array, Object)) or not _CONTINUES.fullmatch(text):
            return False
        self.computed(start)
        self.votes["javascript"] += 1
        self.style(start, self.at, "JSON holds values, no expressions")
        choice = None
        if isinstance(value, Array):
            choice = self.choice(frame, start)
        rest = choice or Scalar(start, self.at, UNKNOWN, "unknown")
        if isinstance(value, Object):
            value.add(Scalar(start, start, MERGED), rest)
        else:
            more = self.branches(frame, start)
            value.add_all([*(more.items if more else ()), rest])
        self.last = self.at
        return True

    def joins(self, frame: Frame, text: str) -> bool:
        """Join a literal to the one before it, as Python does; whether it is in Python, where a string with
        a prefix is, or a program around it."""
        node = frame.node
        if not (node.members if isinstance(node, Object) else node.items):
            return False
        value = node.members[-1].value if isinstance(node, Object) else node.items[-1]
        python = text[0] in "fbru" or self.chars[value.start] in "fbru" or self.votes["python"] > 0
        if not isinstance(value, Scalar) or not (python or program(self.chars, self.begin) == "python"):
            return False
        value.text, value.end, self.last = value.text + content(text), self.at, self.at
        return True

    def bare_colon(self, frame: Frame, start: int) -> bool:
        """Extend an unquoted value with a colon, such as ``s3:GetObject``, to the end of the word."""
        values = (
            [member.value for member in frame.node.members[-1:]]
            if isinstance(frame.node, Object)
            else frame.node.items[-1:]
        )
        value = values[0] if values else None
        rest = _REST.match(self.chars, start)
        if not (isinstance(value, Scalar) and value.kind == "bare" and value.end == start and rest):
            return False
        self.at = self.last = value.end = rest.end()
        value.text += rest[0]
        self.flaws[-1] = Flaw(
            SYNTAX,
            value.start,
            value.end,
            f"{value.text[:60]} needs double quotes",
            quoted(value.text),
            style=True,
        )
        return True

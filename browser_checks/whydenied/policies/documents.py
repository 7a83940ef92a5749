"""Find policy documents and event records in a paste, in every notation that :mod:`~.notations` has a reader
for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from ..text.paste import Paste
from ..text.regex import lazy_regex
from ..text.text import Text
from .document import LISTED, Broken, Container, Document
from .flaw import QUOTES, SYNTAX, Failure, Flaw
from .listed import joined, listed
from .nodes import Array, Node, Object, Scalar, walk
from .notations import readers
from .recognition import is_event, is_policy, is_statement, without_words_around

# Modules of notations are imported in functions: most pastes are errors without a policy.

_HINT = lazy_regex(
    r"(?<!\w)(?:Not)?(?:Statement|Effect|Action|Principal|eventSource|userIdentity|allowed|EvalDecision)(?!\w)|(?<!\w)effect[\"']?:[ \t]{1,9}[\"']?(?:Allow|Deny)|20(?:12|08)-10-\d\d|aws_iam_policy_document|(?P<handed>(?:statements?|permissions)[ \t]{0,40}=[ \t]{0,20}(?:\{|\[\s{0,40}\{|(?:concat|flatten|merge)\()|(?<!\w)statement[ \t]{0,9}\{)|aws_lambda_permission|get(?:PolicyDocument|_policy_document)(?:Output|_output)?(?=\()|(?:(?<!\w)|(?<=New))PolicyStatement(?=\s{0,20}\(|\.Builder)|DataAwsIamPolicyDocument(?=\()|%22Statement%22"
)
# Length limit of a record whose message may have a policy among its words.
_RECORD = 20_000
# Failed attempts after which the rest of the paste is not searched for policies.
_TRIES = 60
_FUNCTION = lazy_regex(r"\b(?:Ref|Fn::[A-Z]\w{1,20})[\"']?\s{0,20}:")
# Source: https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
_REVISION = r"\"RevisionId\"\s{0,20}:\s{0,20}\"[\w-]{0,60}\""
_ADDED = lazy_regex(
    rf"\{{\s{{0,40}}(?:{_REVISION}\s{{0,20}},\s{{0,40}})?\"Statement\"\s{{0,20}}:\s{{0,20}}\"\{{"
)
_BEGINS_ESCAPED = lazy_regex(r"\{(?:\s|\\n){0,80}\\+\"")
_TOP = {"Version", "Id", "Statement"}
_ESCAPED = lazy_regex(r"\\+\"Statement\\+\"")
_ADDED_END = lazy_regex(rf"\}}\"\s{{0,40}}(?:,\s{{0,40}}{_REVISION}\s{{0,40}})?\}}")


# What a test expects of a template shows the parts that it looks at.
_EXPECTED = lazy_regex(
    r"(?:(?:have|has|Have|Has|count)_?[Rr]esource\w{0,20}|[rR]esource_?[pP]roperties_?[cC]ount_?[iI]s|[Mm]atch_?[Oo]bject|objectLike|object_like|toEqual|deepEqual)\s{0,9}\([^{}]{0,120}$"
)
# What can be left behind a policy whose braces were counted wrong.
_BEHIND = lazy_regex(r"\s*+([}\]][}\],;\s]{0,20})\Z")


def sole(raw: Text) -> Document | None:
    """The policy that makes up the whole paste, if its JSON has no fault but brackets behind its end: the
    fast path for most files."""
    chars = raw.chars.rstrip()
    start = len(chars) - len(chars.lstrip())
    if not chars.startswith("{", start) or not chars.endswith(("}", "]")):
        return None
    node = _strict()(chars, start)
    if (
        not isinstance(node, Object)
        or not (statement := node.get("Statement"))
        or not is_policy(node)
        or (isinstance(statement, Scalar) and _ADDED.match(chars, start))
        or (("Ref" in chars or "Fn::" in chars) and _FUNCTION.search(chars))
    ):
        return None
    if node.end == len(chars):
        return Document(raw, node, "json")
    behind = _BEHIND.match(chars, node.end)
    if behind is None:
        return None
    surplus = Flaw(SYNTAX, *behind.span(1), f"there is a closing {behind[1][0]} too many", "")
    return Document(raw, node, "json", [surplus])


@cache
def _strict() -> Callable[[str, int], Node | None]:
    from .notations.strict import read

    return read


def documents(paste: Paste) -> tuple[list[Document], list[Broken]]:
    """The policies and events of a paste in order, and the unreadable texts that were meant as policies.

    Read the paste unchanged, and with the damage of terminals and escapes undone; return the reading with
    more statements and fewer faults.
    """
    raw = paste.raw
    if policy := sole(raw):
        return [policy], []
    if 'resource "' in raw.chars:
        from .notations.plan import planned

        raw = planned(raw)
    if "%22" in raw.chars:
        from .notations.urlencoded import decoded

        if plain_text := decoded(raw):
            # Other parts of the paste may have policies in escaped strings.
            other = decoded(_bared(paste.cleaned)) if '\\"' in raw.chars else None
            readings = [_read(plain_text)] + ([_read(other)] if other else [])
            return max(readings, key=lambda reading: _rank(*reading))
    if whole := None if _ADDED.search(raw.chars) else _whole(raw):
        # Nothing of it is damaged: what is not a policy in its strings is prose about one.
        if found := policies_in(whole):
            return found, []
        found = _read(_bared(paste.cleaned))[0] if len(raw.chars) <= _RECORD else []
        return [each for each in found if each.notation == "json" and not each.faults] or _bare(raw), []
    found, broken = _read(raw) if _HINT.search(raw.chars) else ([], [])
    if found and not broken and all(map(_is_sound, found)):
        return _with_escaped(paste, found), broken
    undone = _bared(paste.cleaned)
    if undone.chars == raw.chars or not _HINT.search(undone.chars):
        return found or _bare(raw), broken
    again, still_broken = _read(undone)
    if _rank(again, still_broken) > _rank(found, broken):
        return again, still_broken
    return found, [each for each in broken if not _is_code(raw.chars, each.place)]


def _with_escaped(paste: Paste, found: list[Document]) -> list[Document]:
    """The policies found, and those that stand beside them in strings with escapes, as scripts hand them to
    commands: ``--policy-document "{\\"Version\\": ..."``."""
    rest = paste.without([document.span for document in found])
    if not _ESCAPED.search(rest.raw.chars):
        return found
    more = [
        each
        for each in _read(rest.cleaned)[0]
        if each.statements
        and not each.faults
        and each.node.names <= _TOP
        and _BEGINS_ESCAPED.match(paste.text, each.span.start)
    ]
    return sorted([*found, *more], key=lambda document: document.span) if more else found


def _is_code(chars: str, place: int) -> bool:
    """Whether what cannot be read is code in a string, whose language finds faults of its own."""
    from .notations.voting import is_in_text

    return is_in_text(chars, place)


def _is_sound(document: Document) -> bool:
    """Whether a document reads as somebody wrote it: nothing in it hints at damage."""
    if document.faults or document.node.member("Version"):
        return not document.faults
    whole = document.node.member("Statement") and not any(flaw.code == LISTED for flaw in document.flaws)
    return bool(whole and document.statements) and all(
        each.effect in ("Allow", "Deny") and each.actions and each.has_values for each in document.statements
    )


def _whole(raw: Text) -> Container | None:
    """The text as JSON without a fault, from its first to its last character, where it may hold a policy."""
    start = len(raw.chars) - len(raw.chars.lstrip())
    if not raw.chars.startswith(("{", "["), start) or not _HINT.search(raw.chars):
        return None
    node = _strict()(raw.chars, start)
    return Container(node, node.end, "json", (), raw) if node and not raw.chars[node.end :].strip() else None


def _bared(text: Text) -> Text:
    """Unwrap the statement that ``aws lambda add-permission`` prints as a string in its output."""
    if not _ADDED.search(text.chars):
        return text
    return text.replaced(_ADDED, lambda _: "{").replaced(_ADDED_END, lambda _: "}")


def _rank(found: Sequence[Document], broken: Sequence[Broken]) -> tuple[int, ...]:
    """Rank a reading: more statements with values first, then fewer unreadable texts, fewer faults, more
    elements around the statements."""
    policies = [document for document in found if document.is_policy]
    statements = sum(each.has_values for document in policies for each in document.statements)
    elements = sum(len(document.node.names - {"Statement"}) for document in policies)
    others = sum(not document.statements for document in found)
    return statements or others, -len(broken), -sum(document.faults for document in policies), elements


def _bare(raw: Text) -> list[Document]:
    """A paste that is only an empty list or object, as commands print them instead of a policy."""
    chars = raw.chars.strip()
    if chars not in ("{}", "[]"):
        return []
    start = raw.chars.index(chars)
    return [
        Document(
            raw,
            Object(start, start + 2),
            "json",
            [Flaw(LISTED, start, start + 2, "an empty list")] if chars == "[]" else (),
        )
    ]


def _read(text: Text) -> tuple[list[Document], list[Broken]]:
    found: list[Document] = []
    broken: list[Broken] = []
    for container in _containers(text, broken):
        found += policies_in(container)
    return list(joined(found)), broken


def _containers(text: Text, broken: list[Broken]) -> Iterator[Container]:
    """The containers that the readers find at the hints; each character belongs to at most one."""
    from .notations.braces import Budget
    from .notations.voting import program

    done = failed = 0
    budget = Budget(text.chars)
    for hint in _HINT.finditer(text.chars):
        if hint.start() < done:
            continue
        failure: Failure | None = None
        # What is handed to a module of Terraform, or a block that was cut out, is nobody else's.
        for read_around in readers()[: 1 if hint["handed"] else None]:
            reading = read_around(text, done, hint.start(), budget)
            if isinstance(reading, Failure):
                failure = failure or reading
            elif reading is not None:
                yield reading
                done, failure = reading.end, None
                break
        else:
            failed += not hint["handed"]
        if failure and failure.at >= done:
            place = min(failure.at, len(text.chars))
            # In a program it is code that makes a policy, and its language finds faults of its own.
            if not program(text.chars, place, strings=True):
                broken.append(
                    Broken(f"The policy cannot be read: {failure.sentence}.", text.span(place, place)[0])
                )
            done = max(failure.at, hint.end())
        if failed > _TRIES:
            return


def policies_in(container: Container) -> list[Document]:
    """The policies in a container, from a single document to a whole template; or the event record that it
    is."""
    node, text, notation = container.node, container.text, container.notation
    if _EXPECTED.search(text.chars, max(0, node.start - 200), node.start):
        return []
    in_template = bool(_FUNCTION.search(text.chars, node.start, node.end))
    if in_template:
        from .notations.substitution import resolve

        resolve(node)
    from .notations.permission import function_policy, properties
    from .notations.terraform import handed, is_handed

    found: list[Document] = []
    if isinstance(node, Object) and is_event(node):
        found.append(Document(text, node, notation, container.flaws))
        return found
    inside: set[int] = set()
    permissions: list[Object] = []
    place = 0
    for each in walk(node):
        if id(each.parent) in inside:
            inside.add(id(each))
        elif isinstance(each, Object) and (permission := properties(each)):
            inside.add(id(each))
            place = place if permissions else len(found)
            permissions.append(permission)
        elif isinstance(each, Object) and is_policy(each):
            inside.add(id(each))
            if each is node and notation == "yaml":
                without_words_around(each, text.chars)
            alone = (
                each.parent is node
                and isinstance(node, Array)
                and len(node.items) == 1
                and each.member("Statement") is not None
            )
            flaws = (
                [Flaw(LISTED, node.start, node.end, "a list with a policy in it")]
                if alone and notation == "json"
                else []
            )
            found.append(Document(text, each, notation, flaws, each.path))
        elif isinstance(each, Scalar) and _HINT.search(each.text) and (inner := embedded(text, each)):
            found += [
                Document(
                    document.text, document.node, document.notation, document.flaws, each.path, each.parent
                )
                for document in inner
            ]
        elif notation in ("hcl", "yaml") and is_handed(each) and (policy := handed(each)):
            inside.add(id(each))
            found.append(Document(text, policy, "terraform", (), each.path))
        elif isinstance(each, Array) and each.items and is_statement(each.items[0]):
            inside.add(id(each))
            found.append(listed(text, each, notation))
    # A policy in a string has places of its own, and is not refused for a fault around the string.
    beside = [document for document in found if document.text is text]
    in_template = in_template or (bool(container.flaws) and '"AWS::' in text.chars)
    _hand_out(_of_a_template(container) if in_template else container.flaws, beside)
    if permissions:
        found.insert(place, Document(text, function_policy(permissions), "cloudformation"))
    return found


def _of_a_template(container: Container) -> list[Flaw]:
    """The flaws of a part of a CloudFormation template, without trailing commas: CloudFormation reads JSON as
    YAML, which allows them."""
    return [
        flaw
        for flaw in container.flaws
        if not (flaw.style and container.text.chars[flaw.start : flaw.end] == ",")
    ]


def _hand_out(flaws: Sequence[Flaw], found: Sequence[Document]) -> None:
    """Assign each syntax fault to the document containing it, else the next, else the last; other faults only
    to the document containing them."""
    if not found:
        return
    theirs: list[list[Flaw]] = [[] for _ in found]
    ends = [document.node.end for document in found]
    for flaw in flaws:
        at = min(bisect_left(ends, flaw.end), len(found) - 1)
        # Other flaws count only inside a policy: the rest of a template is not examined.
        if flaw.code in (SYNTAX, QUOTES) or found[at].node.start <= flaw.start < found[at].node.end:
            theirs[at].append(flaw)
    for document, own in zip(found, theirs, strict=True):
        document.flaws += tuple(own)


def embedded(text: Text, scalar: Scalar) -> list[Document]:
    """The policies in a string: unescaped, such as a Terraform heredoc, or of JSON, with its escapes
    undone."""
    from .notations.braces import Budget, read_around

    if "\\" in text.chars[scalar.start : scalar.end]:
        from .notations.escaped import file_in, unescaped

        if file := file_in(text, scalar):
            found, broken = _read(file)
            return [] if broken else [each for each in found if each.is_policy and not each.faults]
        inner = unescaped(text, scalar)
        reading = read_around(inner, 0, 1, Budget(inner.chars)) if inner else None
        return policies_in(reading) if isinstance(reading, Container) and not reading.flaws else []
    start = text.chars.find("{", scalar.start, scalar.end)
    reading = read_around(text, start, start + 1, Budget(scalar.text)) if start >= 0 else None
    if not isinstance(reading, Container) or reading.end > scalar.end:
        return []
    # In a string of JSON, which cannot hold a quote without an escape, it is prose about a policy.
    whole = reading.notation == "json" and not reading.flaws
    return policies_in(reading) if whole or not text.chars.startswith('"', scalar.start) else []

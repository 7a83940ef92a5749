"""The forms of the messages that a guide quotes: what stays the same when such an error happens to a
reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from whydenied.aws.kinds import BY_PRINTED, named_in
from whydenied.errors.forms import LEAST, literal
from whydenied.text.squeeze import squeezed

from ..markdown import PageForm, PageSample, PageSection
from .quotes import REFUSED
from .telling import telling

# A generated form needs more literal text than one that an author chose: "Permission denied" is in every log.
_LEAST = 2 * LEAST
_SLOT = "{value}"
_RESOURCE = re.compile(r"( on resources?:? )(?:resource: )?(?:\S+)")
_PRINCIPAL = re.compile(r"(User: )\S+")
_PLACEHOLDER = re.compile(r"\{\{(.{1,200}?)\}\}", re.DOTALL)
# What belongs to whoever wrote the example.
_OWN = re.compile(
    r"\{?arn:[\w-]{1,20}:[^\s\"'`,;()]{1,300}"
    r"|(?:https?|s3)://[^\s\"'`]{1,300}"
    r"|\{\{.{1,200}?\}\}|<[\w \\-]{1,60}>"
    r"|\[?\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,6})?Z?)?\]?|\b\d{8}T\d{6}Z\b"
    r"|\b(?:us|eu|ap|ca|sa|me|af)-[a-z]{4,9}-\d[a-f]?\b|\bregion-\d[a-f]?\b"
    r"|(?<![\w.])(?:i|m|vpc|subnet|sg|eni|vol|ami|fsap|fs)-[0-9a-f]{4,17}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
    r"|\b(?:my|example|amzn-s3-demo)[-_][\w./-]{1,80}\b|(?<!\w)['\"`][\w./:-]{1,80}['\"`]|\b[\w-]{1,40}-?EXAMPLE\b"
    r"|<?(?:\w{1,40}:)?\b0x[0-9a-f]{4,16}\b>?|(?<!\d)\d{12}(?!\d)"
)
# What a page writes where the reader's own action would stand: <service>:<action>, lamps:action.
_ANY_ACTION = re.compile(r"(?<=:)\s?(?:\*|action|operation|(?:action|operation)-?name)$", re.IGNORECASE)
# A message without a word of its own is looked for as a whole where errors are explained, if it has so many
# words.
_SENTENCE = 4
# So many words are a message by their order, wherever they stand.
_LONG_SENTENCE = 10
# What every denial says, and what clients put before every error.
_DENIAL = re.compile(r"authorized to perform\b", re.IGNORECASE)
_FRAME = re.compile(r"An error occurred \([^)]{0,80}\) when calling the .{1,80}? operation:?")


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a section quotes: messages, each on one line with the forms that say all of it; the text as the
    page has it; its line (from 1)."""

    section: PageSection
    messages: Mapping[str, Sequence[str]]
    text: str
    line: int


def settle(quoted: Sequence[Quoted], general: bool) -> Mapping[str, str]:
    """Give each section its samples and forms; the names that sections with a refusal answer to, each with
    the section's id, where the page is about access in *general*.

    Parts of a message are forms as well, so that one which a log cut, or whose names nobody knew for names,
    is still found; a part that another section's message has too is left out.
    """
    flat = [(each, message) for each in quoted for message in each.messages]
    known: dict[str, str] = {}
    for each, message in flat:
        known[each.section.id] = f"{known.get(each.section.id, '')}\n{squeezed(message)}"
    names: dict[str, str] = {}
    for each in quoted:
        sample = _PLACEHOLDER.sub(r"\1", each.text).strip()
        if sample not in {other.text for other in each.section.samples}:
            each.section.samples.append(PageSample(sample, each.line))
    for each, message in flat:
        parts = (part for part in _enough(_parts(message)) if not _elsewhere(part, each.section.id, known))
        have = {form.text for form in each.section.forms}
        each.section.forms += [
            PageForm(form, {}, each.line)
            for form in dict.fromkeys((*each.messages[message], *parts))
            if form not in have
        ]
        for name in _names(message) if general else ():
            names.setdefault(name, each.section.id)
    return names


def told(messages: Iterable[str], trouble: bool) -> Mapping[str, Sequence[str]]:
    """Those of the messages that have enough words of their own to be looked for, on one line, each with the
    forms that say all of it; *trouble* is whether they stand where errors are explained."""
    lines = (" ".join(message.split()) for message in messages)
    return {line: made for line in lines if (made := tuple(_enough(_wholes(line, trouble))))}


def _wholes(message: str, trouble: bool) -> Iterator[str]:
    """The forms that say all of a message: as it stands, and of a refusal what is behind its principal."""
    refused = REFUSED.search(message)
    if not refused:
        whole = _slotted(message)
        whole = whole if literal(whole) >= _LEAST else message
        words = len(_FRAME.sub("", whole).replace(_SLOT, "").split())
        plain = trouble and _SLOT not in whole and words >= _SENTENCE
        if plain or (not _DENIAL.search(whole) and (telling(whole) or words >= _LONG_SENTENCE)):
            yield whole
        return
    action = _ANY_ACTION.sub(_SLOT, _OWN.sub(_SLOT, refused[2]))
    if action.replace(":", "").strip() in ("", _SLOT, 2 * _SLOT):
        return
    rest = _RESOURCE.sub(rf"\g<1>{_SLOT}", message[refused.end() :], count=1)
    core = f"{refused[1]}{action}"
    # AWS prints the colon, and pages that tell of the message leave it out.
    printed = core if ":" in refused[1] else f"{refused[1].rstrip()}: {action}"
    if action.endswith(_SLOT):
        yield from (_edges(core), _edges(printed))
        return
    if printed != core:
        yield printed + (" on resource" if rest.startswith(" on resource") else "")
    yield _slotted(
        _PRINCIPAL.sub(rf"\g<1>{_SLOT}", message[: refused.start()])
        + message[refused.start() : refused.end()]
        + rest
    )
    yield _edges(f"{core}{rest}")
    # The words after the action keep s3:Get from being found in s3:GetObject.
    yield core + (" on resource" if rest.startswith(" on resource") else "")


def _parts(message: str) -> Iterator[str]:
    """The first and the second half of a message that is no refusal, cut between words."""
    if REFUSED.search(message):
        return
    pieces = _slotted(message).split(" ")
    for half in (pieces[: (len(pieces) + 1) // 2], pieces[len(pieces) // 2 :]):
        form = _edges(" ".join(half))
        if len(half) >= 3 and telling(form):
            yield form


def _elsewhere(part: str, section: str, known: Mapping[str, str]) -> bool:
    """Whether the messages of another section have the part as well."""
    keys = [squeezed(piece) for piece in part.split(_SLOT)]
    return any(other != section and all(key in said for key in keys) for other, said in known.items())


def _enough(made: Iterable[str]) -> Iterator[str]:
    return (form for form in dict.fromkeys(made) if literal(form) >= _LEAST)


def _slotted(text: str) -> str:
    slotted = _OWN.sub(lambda match: _SLOT + ("." if match[0].endswith(".") else ""), text)
    # Two slots in a row would have no literal between them to tell where one ends.
    while _SLOT + _SLOT in slotted:
        slotted = slotted.replace(_SLOT + _SLOT, _SLOT)
    return _edges(slotted)


def _edges(form: str) -> str:
    """A form without slots at its edges, which say nothing."""
    form = form.strip()
    while form != (less := form.removeprefix(_SLOT).removesuffix(_SLOT).strip()):
        form = less
    return form


def _names(message: str) -> Iterator[str]:
    """The names under which the checker looks for the section of such a refusal."""
    refused = REFUSED.search(message)
    if not refused or ":" not in refused[2]:
        return
    kind = named_in(squeezed(message[refused.end() :]))
    if kind in BY_PRINTED and BY_PRINTED[kind].limits:
        yield BY_PRINTED[kind].section
        return
    action = refused[2].lower()
    special = {"iam:passrole": "passrole", "sts:assumerole": "assume-role"}.get(action) or (
        "kms" if action.startswith("kms:") else None
    )
    if special:
        yield special
    elif not action.startswith(("iam:", "sts:")):
        yield "no-permissions"

"""What clients print around an error, whatever the error says: one neutral form, a row for each way to print
it.

A row is found in the squeezed text, so that no wrap hides it. Every part may be missing: a missing part costs
that part.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Literal

from ..text.regex import lazy_regex
from ..text.squeeze import Squeezed
from ..values import dataclass
from . import codes
from .region import Region, cut

Side = Literal["front", "behind", "either"]
"""Where a frame stands, seen from the sentence: fields of one value stand in any order."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One client's frame: its place in the text and its parts, named as the slots of a denial; ``status`` and
    ``host_id`` beside."""

    start: int
    end: int
    first: int
    last: int
    """Where it stands in the squeezed text."""
    side: Side
    whole: bool
    """Whether it is a sentence of its own, so that what stands beside it is another error."""
    slots: Mapping[str, Region] = field(default_factory=dict)

    @property
    def code(self) -> str | None:
        """The error code."""
        found = self.slots.get("error_code")
        return found.value if found else None

    @property
    def status(self) -> str | None:
        """The status of HTTP."""
        found = self.slots.get("status")
        return found.value if found else None

    @property
    def service(self) -> str:
        """The service in small letters, empty where the frame does not say it."""
        found = self.slots.get("service")
        return found.value.lower() if found else ""


@dataclass(frozen=True, slots=True)
class _Row:
    """One way to print a frame."""

    key: str
    """What stands in every such text: looking for it costs nothing."""
    pattern: re.Pattern[str]
    side: Side = "front"
    whole: bool = False


_CODE = r"(?P<error_code>(?:[a-z][a-z0-9_]{1,60}(?:[.#]|::)){0,5}(?:[a-z][a-z0-9_]{2,80}|[45]\d\d))"
_NAMED = r"(?P<error_code>(?:[a-z][a-z0-9_]{1,60}(?:[.#]|::)){0,5}[a-z][a-z0-9_]{2,80})"
_SURE = r"(?P<error_code>[a-z0-9_.]{0,80}(?:exception|error|fault|denied|unauthorized|operation|forbidden))"
_OPERATION = r"(?P<operation>[a-z][a-z0-9]{2,60})"
_STATUS = r"(?P<status>[1-5]\d\d)"
_UUID = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
_ID = rf"(?P<request_id>{_UUID}|[0-9a-z][0-9a-z-]{{7,60}})"
_HOST_ID = r"(?P<host_id>[0-9a-z+/=]{6,120})"


def _row(key: str, pattern: str, *, side: Side = "front", whole: bool = False) -> _Row:
    return _Row(key, lazy_regex(pattern), side, whole)


_ROWS = (
    # boto3 and the AWS CLI; the words of before 2015 have the code on the other side.
    _row("whencallingthe", rf"(?:ane|a(?:client|server)e|e)rror(?:occurred)?\({_CODE}\)(?:occurred)?whencallingthe{_OPERATION}operation(?:\([^)]{{0,40}}\))?:?", whole=True),
    # Go v2; ids may be masked or cut out, and without "api error" the code or the sentence itself follows.
    _row(
        "operationerror",
        rf"operationerror(?P<service>[a-z0-9]{{2,40}}):{_OPERATION},"
        rf"(?:.{{0,160}}?httpsresponseerrorstatuscode:{_STATUS},?(?:requestid:(?!apierror|hostid:)(?:{_ID}(?=[,:])|[^,:]{{0,60}})[,:]?|requestid:)?"
        rf"(?:,?hostid:(?!apierror)[^,]{{0,200}},|,?hostid:)?)?(?:,?(?:apierror)?(?!user:){_CODE}:)?",
    ),
    # Java v1 and all that is written in it, and v2 with its commas.
    _row(
        "(service:",
        rf"\(service:(?P<service>[a-z0-9-]{{2,40}})[;,]status(?:code:)?(?:code)?{_STATUS}(?:[;,]errorcode:(?:{_CODE}|[^;)]{{0,40}}))?[;,]requestid:(?:{_ID}|[^;,)]{{0,60}})"
        r"(?:[;,](?:s3)?extendedrequestid:(?P<host_id>[^;,)]{0,140}))?(?:[;,][a-z]{2,30}:[^;,)]{0,60}){0,3}\)",
        side="behind",
    ),
    # Go v1, which stands behind the sentence, and Terraform with it.
    _row("statuscode:", rf"(?<![,(])statuscode:{_STATUS},requestid:{_ID}?(?:,hostid:{_HOST_ID})?", side="behind"),
    _row("<code>", rf"<code>{_CODE}</code>(?:<message>(?P<said>[^<]{{0,600}})</message>)?", side="either"),
    _row("code:", rf"(?<![a-z])code:{_NAMED}(?=[,}}])", side="either"),
    _row("error:", rf"(?<![a-z])error:{_SURE}(?=[,}}])", side="either"),
    _row("_type:", rf"_type:(?:[a-z0-9.]{{1,80}}#)?{_NAMED}(?=[,}}:])", side="either"),
    _row("errortype:", rf"errortype:{_NAMED}", side="either"),
    _row("exceptiontype:", rf"exceptiontype:{_NAMED}", side="either"),
    # C++ prints the operation first, and ids between.
    _row("exceptionname:", rf"(?:(?<![a-z]){_OPERATION}:httpresponsecode:{_STATUS}.{{0,160}}?(?:requestid:{_ID}(?=exceptionname:))?)?exceptionname:{_NAMED}(?=errormessage:)"),
    _row("witherrorcode", rf"errormakingrequestwitherrorcode{_CODE}andhttpstatuscode(?P<http>[a-z0-9]{{3,20}})"),
    _row("errorexecuting", rf"errorexecuting{_OPERATION}onhttps?:.{{1,400}}?awshttperror:.{{0,400}}?resultedina{_STATUS}"),
    _row("::errors::", r"(?P<error_code>aws::(?P<service>[a-z0-9]{2,40})::errors::[a-z0-9]{3,60}?)(?=[):,]|$|user)", side="either"),
    # Fluent Bit names the call before the code.
    _row("apirespondedwitherror=", rf"{_OPERATION}apirespondedwitherror={_NAMED}"),
    # Arrow, and what reads through it.
    _row("awserror", rf"awserror(?:\[code\d+\])?{_NAMED}during{_OPERATION}operation(?:\(httpstatus{_STATUS}\))?"),
    _row("responseerror:", rf"(?P<service>s3)responseerror:{_STATUS}(?P<error_code>forbidden)"),
    # Redshift.
    _row("s3serviceexception:", rf"s3serviceexception:.{{1,200}}?,status{_STATUS},error{_NAMED},rid{_ID}(?=,)", side="either"),
    # The stack of JavaScript's SDK v3 names the command.
    _row("commanderror", r"at(?:async)?de_(?P<operation>[a-z][a-z0-9]{2,60}?)commanderror", side="behind"),
    _row("$fault:client", r"\$fault:client", side="behind"),
    _row("httpstatuscode:", rf"\$metadata:\{{httpstatuscode:{_STATUS}(?:,requestid:{_ID}?)?(?:,extendedrequestid:{_HOST_ID}?)?", side="behind"),
)  # fmt: skip


class Frames:
    """The frames of one text, in order."""

    def __init__(self, squeezed: Squeezed) -> None:
        self._all = sorted(_find(squeezed), key=lambda frame: frame.start)
        self._starts = [frame.start for frame in self._all]

    def __iter__(self) -> Iterator[Frame]:
        return iter(self._all)

    def between(self, start: int, end: int) -> list[Frame]:
        """The frames that begin in a region."""
        return self._all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def _find(squeezed: Squeezed) -> Iterator[Frame]:
    chars = squeezed.chars
    for row in _ROWS:
        if row.key not in chars:
            continue
        for match in row.pattern.finditer(chars):
            slots = {
                name: cut(squeezed, *match.span(name)) for name, value in match.groupdict().items() if value
            }
            slots = {
                name: region
                for name, region in slots.items()
                if name in ("service", "said") or _is_word(squeezed.text.chars, region)
            }
            if number := slots.get("request_id"):
                slots["request_id"] = _first_word(squeezed.text.chars, number)
            if code := slots.get("error_code"):
                slots["error_code"] = _first_line(squeezed.text.chars, code)
            yield Frame(*squeezed.region(*match.span()), *match.span(), row.side, row.whole, slots)


def _first_word(chars: str, region: Region) -> Region:
    """An id without what follows it where a line ends: only one of the usual form is known to be whole across
    a wrap."""
    if re.fullmatch(_UUID, region.value.lower()):
        return region
    word = re.split(r"[\s\"'\\]", chars[region.start : region.end], maxsplit=1)[0]
    return Region(word, region.start, region.start + len(word))


def _first_line(chars: str, region: Region) -> Region:
    """A code without what the next line begins with, where it is whole without that."""
    line = chars[region.start : region.end].split("\n", 1)[0].rstrip()
    whole = len(line) < region.end - region.start and codes.is_known(line)
    return Region(line, region.start, region.start + len(line)) if whole else region


_BLANK = lazy_regex(r"\s+")


def _is_word(chars: str, region: Region) -> bool:
    """Whether no blank but a wrap's stands in a name: a sentence that was squeezed is no code."""
    return all("\n" in blank for blank in _BLANK.findall(chars, region.start, region.end))

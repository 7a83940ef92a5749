"""The bucket and the object as the code of a call names them: a line of Python's traceback, or a snippet beside the
error.

Sources: https://docs.aws.amazon.com/boto3/latest/reference/services/s3.html and
https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/s3/
"""

from __future__ import annotations

from ..text.regex import lazy_regex
from .region import Region

# `get_object(Bucket="b", Key="k")`, `new GetObjectCommand({ Bucket: "b", Key: "k" })`.
_CALL = lazy_regex(
    r"(?P<method>[A-Za-z_0-9]{6,60})\(\s{0,40}(?P<given>[^()]{0,600}?)\s{0,40}[,}]{0,2}\s{0,40}\)"
)
_NAMED = lazy_regex(r"\b(Bucket|Key)\s{0,4}[=:]\s{0,4}(?:\"([^\"\n{]{1,1024})\"|'([^'\n{]{1,1024})')")
# `download_file("b", "k", file)` and `upload_file(file, "b", "k")` of boto3.
_TEXT = lazy_regex(r"\s{0,40}(?:\"([^\"\n{]{1,1024})\"|'([^'\n{]{1,1024})')\s{0,40}")
_TRANSFERS = {
    "downloadfile": (0, ("headobject", "getobject")),
    "downloadfileobj": (0, ("headobject", "getobject")),
    "uploadfile": (1, ("putobject", "createmultipartupload", "uploadpart")),
    "uploadfileobj": (1, ("putobject", "createmultipartupload", "uploadpart")),
}
_OF_BUCKET = frozenset({"listobjects", "listobjectsv2", "headbucket"})


def read(chars: str, first: int, last: int, call: str) -> Region | None:
    """The ARN of what the one call of an operation between two places is about; None where the code does not name it
    in full. *call* is the operation in lower case, without its service."""
    found: dict[str, Region] = {}
    for match in _CALL.finditer(chars, first, last):
        method = match["method"].replace("_", "").lower().removesuffix("command")
        start = match.start("given")
        if method == call:
            place = _by_name(match["given"], start, call)
        elif call in _TRANSFERS.get(method, (0, ()))[1]:
            place = _by_order(match["given"], start, _TRANSFERS[method][0])
        else:
            continue
        if place is None:
            return None  # which one it was is told by a variable
        found[place.value] = place
    return next(iter(found.values())) if len(found) == 1 else None


def _by_name(given: str, start: int, call: str) -> Region | None:
    named = {match[1]: match for match in _NAMED.finditer(given)}
    bucket, key = named.get("Bucket"), named.get("Key")
    if bucket is None or (key is None and call not in _OF_BUCKET):
        return None
    last = key or bucket
    name = "/".join(match[2] or match[3] for match in (bucket, key) if match)
    return Region(f"arn:aws:s3:::{name}", start + bucket.start(), start + last.end())


def _by_order(given: str, start: int, skipped: int) -> Region | None:
    """The bucket and the key that stand behind so many other arguments."""
    at = 0
    for _ in range(skipped):
        at = given.find(",", at) + 1
        if not at:
            return None
    bucket = _TEXT.match(given, at)
    key = _TEXT.match(given, bucket.end() + 1) if bucket and given.startswith(",", bucket.end()) else None
    if bucket is None or key is None:
        return None
    name = f"{bucket[1] or bucket[2]}/{key[1] or key[2]}"
    return Region(f"arn:aws:s3:::{name}", start + bucket.start(), start + key.end())

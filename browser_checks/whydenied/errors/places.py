"""Where a service names nothing: the bucket, the object and the call, as the client beside S3's two words prints
these, and the queue in SQS's sentence.

S3 names neither bucket nor object in its answer; the AWS CLI, Hadoop's S3A, Redshift, server access logs and addresses do. Sources:
https://docs.aws.amazon.com/cli/latest/reference/s3/,
https://hadoop.apache.org/docs/stable/hadoop-aws/tools/hadoop-aws/troubleshooting_s3a.html and
https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from ..text.regex import lazy_regex
from . import code
from .region import Region

Slots = dict[str, Region]

_BUCKET = r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"
_URI = rf"s3[an]?://{_BUCKET}"
# The CLI's line ends where the client's sentence begins; keys may hold blanks.
_TRANSFER = lazy_regex(
    rf"(?:^|\n|\r)[ \t]*(?P<how>upload|download|copy|move|delete) failed: (?P<from>[^\n]{{1,1100}}?)"
    rf"(?: to (?P<to>{_URI}[^\n]{{0,1100}}?|\.?[~\w./\\-][^\n]{{0,1100}}?))?\s{{1,3}}$"
)
_COMMAND = lazy_regex(
    r"(?:^|[\n$#>+] ?|: )aws(?: --?\S+(?: [^\s-]\S*)?)* s3 (?P<verb>ls|cp|mv|rm|sync) (?P<rest>[^\n]{3,1500})"
)
_API_COMMAND = lazy_regex(r"(?:^|[\n$#>+] ?)aws s3api [a-z-]{3,60} (?P<rest>(?:\\\r?\n|[^\n]){3,1500})")
# In a line that goes on the hyphens are taken for a prefix of every line, and left out.
_OPTION = lazy_regex(r"(?:--|(?<=\\\n))(bucket|key)[ =][\"']?([^\s\"']{1,1024})")
_FILE = lazy_regex(r"[\"']?(?:[^\s\"'*?]*/)?([^\s\"'*?/-][^\s\"'*?/]{0,254})[\"']?\s")
_NAMED = lazy_regex(rf"[\"']?(?P<uri>{_URI}(?:/[^\s\"']*)?)[\"']?")
_MANY = lazy_regex(r"--recursive|--include|--exclude")
_HADOOP = lazy_regex(
    rf"(?P<uri>{_URI}(?:/[^\s:]{{0,1024}})?): (?P<verb>[A-Za-z0-9_ -]{{2,40}}?)(?: +{_URI}\S{{0,1024}}(?: at \d{{1,12}})?)? +on +(?P<on>\S{{1,1024}}?):(?=\s)"
)
_HADOOP_CALLS = (
    ("GetObject", ("getfilestatus", "open", "reopen", "read", "head", "get")),
    ("ListBucket", ("list", "innerlist", "verifybucket", "doesbucket")),
    ("PutObject", ("put", "create", "mkdir", "writing", "initiate", "completing", "upload", "copy")),
    ("DeleteObject", ("delete",)),
)
# What services say of a place in S3 beside its two words: the call, and where it went.
_SAID = (
    ("ListBucket", lazy_regex(rf"Listing bucket=(?P<bucket>{_BUCKET})(?= prefix=|\s)")),
    # Terraform: "reading S3 Bucket (NAME) ACL".
    (None, lazy_regex(rf"\bS3 Bucket \((?P<bucket>{_BUCKET})\)")),
    ("GetObject", lazy_regex(rf"S3 key being read ?: ?(?P<uri>{_URI}/\S{{1,1024}})")),
    (
        "PutObject",
        lazy_regex(
            rf"Failed to upload [^\n]{{1,1024}}? to (?P<uri>{_BUCKET}/[^\n]{{1,1024}}?): (?=An error occurred)"
        ),
    ),
    (None, lazy_regex(rf"Permission denied on S3 path: ?(?P<uri>{_URI}/\S{{1,1024}})")),
    ("PutObject", lazy_regex(rf"S3 path: ?(?P<uri>{_URI}/\S{{1,1024}})")),
    ("PutObject", lazy_regex(rf"writing output to url: ?(?P<uri>{_URI}/[^\s\"'<]{{1,1024}})")),
    (
        None,
        lazy_regex(
            rf"ould not access (?:S3 bucket|(?:model )?data at|the object at) (?P<uri>{_URI}(?:/[^\s\"'<]{{0,1024}})?)"
        ),
    ),
    # CodePipeline: "object key 'KEY' located in the Amazon S3 artifact bucket 'BUCKET'".
    (
        None,
        lazy_regex(
            rf"object key '(?P<key>[^'\n]{{1,1024}})' located in the Amazon S3 artifact bucket '(?P<bucket>{_BUCKET})'"
        ),
    ),
    # A service that writes there names the bucket alone; a plain word names one in quotes or where it ends.
    (
        None,
        lazy_regex(
            rf"(?:[bB]ucket(?: ?name)?(?: ?[:=] ?[\"']?| [\"'])|LogDestination: )(?P<bucket>{_BUCKET})(?=[\"',.;)]|\s*$)|"
            rf"(?:\b[bB]ucket:? |LogDestination: )(?P<named>(?=[a-z.]*[\d-]){_BUCKET})(?![\w/-]|[.:][\w/-])"
        ),
    ),
)
_LOG = lazy_regex(
    rf"(?:^|\n|\s)[0-9a-f]{{64}} (?P<bucket>{_BUCKET}) \[[^\]\n]{{20,40}}\] \S{{1,45}} (?P<who>\S{{1,2048}}) (?P<id>[0-9A-Z]{{8,32}}) "
    r"(?P<call>(?:REST|WEBSITE|BATCH|SOAP)\.[A-Z_.]{3,60}) (?P<key>\S{1,3072}) \"[^\n]{0,4096}?\" 403 AccessDenied\b"
)
# What a log calls an operation, as an action; anything else stays unknown.
_LOGGED = {
    "GET.OBJECT": "GetObject", "HEAD.OBJECT": "GetObject", "PUT.OBJECT": "PutObject", "POST.OBJECT": "PutObject",
    "DELETE.OBJECT": "DeleteObject", "PUT.PART": "PutObject", "POST.UPLOADS": "PutObject", "POST.UPLOAD": "PutObject",
    "COPY.OBJECT_GET": "GetObject", "COPY.OBJECT": "PutObject", "GET.BUCKET": "ListBucket", "HEAD.BUCKET": "ListBucket",
    "GET.BUCKETVERSIONS": "ListBucketVersions", "GET.LOCATION": "GetBucketLocation", "GET.BUCKETPOLICY": "GetBucketPolicy",
    "PUT.BUCKETPOLICY": "PutBucketPolicy", "GET.VERSIONING": "GetBucketVersioning", "GET.ENCRYPTION": "GetEncryptionConfiguration",
    "GET.OBJECT_TAGGING": "GetObjectTagging", "PUT.OBJECT_TAGGING": "PutObjectTagging",
}  # fmt: skip
_ADDRESS = lazy_regex(
    rf"https?://(?:(?P<bucket>{_BUCKET})\.s3|s3)(?:[.-](?:[a-z]{{2}}(?:-[a-z]{{2,12}}){{1,3}}-\d|dualstack|fips)){{0,3}}"
    r"\.amazonaws\.com(?P<cn>\.cn)?/(?P<path>[^\s\"'`<>?#]{1,1100})"
)
_QUEUE = lazy_regex(
    r"Access\s+to\s+the\s+resource\s+(https://[a-z0-9.-]{3,60}\.amazonaws\.com(?:\.cn)?/\d{12}/[\w-]{1,80}(?:\.fifo)?)\s+is\s+denied"
)
# Calls on objects, by whether they read or write.
_READS = frozenset({"getobject", "headobject", "getobjecttagging", "getobjectattributes", "getobjectacl"})
_WRITES = frozenset(
    {"putobject", "createmultipartupload", "uploadpart", "completemultipartupload", "abortmultipartupload",
     "putobjecttagging", "putobjectacl"}
)  # fmt: skip
_LISTS = frozenset({"listobjects", "listobjectsv2", "listbucket"})
_NEAR = 1_200


def read(chars: str, start: int, stop: int, event: tuple[int, int], call: str | None) -> Slots:
    """What stands beside such words between *start* and *stop*: ``resource``, and ``action``, ``principal`` and
    ``request_id`` where a client's own words tell them; *call* is the operation that failed, where it is known."""
    first, last = max(start, event[0] - _NEAR), min(stop, event[1] + _NEAR)
    if (call or "sqs:").startswith("sqs:"):
        queue = _QUEUE.search(chars, max(first, event[0] - 200), min(last, event[1] + 200))
        if queue or call:
            return {"resource": Region(queue[1], *queue.span(1))} if queue else {}
    name = (call or "").rpartition(":")[2].lower()
    for reader in (_of_log, _of_hadoop, _of_sentence):
        if found := reader(chars, first, last, event, name):
            return found
    place = _of_transfer(chars, first, event, name) or _of_command(chars, first, event, name)
    place = place or _of_options(chars, first, event)
    place = place or _of_address(chars, first, last, name) or code.read(chars, first, last, name)
    return {"resource": place} if place else {}


def _of_transfer(chars: str, first: int, event: tuple[int, int], call: str) -> Region | None:
    """The place in the line of a transfer: what was read, or what was written."""
    match = _TRANSFER.search(chars[first : event[0]])
    if match is None:
        return None
    wants = "to" if call in _WRITES else "from" if call in (_READS | {"deleteobject"}) else None
    if wants == "from" and match["how"] == "upload":
        wants = "to"  # looks at what is there already
    if wants is None or not (match[wants] or "").startswith("s3"):
        return None
    return _place(match[wants], first + match.start(wants))


def _of_command(chars: str, first: int, event: tuple[int, int], call: str) -> Region | None:
    """The place in the one command of ``aws s3`` before the error."""
    commands = [*_COMMAND.finditer(chars, first, event[0])]
    if len(commands) != 1:
        return None
    (command,) = commands
    uris = [*_NAMED.finditer(chars, *command.span("rest"))]
    if call in _LISTS and len(uris) == 1:
        return _place(uris[0]["uri"], uris[0].start("uri"), whole=False)
    if len(uris) != 1 or _MANY.search(command["rest"]) or command["verb"] in ("ls", "sync"):
        return None
    uri = uris[0]["uri"]
    writes = command["rest"].index(uri) > 1 and command["verb"] in ("cp", "mv")
    if call not in (_WRITES if writes else _READS | {"deleteobject"}):
        return None
    if not writes or not (uri.endswith("/") or re.fullmatch(_URI, uri)):
        return None if uri.endswith("/") else _place(uri, uris[0].start("uri"))
    if (file := _FILE.match(command["rest"])) is None:
        return None
    # A file keeps its name in what ends with a slash, and in a bucket.
    place = _place(f"{uri.rstrip('/')}/{file[1]}", uris[0].start("uri"))
    return place and place._replace(end=uris[0].end("uri"))


def _of_options(chars: str, first: int, event: tuple[int, int]) -> Region | None:
    """The place in the one command of ``aws s3api`` before the error."""
    commands = [*_API_COMMAND.finditer(chars, first, event[0])]
    found = [*_OPTION.finditer(commands[0]["rest"])] if len(commands) == 1 else []
    options = {match[1]: match for match in found}
    if len({match.groups() for match in found}) > len(options):
        return None  # a second command behind the first: either may have failed
    bucket, key = options.get("bucket"), options.get("key")
    if bucket is None:
        return None
    name = f"{bucket[2]}/{key[2]}" if key else bucket[2]
    start = commands[0].start("rest")
    return Region(f"arn:aws:s3:::{name}", start + bucket.start(2), start + bucket.end(2))


def _of_address(chars: str, first: int, last: int, call: str) -> Region | None:
    """The place in the one address of S3's, for a call on an object."""
    if call not in _READS | _WRITES | {"deleteobject"}:
        return None
    found = {match[0]: match for match in _ADDRESS.finditer(chars, first, last)}
    if len(found) != 1:
        return None
    (match,) = found.values()
    path = unquote(match["path"])
    bucket, key = (
        (match["bucket"], path) if match["bucket"] else (path.partition("/")[0], path.partition("/")[2])
    )
    partition = "aws-cn" if match["cn"] else "aws"
    return Region(f"arn:{partition}:s3:::{bucket}/{key}", *match.span()) if key else None


def _of_hadoop(chars: str, first: int, last: int, event: tuple[int, int], name: str) -> Slots:
    """The path and the file system's verb, in the line of the error."""
    line = chars.rfind("\n", first, event[0]) + 1 or first
    match = _HADOOP.search(chars, line, min(last, event[1] + 300))
    if match is None:
        return {}
    verb = match["verb"].lower().replace(" ", "")
    call = next((name for name, verbs in _HADOOP_CALLS if verb.startswith(verbs)), None)
    place = _place(match["uri"], match.start("uri"), whole=call != "ListBucket")
    bucket, _, key = match["uri"].partition("://")[2].partition("/")
    if key and match["on"] == f"{key}/":  # a directory's marker
        place = Region(f"arn:aws:s3:::{bucket}/{match['on']}", *match.span("on"))
    return _called(call, match, "verb", place)


def _of_sentence(chars: str, first: int, last: int, event: tuple[int, int], name: str) -> Slots:
    """What a service says of the place, around the error: Redshift's ``context``, Athena's and SageMaker's words."""
    for call, form in _SAID:
        if match := form.search(chars, first, last):
            if "bucket" in match.groupdict():
                said = match.groupdict()
                which = "bucket" if said["bucket"] else "named"
                on_object = call is None and name in _READS | _WRITES | {"deleteobject"}
                there = f"{said[which]}/{said['key']}" if said.get("key") else said[which]
                place = Region(f"arn:aws:s3:::{there}", *match.span(which))
                return {} if on_object else _called(call, match, which, place)
            uri = match["uri"].rstrip(".,;")
            return _called(
                call,
                match,
                "uri",
                _place(uri, match.start("uri"), whole=(call or name).lower() not in _LISTS),
            )
    return {}


def _of_log(chars: str, first: int, last: int, event: tuple[int, int], name: str) -> Slots:
    """The fields of a line of a server access log."""
    lines = _LOG.finditer(chars, max(0, first - _NEAR), last)
    match = next((each for each in lines if each.start() <= event[0] <= each.end()), None)
    if match is None:
        return {}
    call = _LOGGED.get(match["call"].partition(".")[2])
    key = "" if match["key"] == "-" else unquote(unquote(match["key"]))
    on_bucket = not key or call in ("ListBucket", "ListBucketVersions")
    name = match["bucket"] if on_bucket else f"{match['bucket']}/{key}"
    span = match.span("bucket") if on_bucket else match.span("key")
    found = _called(call, match, "call", Region(f"arn:aws:s3:::{name}", *span))
    if match["who"].startswith("arn:"):
        found["principal"] = Region(match["who"], *match.span("who"))
    elif match["who"] == "-":
        found["principal"] = Region("anonymous", *match.span("who"))
    return {**found, "request_id": Region(match["id"], *match.span("id"))}


def _called(call: str | None, match: re.Match[str], where: str, place: Region | None) -> Slots:
    found = {"action": Region(f"s3:{call}", *match.span(where))} if call else {}
    return {**found, "resource": place} if place else found


def _place(uri: str, start: int, *, whole: bool = True) -> Region | None:
    """The ARN of what a URI names: the object, or its bucket where *whole* is not asked; None for a URI without a key
    where one is needed."""
    bucket, _, key = (uri.partition("://")[2] or uri).partition("/")
    if whole and not key:
        return None
    return Region(
        f"arn:aws:s3:::{bucket}/{key}" if whole else f"arn:aws:s3:::{bucket}", start, start + len(uri)
    )

"""The resource to write into a statement: as AWS printed it, made whole, or a placeholder of the right
kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..aws import arn
from ..aws.data import iam
from ..report import Denial
from ..text.regex import lazy_regex
from .text_messages import of_text_message

_VARIABLE = lazy_regex(r"\$\{(\w+)\}")
_ARN = lazy_regex(r"arn:aws[\w-]{0,12}:[a-z0-9-]{1,40}:[^\s\"'`<>,;()\\]{3,400}")
# What looks like a mask and is none: the version in a log stream's name, and a template's variable that was
# sent as it is.
_NOT_MASKS = lazy_regex(r"\[(?:\$LATEST|\d{1,6})\](?=[0-9a-f]{32})|\$\{AWS::\w+\}")
_MASKED = lazy_regex(
    r"\*{3,}|[xX]{4,}|<[^>]{0,60}>|\{[^}]{0,60}\}|\[[^\]]{0,60}\]|redacted|\.{3}|#{3,}|…", re.IGNORECASE
)
# Two hosts are older: REGION.queue.amazonaws.com, and queue.amazonaws.com of us-east-1.
_QUEUE_URL = lazy_regex(
    r"https?://(?:sqs\.([a-z0-9-]{1,30})|(?:([a-z0-9-]{1,30})\.)?queue)\.amazonaws\.com(?:\.cn)?/(\d{12})/([\w.-]{1,80})"
)
_IAM_WORDS = lazy_regex(
    r"(role|user|group|policy|instance profile) (arn:[\w+=,.@/:-]{1,600}|[\w+=,.@/-]{1,600})"
)
_PARTIAL = lazy_regex(r"(\d{12}):function:([\w$:-]{1,200})")
_NAME = lazy_regex(r"[\w+=,.@/:$-]{1,256}")
_ENDPOINT = lazy_regex(r"\bvpce-[0-9a-f]{8,17}\b")
_REGION = lazy_regex(r"[a-z]{2,3}(?:-[a-z]{1,12}){1,3}-\d")
# How the resource ends that AWS prints for an action on everything of a kind (`table/*`, `role/`), which a
# policy may name.
_LISTS = ("*", "/", ":")
# The words in capitals that stand for what a message leaves out.
_UNSTATED = lazy_regex(r"(?<=:)(?:REGION|ACCOUNT-ID)(?=:)")
_CAPITALS = lazy_regex(
    r"[A-Z][A-Z0-9]{0,40}(?:-[A-Z0-9]{1,40}){1,8}|REGION|RESOURCE|UUID|METHOD|STAGE|PATH|RULE"
)


_VERSION = lazy_regex(r"(arn:[\w-]+:lambda:[^:]*:[^:]*:function:[^:]+):(\d{1,9}|\$LATEST)")
_VERSION_NOTE = (
    "The next deployment has another version than {version}, and this allows {version} "
    "alone: call an alias, or allow {all}."
)
# The six random characters that end the ARN of a secret; six small letters are rather a word of its name.
# Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html
_SECRET = lazy_regex(r"arn:[\w-]+:secretsmanager:[^:]*:[^:]*:secret:[^*?]+")
_SUFFIX = lazy_regex(r"-(?=[A-Za-z0-9]*[A-Z0-9])[A-Za-z0-9]{6}$")
_SECRET_NOTE = (
    "The ARN of a secret ends in a hyphen and six random characters: -?????? stands for "
    "them, and the name without them matches nothing."
)
# Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
_LOG_GROUP = lazy_regex(r"arn:[\w-]+:logs:[^:]*:[^:]*:log-group:[^:*?\s]+")
_WITHOUT_STREAMS = ("tagresource", "untagresource", "listtagsforresource")
# A dataset of CloudWatch is a resource of these, but metrics lie in none. Source:
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/permissions-reference-cw.html
_OF_METRICS = frozenset({"cloudwatch:getmetricdata", "cloudwatch:listmetrics", "cloudwatch:putmetricdata"})
_METRICS_NOTE = 'Metrics lie in no resource: AWS checks {action} against "*", but for calls on a dataset.'
# Resources of these services have no slash: in a URL the ARN ends before it.
_WITHOUT_SLASH = frozenset({"lambda", "sqs", "sns"})


class Written(NamedTuple):
    """A resource as a policy writes it, and what is to be said of it."""

    arn: str
    notes: tuple[str, ...] = ()


def write(action: str, denial: Denial, around: str = "") -> Written:
    """The resource of a statement that allows *action*; never ``*`` where a narrower one is known to work."""
    printed = (denial.resource or "").strip()
    formats = patterns(action)
    if printed.startswith("arn:") and (formats != () or printed.endswith(_LISTS)):
        return _as_policies_write(action, printed)
    if formats == ():
        return Written(
            "*", (f'{action} acts on no single resource, so "*" is the only resource that matches it.',)
        )
    if printed == "*":
        return Written("*", (f'AWS checked {action} against "*", so only "*" matches this call.',))
    if note := of_text_message(printed):
        return Written("*", note)
    if printed and (whole := _whole(printed, formats, denial)):
        whole = _as_policies_write(action, whole).arn
        return Written(
            whole,
            tuple(_to_fill_in(whole, "The message names the resource without its whole ARN", _UNSTATED)),
        )
    if action.lower() in _OF_METRICS:
        return Written("*", (_METRICS_NOTE.format(action=action),))
    near = _near(formats, around, denial.principal)
    if near:
        found = _as_policies_write(action, near)
        return Written(
            found.arn,
            (
                f"The message does not name the resource; {near} stands beside it: check that it is the one.",
                *found.notes,
            ),
        )
    return placeholder(action, denial)


# Parts of Glue's Data Catalog lie in each other. Source:
# https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html#data-catalog-resource-arns
_CATALOG = lazy_regex(
    r"(arn:[\w-]+:glue:[^:]*:[^:]*:)(catalog|database|table|userDefinedFunction)(?:/([^/]+)(/.+)?)?"
)


def with_all_above(action: str, resource: str) -> str | list[str]:
    """The resource of a statement; for a part of Glue's Data Catalog also what it lies in, and the kinds below
    that the action takes, in capitals: AWS checks them all, and its message names the first that is denied."""
    found = _CATALOG.fullmatch(resource)
    known = iam.action(action) if found else None
    if found is None or not known:
        return resource
    start, kind, database, _ = found.groups()
    taken = {each.name for each in known.resource_types if each.required}
    above = [f"{start}catalog"]
    if kind not in ("catalog", "database"):
        above.append(f"{start}database/{database}")
    below = [
        f"{start}{each}/{database or 'DATABASE-NAME'}"
        + ("" if each == "database" else f"/{each.upper()}-NAME")
        for each in ("database", "table", "userDefinedFunction")
        if each in taken and kind in ("catalog", "database") and each != kind
    ]
    listed = [*dict.fromkeys([*above, resource, *below])]
    return listed if len(listed) > 1 else resource


def checked(action: str, denial: Denial) -> str | None:
    """What AWS checked the action against: a whole ARN, or ``*``; None when the message does not tell.

    Words in capitals stand for a Region or account that a name alone leaves out.
    """
    printed = (denial.resource or "").strip()
    formats = patterns(action)
    if printed.startswith("arn:"):
        if "..." in printed or "\u2026" in printed or arn.Arn.parse(printed) is None:
            return None  # cut off
        if ":secretsmanager:" in printed and (needed := _as_policies_write(action, printed).arn) != printed:
            return needed
        return printed
    if printed == "*" or formats == () or of_text_message(printed):
        return "*"
    found = _whole(printed, formats, denial) if printed else None
    return _as_policies_write(action, found).arn if found and ":secretsmanager:" in found else found


def _as_policies_write(action: str, printed: str) -> Written:
    """A printed ARN as a policy has to write it: a secret with its random end, a log group with all that is
    in it."""
    service, name = arn.service(printed), printed
    notes: tuple[str, ...] = tuple(_masked(printed))
    if service == "lambda" and (version := _VERSION.fullmatch(printed)):
        notes = (*notes, _VERSION_NOTE.format(version=version[2], all=f"{version[1]}:*"))
    elif lacks_suffix(printed):
        name, notes = f"{printed}-??????", (*notes, _SECRET_NOTE)
    elif (
        service == "logs"
        and (group := _LOG_GROUP.match(printed))
        and not action.lower().endswith(_WITHOUT_STREAMS)
    ):
        name = f"{group[0]}:*"
        notes = tuple(_masked(group[0]))
    return Written(name, notes)


def placeholder(action: str, denial: Denial) -> Written:
    """An ARN of the right kind for *action*, with words to fill in for all that the message does not
    state."""
    formats = patterns(action)
    service = action.partition(":")[0].lower()
    best = formats[0] if formats else f"arn:${{Partition}}:{service}:${{Region}}:${{Account}}:${{Resource}}"
    made = filled(best, denial)
    notes = [*_to_fill_in(made, "The message does not name the resource", _CAPITALS)]
    found = iam.action(action)
    required = [kind.name for kind in found.resource_types if kind.required] if found else []
    if 1 < len(required) <= 6:
        notes.append(
            f"{action} is checked on several resources of a call ({', '.join(required)}): add the "
            "ARN of each."
        )
    return Written(made, tuple(notes))


def patterns(action: str) -> tuple[str, ...] | None:
    """The ARN formats that *action* takes, the likeliest first; empty when it takes none, None when that is
    not known."""
    found = iam.action(action)
    if not found:
        return None
    home = iam.service(found.service)
    if not home:
        return None
    formats = [
        (kind.required, home.resource_types[kind.name].arn_patterns[0]) for kind in found.resource_types
    ]
    # Of several kinds the plainest is meant most often: a bucket before an access point, a table before its
    # index.
    formats.sort(
        key=lambda item: (
            not item[0],
            "function:${FunctionName}" not in item[1],
            len(_VARIABLE.findall(item[1])),
        )
    )
    return tuple(pattern for _, pattern in formats)


def filled(pattern: str, denial: Denial, **known: str) -> str:
    """An ARN format with the caller's partition and account, and words in capitals for the rest."""
    values = {
        "Partition": _partition(denial),
        "Region": "REGION",
        "Account": arn.account(denial.principal) or "ACCOUNT-ID",
        **known,
    }
    return _VARIABLE.sub(lambda match: values.get(match[1]) or _words(match[1]), pattern)


def _partition(denial: Denial) -> str:
    caller, there = arn.Arn.parse(denial.principal), arn.Arn.parse(denial.resource)
    return next((parsed.partition for parsed in (there, caller) if parsed), "aws")


def region(resource: str) -> dict[str, str]:
    """The Region of a resource as a name for commands; empty when it is not a real one."""
    parsed = arn.Arn.parse(resource)
    return {"region": parsed.region} if parsed and _REGION.fullmatch(parsed.region) else {}


def capitals(made: str) -> list[str]:
    """The words in capitals of an ARN made here, each once."""
    return list(dict.fromkeys(_CAPITALS.findall(made)))


def endpoint(around: str) -> str:
    """The one VPC endpoint in the text around the message, or words to fill in."""
    found = set(_ENDPOINT.findall(around))
    return found.pop() if len(found) == 1 else "VPC-ENDPOINT-ID"


def beside(around: str, service: str, start: str = "", caller: str | None = None) -> str | None:
    """The one ARN in the text around the message that is of a service and whose resource begins like *start*,
    and is not that of the *caller*; None for none or many."""
    found = set()
    for match in _ARN.finditer(around):
        value = match[0].rstrip(".:]}")
        if arn.service(value) in _WITHOUT_SLASH:
            value = value.partition("/")[0]
        parsed = arn.Arn.parse(value)
        if (
            parsed
            and parsed.service == service
            and parsed.resource.startswith(start)
            and not is_masked(value)
            and value != caller
        ):
            found.add(value)
    return found.pop() if len(found) == 1 else None


def is_masked(value: str) -> bool:
    """Whether part of a value was made unreadable by whoever pasted it, or by AWS."""
    return bool(_MASKED.search(_NOT_MASKS.sub("", value)))


def _near(formats: tuple[str, ...] | None, around: str, caller: str | None) -> str | None:
    """The one ARN beside the message that has the format of the first kind of resource."""
    wanted = arn.Arn.parse(formats[0]) if formats else None
    if wanted is None:
        return None
    found = beside(around, wanted.service, wanted.resource.split("${", 1)[0], caller)
    if found and wanted.service == "s3" and "/" not in wanted.resource:
        found = found.partition("/")[0]  # the bucket of the objects that are named
    return found if found and ("/" in found or "/" not in wanted.resource) else None


def _whole(printed: str, formats: tuple[str, ...] | None, denial: Denial) -> str | None:
    """The ARN of a resource that was printed by its name, as IAM, SQS and CloudTrail do."""
    if url := _QUEUE_URL.fullmatch(printed):
        return filled(
            "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}",
            denial,
            Region=url[1] or url[2] or "us-east-1",
            Account=url[3],
            QueueName=url[4],
        )
    if (words := _IAM_WORDS.fullmatch(printed)) and (
        words[2].startswith("arn:") or not printed.startswith("arn:")
    ):
        if words[2].startswith("arn:"):
            return words[2]
        kind = words[1].replace(" ", "-")
        return filled("arn:${Partition}:iam::${Account}:" + f"{kind}/{words[2]}", denial)
    if partial := _PARTIAL.fullmatch(printed):
        return filled(
            "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}",
            denial,
            Account=partial[1],
            FunctionName=partial[2],
        )
    if not formats or not _NAME.fullmatch(printed):
        return None
    if formats[0].endswith("${BucketName}/${ObjectName}") and re.fullmatch(
        r"[a-z0-9.-]{3,63}/\S{1,900}", printed
    ):
        return f"arn:{_partition(denial)}:s3:::{printed}"
    names = [name for name in _VARIABLE.findall(formats[0]) if name not in ("Partition", "Region", "Account")]
    return filled(formats[0], denial, **{names[0]: printed}) if len(names) == 1 else None


def lacks_suffix(written: str) -> bool:
    """Whether an ARN is that of a secret without its six random characters, which no secret has."""
    return bool(_SECRET.fullmatch(written)) and not _SUFFIX.search(written)


def _masked(printed: str) -> Iterator[str]:
    if is_masked(printed):
        yield f"Part of the resource is masked in the message: fill in {printed} before you use it."
    elif arn.Arn.parse(printed) is None:
        yield f"The resource is cut off in the message: complete {printed} before you use it."


def _to_fill_in(made: str, why: str, placeholders: re.Pattern[str]) -> Iterator[str]:
    """The words in capitals that a reader has to replace."""
    words = list(dict.fromkeys(placeholders.findall(made)))
    if words:
        yield f"{why}: fill in {', '.join(words)}."
    elif ":iam:" in made:
        yield f"{why}: if it has a path, write {made} with it."


def _words(name: str) -> str:
    """``FunctionName`` -> ``FUNCTION-NAME``."""
    short = re.sub(r"(?:WithPath|WithoutLeadingSlash)$", "", name)
    return "-".join(re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", short)).upper() or "RESOURCE"

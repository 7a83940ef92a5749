"""From an error message and pasted policies to what evaluation needs: a request, and documents without the
holes of templates and masks.

An account that somebody masked, a placeholder, and a part that only a filled-in template knows stand for
anything here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..aws.arn import Arn, account
from ..aws.glob import fits, parse
from ..call.call import Call
from ..evaluation.request import BadRequest, Request, prepared, texts
from ..policies.nodes import UNKNOWN
from ..policies.references import NAME
from ..text.regex import lazy_regex
from ..values import dataclass

# CloudFormation's and Terraform's expressions; IAM's own variables have a service before one colon:
# ${aws:username}.
_TEMPLATE = lazy_regex(r"\$\{(?![*?$]\})[^{}:]{0,200}+(?:::[^{}]{0,200}+)?\}|" + UNKNOWN)
_REGION = lazy_regex(r"[a-z]{2}(?:-[a-z]{2,12}){1,3}-\d{1,2}|[*?a-z0-9-]*[*?][*?a-z0-9-]*")
_ACCOUNT = lazy_regex(r"\d{12}|[\d*?]*[*?][\d*?]*|aws|cloudfront")
# API Gateway masks all but the last digits of an account.
_LAST_DIGITS = lazy_regex(r"[*xX]{4,}(\d{0,4})")
# A service's principal of one Region stands for the same service.
_REGIONAL = lazy_regex(r"([a-z-]+)\.[a-z]{2}(?:-[a-z]{2,12}){1,3}-\d{1,2}\.amazonaws\.com")
_ELEMENTS = ("Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal")
# What stands for the Region or account that a name alone leaves out.
_UNSTATED = ("REGION", "ACCOUNT-ID")


@dataclass(frozen=True, slots=True)
class Asked:
    """The refused call, as far as the message tells."""

    request: Request
    knows_caller: bool
    knows_resource: bool

    def on(self, document: Mapping[str, Any]) -> Asked:
        """The call on the resource that the policy itself is of, for a message that names none."""
        listed = document.get("Statement", [])
        own = next(
            (
                name
                for statement in listed
                if isinstance(statement, Mapping)
                for name in texts(statement.get("Resource"))
            ),
            None,
        )
        return Asked(replace(self.request, target=own), self.knows_caller, False) if own else self

    def on_url(self, document: Mapping[str, Any]) -> Asked:
        """The call to a function URL of the type that the policy itself is for, where the message does not tell it."""
        if self.request.name != "lambda:invokefunctionurl" or self.request.values(_URL_TYPE):
            return self
        conditions = [
            block
            for statement in document.get("Statement", [])
            if isinstance(statement, Mapping) and isinstance(statement.get("Condition"), Mapping)
            for block in statement["Condition"].values()
            if isinstance(block, Mapping)
        ]
        types = {
            value
            for block in conditions
            for key in block
            if key.lower() == _URL_TYPE
            for value in texts(block[key])
        }
        if len(types) != 1:
            return self
        context = {**self.request.context, _URL_TYPE: (types.pop(),)}
        return replace(self, request=replace(self.request, context=context))


_URL_TYPE = "lambda:functionurlauthtype"


def asked_for(call: Call, context: Mapping[str, Any] | None = None, *, over_tls: bool = True) -> list[Asked]:
    """The calls that the message is about, one for each action that it needs; none when it gives no action.

    *context* is what the reader filled in, by context key; *over_tls* is whether a call is taken to have come over
    TLS where nothing says so, as nearly all do.
    """
    presumed = {"aws:SecureTransport": "true"} if over_tls else {}
    known: dict[str, Any] = {**presumed, **call.facts, **(context or {})}
    found = []
    accounts = (_account(each.target) for each in call.asked)
    stranger = f"arn:aws:iam::{next(filter(None, accounts), '000000000000')}:user/somebody"
    for each in call.asked:
        data = {
            "action": each.action,
            "resource": each.target,
            "resource_account": _unmasked(each.target, call.principal),
            "context": known,
            "context_complete": False,
        }
        try:
            request, knows_caller = (
                prepared({**data, "principal": call.principal}),
                call.principal is not None,
            )
        except BadRequest:
            request, knows_caller = prepared({**data, "principal": stranger}), False
        found.append(Asked(request, knows_caller, each.target is not None))
    return found


def _unmasked(resource: str | None, principal: str | None) -> str | None:
    """The caller's account where the resource's is masked and ends like it; None leaves it to the ARN."""
    digits, caller = _shown_digits(Arn.parse(resource)), account(principal)
    return caller if digits and caller and caller.isdigit() and caller.endswith(digits) else None


def _account(resource: str | None) -> str | None:
    arn = Arn.parse(resource)
    return arn.account if arn and arn.account.isdigit() else None


def document_of(data: Any, resource: str) -> Mapping[str, Any]:
    """A document whose holes are stars, so that they hide nothing; statements pasted without a policy around
    them are its statements.

    Where the refused resource's own account is masked, accounts do not count; where its Region is not known,
    Regions do not.
    """
    if isinstance(data, list) or (isinstance(data, Mapping) and "Statement" not in data and "Effect" in data):
        data = {"Version": "2012-10-17", "Statement": statements_of(data)}
    if not isinstance(data, Mapping):
        return {}
    arn = Arn.parse(resource)
    any_account = _shown_digits(arn)
    any_region = arn is not None and arn.region == _UNSTATED[0]
    statements = statements_of(data) if "Statement" in data else []
    if any(UNKNOWN in str(statement) for statement in statements):
        statements = [_named(statement, resource) for statement in statements]
    return {**data, "Statement": [_opened(statement, any_account, any_region) for statement in statements]}


def _named(value: Any, resource: str) -> Any:
    """The value with the resource's own name where a reference leaves a name open: a table is meant, whichever,
    and not an index of it."""
    if isinstance(value, Mapping):
        return {key: _named(inner, resource) for key, inner in value.items()}
    if isinstance(value, list):
        return [_named(inner, resource) for inner in value]
    if not isinstance(value, str) or NAME not in value:
        return value
    front, _, rest = value.partition(NAME)
    begin = re.escape(front).replace(UNKNOWN, "[^:]*")
    found = re.match(rf"{begin}([^/:]+)", resource)
    return f"{front}{found[1] if found else _NOBODY}{rest}"


# A name that no resource has.
_NOBODY = "\u2026"


def statements_of(data: Any) -> list[Any]:
    """The statements as they were pasted: of a policy, in a list, or one alone."""
    listed = data.get("Statement", data) if isinstance(data, Mapping) else data
    return listed if isinstance(listed, list) else [listed]


def is_open(statement: Any) -> bool:
    """Whether only the filled-in template tells what a statement is about: all of it, its effect, an action,
    or further elements."""
    if not isinstance(statement, Mapping):
        return isinstance(statement, str)
    unknown = [
        text
        for name in ("Effect", "Action", "NotAction")
        for text in texts(statement.get(name))
        if UNKNOWN in text
    ]
    return bool(unknown) or any(key.startswith("Fn::") for key in statement)


def rests_on_template(statement: Any, name: str, target: str) -> bool:
    """Whether a statement meets the action *name* on *target* only if the template fills its actions or
    resources in so.

    An account or a Region that is not known is left out of account: a template for one account says nothing
    else there.
    """
    if not isinstance(statement, Mapping):
        return True
    for element, wanted in (("Action", name.lower()), ("Resource", target)):
        patterns = [*texts(statement.get(element))]
        if element == "Action":
            patterns = [pattern.lower() for pattern in patterns]
        if any(UNKNOWN in text for text in patterns) and not any(
            fits(parse(_placed(text), variables=False), wanted) for text in patterns
        ):
            return True
    return False


def _placed(text: str) -> str:
    """The text with its unknown Region and account open."""
    arn = Arn.parse(text)
    if arn is None:
        return text
    return str(Arn(*(field.replace(UNKNOWN, "*") for field in arn))._replace(resource=arn.resource))


def _shown_digits(arn: Arn | None) -> str | None:
    """The last digits of an ARN's account that a mask leaves, none of which may be left; None where it is no mask."""
    masked = _LAST_DIGITS.fullmatch(arn.account) if arn else None
    return masked[1] if masked else "" if arn is not None and _is_masked(arn) else None


def _opened(statement: Any, any_account: str | None, any_region: bool) -> Any:
    if not isinstance(statement, Mapping):
        return statement
    return {
        # Where the resource's account shows its last digits, the callers' accounts are theirs all the same.
        key: _filled(value, None if any_account and "Principal" in key else any_account, any_region)
        if key in _ELEMENTS
        else value
        for key, value in statement.items()
    }


def _filled(value: Any, any_account: str | None, any_region: bool = False) -> Any:
    if isinstance(value, Mapping):
        return {key: _filled(inner, any_account, any_region) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, any_account, any_region) for inner in value]
    if not isinstance(value, str):
        return value
    if value.endswith(".amazonaws.com") and (regional := _REGIONAL.fullmatch(value)):
        return f"{regional[1]}.amazonaws.com"
    value = _TEMPLATE.sub("*", value)
    arn = Arn.parse(value)
    if arn is None:
        return value
    if arn.region and (any_region or not _REGION.fullmatch(arn.region)):
        arn = arn._replace(region="*")
    if arn.account and (
        (any_account is not None and arn.account.endswith(any_account)) or not _ACCOUNT.fullmatch(arn.account)
    ):
        arn = arn._replace(account="*")
    return str(arn)


def _is_masked(arn: Arn) -> bool:
    """Whether the ARN has an account, but not its number."""
    return bool(arn.account) and not _ACCOUNT.fullmatch(arn.account)


def names_nobody_certain(value: Any) -> bool:
    """Whether a Principal element has a name that is masked or comes from a template, so that it may be
    anybody."""
    if isinstance(value, Mapping):
        return any(names_nobody_certain(inner) for inner in value.values())
    if isinstance(value, list):
        return any(names_nobody_certain(inner) for inner in value)
    if not isinstance(value, str) or value == "*":
        return False
    arn = Arn.parse(value)
    return (arn is not None and _is_masked(arn)) or _TEMPLATE.search(value) is not None

"""No listed resource can be the target of an action.

S3 checks reading an object on the object's ARN, and listing on the bucket's. A statement whose actions and
resources belong to different kinds of things is saved without a word and has no effect; as a bucket policy S3
refuses it.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*"}

Not this: One entry that fits is enough, when each action has one.
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:ListBucket"],
      "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]
    }

Source:
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ....aws.arn import service
from ....policies.nodes import UNKNOWN, Choice, Scalar
from ....policies.references import NAME
from ....policies.statements import Statement
from ....report.words import Severity
from ...patterns import any_account, arn
from ...placed import placed_text
from ...policy import Policy
from ...rule import ERROR, NAMED_RESOURCE, STATEMENT, SUGGESTION, WARNING, Problem, Rule
from . import _special
from ._arns import severity
from ._uses import MOST, actions, are_kin, fit_of_one, is_of_service, listed, services, usable


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Actions that take resources, of which none is listed."""
    if _all_fit(statement):
        for resource in statement.resources:
            if UNKNOWN in resource.text:
                yield from _by_reference(statement, policy)
                return
        return
    resources = policy.fact(listed, statement)
    if resources is None:
        return
    known = policy.fact(actions, statement)
    if policy.type == "resource":
        # An action or ARN of another service has no place in such a policy, which is what other rules say.
        listed_services = {service(item.text) for item in resources}
        known = [(item, each) for item, each in known if services(each) & listed_services]
    texts = [item.text for item in resources]
    forms = [any_account(text) for text in texts]
    lone = [
        item
        for item, fit in known
        if fit.takes_any and _fits_none(item.text, forms) and not _special.speaks(item.text, texts)
    ]
    if not lone:
        return
    grade = _grade(lone, texts)
    if grade == WARNING and policy.fact(is_of_service, policy):
        grade = SUGGESTION
    if len(lone) == len(statement.actions):
        meant = _objects(lone, resources[0])
        yield Problem(resources[0], _message(lone[0], resources), meant, severity=grade)
        return
    for item in lone:
        # A pattern over all accounts with one entry too many still does what most of it says.
        yield Problem(
            item,
            _message(item, resources),
            _objects([item], resources[0]),
            severity=SUGGESTION if grade else None,
        )


def _by_reference(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Actions of which no resource is, where references of a template tell what all of them are:
    `aws_s3_bucket.reports.arn`, `aws_lambda_function.resize.invoke_arn`."""
    if statement.not_action or statement.not_resource or len(statement.resources) > MOST:
        return
    resources = [
        each
        for item in statement.resources
        for each in (item.branches if isinstance(item, Choice) and item.whole else (item,))
    ]
    seen = [_special.seen(item, policy) for item in resources]
    forms = [any_account(placed_text(text.replace(NAME, "name"))) for text in seen]
    if any(UNKNOWN in form for form in forms):
        return
    # Where none is a reference or chosen, each fits as far as it is known.
    if len(resources) == len(statement.resources) and not any(NAME in text for text in seen):
        return
    first = next((at for at, text in enumerate(seen) if NAME in text), 0)
    shown = _special.shown(resources[first], policy)
    for item, fit in policy.fact(actions, statement):
        if not fit.takes_any or not _fits_none(item.text, forms) or _special.speaks(item.text, forms):
            continue
        if _special.stands_elsewhere(item, statement, policy):
            return
        bucket = _bucket(forms) if services(fit) == {"s3"} else None
        if bucket is not None:
            message = (
                f'"{item.text}" needs the ARNs of objects, and "{_special.shown(resources[bucket], policy)}" is the bucket, so '
                "this never matches: add the ARN with /* at the end."
            )
        else:
            message = (
                f'"{item.text}" works on another kind of resource than "{shown}", so the statement never '
                f"matches it: {'refer to' if NAME in seen[first] else 'list'} the ARN that the action needs."
            )
        yield Problem(item, message, severity=WARNING)
        return


def _bucket(forms: Sequence[str]) -> int | None:
    """Which of some ARNs is the first bucket's, where those of S3 are all of buckets."""
    of_s3 = [at for at, form in enumerate(forms) if service(form) == "s3"]
    return of_s3[0] if of_s3 and all(_special.is_bucket(forms[at]) for at in of_s3) else None


def _all_fit(statement: Statement) -> bool:
    """Whether each action can be about a resource that is listed, as in nearly every statement."""
    forms = [any_account(placed_text(item.text)) for item in statement.resources]
    if len(forms) * len(statement.actions) > MOST:
        return False
    for item in statement.actions:
        fit = fit_of_one(item.text)
        if fit and fit.takes_any and _fits_none(item.text, forms):
            return False
    return True


def _fits_none(action: str, texts: Sequence[str]) -> bool:
    for text in texts:  # noqa: SIM110 - any() takes twice as long, and this runs for every statement
        if usable(action, text):
            return False
    return True


def _grade(lone: Sequence[Scalar], texts: Sequence[str]) -> Severity | None:
    """The rule's own for the ARN of one place; of a pattern over all of them in the action's own service
    nobody is sure, since the data comes after what a service has."""
    if not all(severity(text) for text in texts):
        return None
    own = {item.text.partition(":")[0].lower() for item in lone}
    beside = any(
        service(text) in own - {"s3"} or any(are_kin(service(text), each) for each in own) for text in texts
    )
    return SUGGESTION if beside else WARNING


def _message(action: Scalar, resources: Sequence[Scalar]) -> str:
    shown = f'"{resources[0].text}"' + (f" and {len(resources) - 1} more" if len(resources) > 1 else "")
    return (
        f'"{action.text}" works on another kind of resource than {shown}, so the statement never '
        "matches it: list the ARN that the action needs, in a statement of its own if necessary."
    )


def _objects(lone: Sequence[Scalar], resource: Scalar) -> str | None:
    """The ARN of a bucket's objects, where the bucket alone is listed."""
    named = arn(resource.text)
    if (
        named is None
        or named.service != "s3"
        or "/" in named.resource
        or not all(usable(item.text, f"{resource.text}/*") for item in lone)
    ):
        return None
    return f"{resource.text}/*"


RULE = Rule("resource-action-mismatch", ERROR, STATEMENT, check, needs=(NAMED_RESOURCE,))

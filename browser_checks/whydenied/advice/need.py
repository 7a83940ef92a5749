"""What is to be allowed: the actions and resources that were denied, as statements without a principal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..aws import arn
from ..aws.data import iam
from ..aws.integrations import Integration
from ..call import resources
from ..call.actions import denied
from ..call.passing import looks_like_a_function_role, passed_to
from ..call.sentences import Sentence
from ..report import Denial
from ..values import dataclass
from . import companions
from .fix import Statement
from .statement import Condition, statement

_LAMBDA = "lambda.amazonaws.com"
_SERVICE = "SERVICE.amazonaws.com"
_UNSAID_SERVICE = (
    "The message does not say which service gets the role: write its principal in the "
    "place of SERVICE.amazonaws.com "
    "(lambda.amazonaws.com for a function, ecs-tasks.amazonaws.com for a task, "
    "cloudformation.amazonaws.com for a stack)."
)
_ASSUMED_LAMBDA = (
    "iam:PassedToService names lambda.amazonaws.com: if the role is meant for another "
    "service, write that one."
)


@dataclass(frozen=True, slots=True)
class Need:
    """The actions with their statements; *resource* is the one the call was about."""

    actions: tuple[str, ...]
    resource: str
    statements: tuple[Statement, ...]
    notes: tuple[str, ...] = ()


def of_call(denial: Denial, around: str) -> Need | None:
    """What a denial that names its action needs, no more; None when it names none."""
    actions = denied(denial.action)
    if not actions:
        return None
    if actions == ("lambda:InvokeFunctionUrl",):
        return of_url(denial, around)
    groups: dict[str, list[str]] = {}
    notes: list[str] = []
    for action in actions:
        written = resources.write(action, denial, around)
        groups.setdefault(written.arn, []).append(action)
        notes += [*written.notes, *_doubted(action)]
    condition, said = passed(actions, denial, around)
    built = tuple(
        statement(group, resources.with_all_above(group[0], resource), condition=condition)
        for resource, group in groups.items()
    )
    further = (companions.of(action) for action in actions)
    return Need(
        actions, next(iter(groups)), built, tuple(dict.fromkeys([*notes, *said, *filter(None, further)]))
    )


def of_listed(listed: Sentence, denial: Denial, around: str) -> Need:
    """What a sentence lists, action by action."""
    about = replace(denial, resource=listed.resource or denial.resource)
    groups: dict[str, list[str]] = {}
    notes: list[str] = []
    for action in listed.actions:
        written = resources.write(action, about, around)
        groups.setdefault(written.arn, []).append(action)
        notes += [each for each in written.notes if not each.startswith(action)]
    built = tuple(statement(group, resource) for resource, group in groups.items())
    return Need(listed.actions, next(iter(groups)), built, tuple(dict.fromkeys(notes)))


def of_url(denial: Denial, around: str, auth: str = "AWS_IAM") -> Need:
    """A call of a function URL: two actions since October 2025, each held to calls through a URL.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
    """
    written = resources.write("lambda:InvokeFunctionUrl", denial, around)
    conditions: dict[str, Condition] = {
        "lambda:InvokeFunctionUrl": {"StringEquals": {"lambda:FunctionUrlAuthType": auth}},
        "lambda:InvokeFunction": {"Bool": {"lambda:InvokedViaFunctionUrl": "true"}},
    }
    built = tuple(
        statement([action], written.arn, condition=condition) for action, condition in conditions.items()
    )
    note = (
        "A function URL asks for two actions since October 2025: lambda:InvokeFunctionUrl, and "
        "lambda:InvokeFunction for calls through the URL."
    )
    return Need(tuple(conditions), written.arn, built, (*written.notes, note))


def of_integration(found: Integration, denial: Denial, around: str) -> Need:
    """All that an integration of a function needs of its execution role."""
    built: list[Statement] = []
    notes: list[str] = []
    resource = "*"
    if found.on:
        written = resources.write(found.on[0], denial, around)
        resource = written.arn
        notes += written.notes
        built.append(statement(found.on, resource))
        built += [statement(actions, resource + tail) for tail, actions in found.below.items()]
        built += [
            statement(actions, resources.placeholder(actions[0], denial).arn) for actions in found.beside
        ]
    if found.anywhere:
        built.append(statement(found.anywhere, "*"))
        if found.on:
            notes.append(
                'The actions of the last statement act on no single resource: "*" is the only resource '
                "that matches them."
            )
    if found.managed:
        partition = (arn.Arn.parse(denial.resource) or arn.Arn("aws", "", "", "", "")).partition
        notes.append(
            f"AWS's managed policy arn:{partition}:iam::aws:policy/{found.managed} holds the same, "
            "for every resource."
        )
    if found.remark:
        notes.append(found.remark)
    return Need(found.all, resource, tuple(built), tuple(notes))


def _doubted(action: str) -> Iterator[str]:
    """What to say of an action that the data lacks: it may be new, or cut off in the message."""
    if not action.endswith("*") and iam.action(action) is None:
        yield (
            f"AWS's list of {iam.DATE} has no {action}: compare it with the message, it may be cut "
            "off, or newer."
        )


def passed(actions: tuple[str, ...], denial: Denial, around: str) -> tuple[Condition | None, tuple[str, ...]]:
    """The condition of iam:PassRole: the service that the role is passed to."""
    if actions != ("iam:PassRole",):
        return None, ()
    if service := passed_to(denial, around):
        return {"StringEquals": {"iam:PassedToService": service}}, ()
    if looks_like_a_function_role(denial.resource):
        return {"StringEquals": {"iam:PassedToService": _LAMBDA}}, (_ASSUMED_LAMBDA,)
    return {"StringEquals": {"iam:PassedToService": _SERVICE}}, (_UNSAID_SERVICE,)


def with_principal(
    built: tuple[Statement, ...], principal: Mapping[str, str | list[str]], resource: str | None = None
) -> Iterator[Statement]:
    """The statements for a policy that names its principals; *resource* replaces theirs, empty leaves it
    out."""
    for one in built:
        kept = {name: value for name, value in one.items() if name not in ("Sid", "Effect", "Resource")}
        there = one.get("Resource") if resource is None else resource
        condition = kept.pop("Condition", None)
        made: Statement = {"Sid": one["Sid"], "Effect": "Allow", "Principal": dict(principal), **kept}
        if there:
            made["Resource"] = there
        if condition:
            made["Condition"] = condition
        yield made

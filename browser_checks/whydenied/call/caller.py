"""Who was denied, as IAM's policies name them: a session is mended at its role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Literal

from ..aws import arn
from ..report import Denial
from ..text.regex import lazy_regex
from ..values import dataclass
from . import inference, resources

Kind = Literal[
    "user", "role", "permission-set", "linked", "service", "provider", "root", "anonymous", "unknown"
]

_SERVICE = lazy_regex(r"[a-z0-9.-]{2,60}\.amazonaws\.com(?:\.cn)?")
_PATH = (
    "The role's path is not in the message: if the role has one, write {element} with it (role/path/name)."
)
# Roles whose path is known but for one name. Sources:
# https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html and
# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
_PATHS: dict[Kind, tuple[str, str]] = {
    "permission-set": (
        "aws-reserved/sso.amazonaws.com/REGION/",
        (
            "A permission set's role has a path, and without it AWS rejects the principal: fill in the Region of IAM "
            "Identity Center for REGION, or leave REGION/ out if that is us-east-1."
        ),
    ),
    "linked": (
        "aws-service-role/SERVICE.amazonaws.com/",
        (
            "A service-linked role has a path, and without it AWS rejects the principal: fill in SERVICE, as aws iam "
            "get-role --role-name {name} shows it."
        ),
    ),
}
# Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
_WHOLE_ACCOUNT = (
    "{element} in a Principal is all of account {account}, whomever it allows, and not its root user alone: call as a "
    "user or role, and name that one."
)
IN_COMMANDS = ": the caller's role is {element} in the commands"
_UNKNOWN = f"The message does not say who called{IN_COMMANDS}."
_ANYWHERE = "The message does not say who called: put the caller's account and role in the place of ACCOUNT-ID and {element}."
_EXECUTION = (
    "The message does not name the execution role: {shown} shows it; write it in the place of {element}."
)
# What shows the role that a service acts with, by the words that only that service's messages have.
_SHOWN = (
    (lazy_regex(r"ResourceInitializationError|Cannot(?:Pull|Start)Container|\bECS\b|\b[tT]ask execution role"), "aws ecs describe-task-definition"),
    (lazy_regex(r"\b[sS]tate machine|AWSStepFunctions"), "aws stepfunctions describe-state-machine"),
    (lazy_regex(r"\bPipes?\b|[cC]ustomer role"), "aws pipes describe-pipe"),
    (lazy_regex(r"\bScheduler\b"), "aws scheduler get-schedule"),
    (lazy_regex(r"CodeBuild"), "aws codebuild batch-get-projects"),
    (lazy_regex(r"CodePipeline|action role"), "aws codepipeline get-pipeline"),
    (lazy_regex(r"CodeDeploy"), "aws deploy get-deployment-group"),
    (lazy_regex(r"[fF]irehose"), "aws firehose describe-delivery-stream"),
)  # fmt: skip
_OF_A_FUNCTION = "aws lambda get-function-configuration"
_BESIDE = (
    "The message does not name the execution role; {element} stands beside it: check that it is the one."
)
_MASKED = "Part of the caller's ARN is masked in the message: fill in {element} before you use it."
_FEDERATED = (
    "A federated session has the permissions of the IAM user that made it: change that "
    "user's policy, and the policy "
    "passed with the session."
)


# Roles that a message doesn't name, but tells whose they are.
_ROLES = {"EXECUTION-ROLE": "the execution role", "PIPE-ROLE": "the pipe's role"}


@dataclass(frozen=True, slots=True)
class Caller:
    """The one to mend: its kind, name, account and partition, and how a policy's Principal element names
    it."""

    kind: Kind
    name: str
    partition: str = "aws"
    account: str | None = None
    function: str | None = None
    element: Mapping[str, str | list[str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    element_note: str | None = None

    @property
    def arn(self) -> str:
        """The caller's ARN as policies write it; words to fill in for a caller without one."""
        named = self.element.get("AWS")
        return named if isinstance(named, str) else "ROLE-ARN"

    @property
    def words(self) -> str:
        """The caller in a person's words."""
        kinds = {
            "user": "the user ",
            "role": "the role ",
            "permission-set": "the permission set ",
            "linked": "the service-linked role ",
        }
        if self.kind in kinds:
            return kinds[self.kind] + self.name
        if self.kind == "unknown":
            return _ROLES.get(self.name, "the caller")
        return {"root": "the root user", "anonymous": "unsigned requests"}.get(self.kind, self.name)


def read(denial: Denial, around: str) -> Caller:
    """The caller of a denial; who is not named is a role to be filled in."""
    found = _read(denial, around)
    if found.kind in ("user", "role") and resources.is_masked(denial.principal or ""):
        return replace(found, notes=(_MASKED.format(element=found.arn), *found.notes), element_note=None)
    return found


def _read(denial: Denial, around: str) -> Caller:
    value = denial.principal or ""
    if value.lower() == "anonymous":
        return Caller("anonymous", value, element={"AWS": "*"})
    if _SERVICE.fullmatch(value):
        return service(value)
    parsed = arn.Arn.parse(value)
    kind, _, tail = parsed.resource.partition("/") if parsed else ("", "", "")
    if parsed is None or not (tail or kind == "root"):
        return unknown(denial)
    account = arn.account(value)
    if kind == "root":
        note = _WHOLE_ACCOUNT.format(element=value, account=account)
        return Caller("root", "root", parsed.partition, account, element={"AWS": value}, element_note=note)
    if kind == "user":
        return Caller("user", tail.rsplit("/", 1)[-1], parsed.partition, account, element={"AWS": value})
    if kind == "federated-user":
        return Caller(
            "user", "USER-NAME", parsed.partition, account, element={"AWS": value}, notes=(_FEDERATED,)
        )
    if kind == "assumed-role":
        role = f"arn:{parsed.partition}:iam::{parsed.account}:role/{tail.split('/')[0]}"
        return _role(
            role, tail.split("/")[0], parsed.partition, account, inference.function_of(denial, around)
        )
    if kind == "role":
        return _role(value, tail.rsplit("/", 1)[-1], parsed.partition, account, None)
    return unknown(denial)


def unknown(denial: Denial, name: str = "ROLE-NAME", note: str = _UNKNOWN) -> Caller:
    """A role that the message does not name: *name* stands in its place."""
    there = arn.Arn.parse(denial.resource)
    partition = there.partition if there else "aws"
    # What only the resource's own policy can allow may be asked for from any account.
    foreign = denial.policy_type == "resource-based" and note == _UNKNOWN
    account = None if foreign else arn.account(denial.resource)
    element = f"arn:{partition}:iam::{account or 'ACCOUNT-ID'}:role/{name}"
    said = (_ANYWHERE if foreign else note).format(element=name)
    return Caller("unknown", name, partition, element={"AWS": element}, notes=(said,))


def service(principal: str) -> Caller:
    """A service that calls in its own name."""
    return Caller("service", principal, element={"Service": principal})


def execution_role(denial: Denial, around: str) -> Caller:
    """The execution role behind a sentence of Lambda's that only says "execution role": the one role beside
    it, else one to fill in. A service-linked role is created by whoever calls."""
    if (denial.action or "").lower() == "iam:createservicelinkedrole":
        return read(denial, around)
    if beside := resources.beside(around, "iam", "role/"):
        made = _role(beside, beside.rsplit("/", 1)[-1], arn.fields(beside)[1], arn.account(beside), None)
        return replace(made, notes=(_BESIDE.format(element=beside),))
    shown = next((command for sign, command in _SHOWN if sign.search(around)), _OF_A_FUNCTION)
    return unknown(denial, "EXECUTION-ROLE", _EXECUTION.replace("{shown}", shown))


def _role(element: str, name: str, partition: str, account: str | None, function: str | None) -> Caller:
    kind: Kind = "role"
    if name.startswith("AWSServiceRoleFor"):
        kind = "linked"
    shown = name
    if name.startswith("AWSReservedSSO_"):
        kind, shown = "permission-set", name.removeprefix("AWSReservedSSO_").rsplit("_", 1)[0]
    note = None
    if element.count("/") == 1:
        path, known = _PATHS.get(kind, ("", _PATH))
        element = element.replace("/", f"/{path}")
        note = known.format(element=element, name=name)
    return Caller(kind, shown, partition, account, function, {"AWS": element}, element_note=note)

"""Made-up accounts, as ``aws iam get-account-authorization-details`` prints them, and denials in them whose deciding
policy and statement are known because they were made so."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import quote

_NOISE = {
    "athena": ("StartQueryExecution", "GetQueryResults", "StopQueryExecution"),
    "glue": ("GetTable", "GetDatabase", "StartJobRun"),
    "logs": ("CreateLogStream", "PutLogEvents", "DescribeLogStreams"),
    "ec2": ("DescribeInstances", "StartInstances", "StopInstances"),
    "cloudwatch": ("PutMetricData", "GetMetricData"),
}
_CALLS = (
    ("s3:GetObject", "s3:PutObject", "arn:aws:s3:::{name}/in/a.csv", "arn:aws:s3:::{name}/*"),
    ("sqs:SendMessage", "sqs:ReceiveMessage", "arn:aws:sqs:eu-west-3:{account}:{name}", None),
    ("dynamodb:PutItem", "dynamodb:Query", "arn:aws:dynamodb:eu-west-3:{account}:table/{name}", None),
    ("sns:Publish", "sns:Subscribe", "arn:aws:sns:eu-west-3:{account}:{name}", None),
    (
        "lambda:InvokeFunction",
        "lambda:GetFunction",
        "arn:aws:lambda:eu-west-3:{account}:function:{name}",
        None,
    ),
)
WAYS = (
    "deny-inline", "deny-managed", "deny-boundary", "deny-group", "other-resource", "other-resource-managed",
    "other-action-group", "boundary-leaves-out", "old-version", "condition", "nothing", "allowed", "trust",
)  # fmt: skip
"""How a denial can come about."""


@dataclass(frozen=True)
class Denied:
    """One denial: its message, and what decides it."""

    way: str
    message: str
    verdict: str
    policy: str | None = None
    """What the deciding policy is called; None where none decides."""
    statement: int | None = None


@dataclass
class Account:
    """An account that grows; every user, role and policy has a name of its own."""

    random: Random
    id: str = ""
    users: list[dict[str, Any]] = field(default_factory=list)
    groups: list[dict[str, Any]] = field(default_factory=list)
    roles: list[dict[str, Any]] = field(default_factory=list)
    policies: list[dict[str, Any]] = field(default_factory=list)

    def arn(self, kind: str, name: str) -> str:
        return f"arn:aws:iam::{self.id}:{kind}/{name}"

    def pages(self, count: int = 1) -> list[dict[str, Any]]:
        """The account in pages, as the command prints them without its own joining."""
        lists = {
            "UserDetailList": self.users, "GroupDetailList": self.groups, "RoleDetailList": self.roles,
            "Policies": self.policies,
        }  # fmt: skip
        return [
            {
                **{name: listed[at::count] for name, listed in lists.items()},
                **(
                    {"IsTruncated": True, "Marker": f"page{at}"} if at + 1 < count else {"IsTruncated": False}
                ),
            }
            for at in range(count)
        ]

    def managed(self, name: str, document: Any, older: Any = None) -> str:
        versions = [{"Document": document, "VersionId": "v2", "IsDefaultVersion": True}]
        if older:
            versions.append({"Document": older, "VersionId": "v1", "IsDefaultVersion": False})
        self.policies.append(
            {
                "PolicyName": name,
                "Arn": self.arn("policy", name),
                "DefaultVersionId": "v2",
                "PolicyVersionList": versions,
            }
        )
        return self.arn("policy", name)

    def carrier(
        self, kind: str, name: str, inline: dict[str, Any], attached: list[str], boundary: str | None
    ) -> dict[str, Any]:
        noun = kind.capitalize()
        made: dict[str, Any] = {f"{noun}Name": name, "Arn": self.arn(kind, name), "Path": "/"}
        made[f"{noun}PolicyList"] = [
            {"PolicyName": each, "PolicyDocument": text} for each, text in inline.items()
        ]
        made["AttachedManagedPolicies"] = [
            {"PolicyName": each.rpartition("/")[2], "PolicyArn": each} for each in attached
        ]
        if boundary:
            made["PermissionsBoundary"] = {
                "PermissionsBoundaryType": "Policy",
                "PermissionsBoundaryArn": boundary,
            }
        return made


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [*statements]}


def says(effect: str, action: Any, resource: Any, **more: Any) -> dict[str, Any]:
    return {"Effect": effect, "Action": action, "Resource": resource, **more}


def trusts(principal: dict[str, str]) -> dict[str, Any]:
    return policy({"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"})


def account(seed: int, roles: int, denials: int) -> tuple[Account, list[Denied]]:
    """An account of about so many roles, and denials in it."""
    random = Random(seed)
    made = Account(random, "".join(random.choice("123456789") for _ in range(12)))
    denied = [_denied(made, WAYS[(seed + at) % len(WAYS)], at) for at in range(denials)]
    for at in range(roles):
        inline = {"own": _noise(random)} if at % 3 else {}
        attached = [made.managed(f"shared-{at}", _noise(random), _noise(random))] if at % 4 == 0 else []
        made.roles.append(made.carrier("role", f"crew-{at}", inline, attached, None))
        made.roles[-1]["AssumeRolePolicyDocument"] = trusts({"Service": "ec2.amazonaws.com"})
    for listed in (made.roles, made.policies, made.users, made.groups):
        random.shuffle(listed)
    return made, denied


def encoded(value: Any) -> Any:
    """The same with its documents URL-encoded, as IAM's API returns them."""
    if isinstance(value, dict):
        return {
            key: quote(json.dumps(each)) if key.endswith("Document") else encoded(each)
            for key, each in value.items()
        }
    return [encoded(each) for each in value] if isinstance(value, list) else value


def config_items(made: Account, *, in_strings: bool) -> dict[str, Any]:
    """The account as items of AWS Config."""
    kinds = {"User": made.users, "Group": made.groups, "Role": made.roles, "Policy": made.policies}
    items = []
    for kind, listed in kinds.items():
        for each in listed:
            inner = _small(encoded(each))
            configuration = json.dumps(inner) if in_strings else inner
            items.append(
                {
                    "version": "1.3",
                    "resourceType": f"AWS::IAM::{kind}",
                    "arn": each["Arn"],
                    "configuration": configuration,
                }
            )
    return {"fileVersion": "1.0", "configurationItems": items}


def _small(value: Any) -> Any:
    if isinstance(value, dict):
        return {key[0].lower() + key[1:]: _small(each) for key, each in value.items()}
    return [_small(each) for each in value] if isinstance(value, list) else value


def _noise(random: Random) -> dict[str, Any]:
    made = []
    for service in random.sample(sorted(_NOISE), random.randrange(1, 4)):
        names = random.sample(_NOISE[service], random.randrange(1, len(_NOISE[service])))
        made.append(says("Allow", [f"{service}:{name}" for name in names], "*"))
    return policy(*made)


def _denied(made: Account, way: str, at: int) -> Denied:
    """One denial of a way, with the user or role that it needs."""
    random = made.random
    action, other, form, wide = random.choice(_CALLS)
    name, near = f"box{at}", f"can{at}"
    target = form.format(account=made.id, name=name)
    covering = (wide or form).format(account=made.id, name=name)
    beside = (wide or form).format(account=made.id, name=near)
    allow, before = says("Allow", action, covering), _noise(random)["Statement"]
    last = len(before)
    inline: dict[str, Any] = {"own": policy(*before)}
    attached = [made.managed(f"base-{at}", _noise(random))]
    boundary, groups, who, kind = None, [], f"hand-{at}", random.choice(["role", "user"])
    limit = says("Allow", [f"{service}:*" for service in (*_NOISE, action.partition(":")[0])], "*")
    verdict, decides, statement = "action-not-covered", None, None
    reason = random.choice(["", f" because no identity-based policy allows the {action} action"])
    explicit = random.choice(["", " with an explicit deny in an identity-based policy"])
    own = f"the inline policy own of the {kind} {who}"
    if way == "deny-inline":
        inline["own"] = policy(*before, allow, says("Deny", f"{action.partition(':')[0]}:*", covering))
        verdict, decides, statement, reason = "explicit-deny-here", own, last + 1, explicit
    elif way == "deny-managed":
        inline["own"] = policy(allow)
        attached.append(made.managed(f"guard-{at}", policy(*before, says("Deny", action, "*"))))
        verdict, decides, statement, reason = (
            "explicit-deny-here",
            f"the managed policy guard-{at}",
            last,
            explicit,
        )
    elif way == "deny-boundary":
        inline["own"] = policy(allow)
        boundary = made.managed(f"limit-{at}", policy(limit, says("Deny", action, covering)))
        verdict, decides, statement = "explicit-deny-here", f"the permissions boundary limit-{at}", 1
        reason = random.choice(["", " with an explicit deny in a permissions boundary"])
    elif way == "deny-group":
        kind, inline["own"] = "user", policy(allow)
        made.groups.append(
            made.carrier("group", f"team-{at}", {"stop": policy(says("Deny", action, covering))}, [], None)
        )
        groups, verdict, statement, reason = [f"team-{at}"], "explicit-deny-here", 0, explicit
        decides = f"the inline policy stop of the group team-{at}"
    elif way == "other-resource":
        inline["own"] = policy(*before, says("Allow", action, beside))
        verdict, decides, statement = "resource-not-covered", own, last
    elif way == "other-resource-managed":
        attached.append(
            made.managed(f"writers-{at}", policy(says("Allow", [action, other], beside), *before))
        )
        verdict, decides, statement = "resource-not-covered", f"the managed policy writers-{at}", 0
    elif way == "other-action-group":
        kind = "user"
        made.groups.append(
            made.carrier(
                "group", f"team-{at}", {"may": policy(*before, says("Allow", other, covering))}, [], None
            )
        )
        groups, decides, statement = [f"team-{at}"], f"the inline policy may of the group team-{at}", last
    elif way == "boundary-leaves-out":
        inline["own"] = policy(allow)
        boundary = made.managed(f"limit-{at}", policy(says("Allow", [other, "logs:*"], "*")))
        decides, statement = f"the permissions boundary limit-{at}", 0
        reason = random.choice(["", f" because no permissions boundary allows the {action} action"])
    elif way == "old-version":
        attached.append(made.managed(f"rights-{at}", policy(says("Allow", other, covering)), policy(allow)))
        decides, statement = f"the managed policy rights-{at}", 0
    elif way == "condition":
        inline["own"] = policy(
            *before, {**allow, "Condition": {"StringEquals": {"aws:PrincipalTag/Team": "red"}}}
        )
        verdict, decides, statement = "condition-not-met", own, last
    elif way == "nothing":
        verdict, statement = "no-matching-allow", None
        # Somebody else of nearly the same name has it.
        made.roles.append(
            {
                **made.carrier("role", f"{who}-old", {"own": policy(allow)}, [], None),
                "AssumeRolePolicyDocument": trusts({"Service": "ec2.amazonaws.com"}),
            }
        )
    elif way == "allowed":
        inline["own"] = policy(*before, allow)
        verdict, decides, statement = "already-allowed", own, last
    elif way == "trust":
        action, target, kind, reason = "sts:AssumeRole", made.arn("role", f"goal-{at}"), "user", ""
        inline["own"] = policy(says("Allow", action, target))
        made.roles.append(
            {
                **made.carrier("role", f"goal-{at}", {}, [], None),
                "AssumeRolePolicyDocument": trusts({"AWS": made.arn("user", "somebody")}),
            }
        )
        verdict, decides, statement = "not-caller-s-policy", f"the trust policy of the role goal-{at}", 0
    if kind == "user" and decides == own:
        decides = f"the inline policy own of the user {who}"
    owner = made.carrier(kind, who, inline, attached, boundary)
    if kind == "user":
        made.users.append({**owner, "GroupList": groups})
        caller = made.arn("user", who)
    else:
        made.roles.append({**owner, "AssumeRolePolicyDocument": trusts({"Service": "ec2.amazonaws.com"})})
        caller = f"arn:aws:sts::{made.id}:assumed-role/{who}/s{at}"
    message = f"User: {caller} is not authorized to perform: {action} on resource: {target}{reason}"
    return Denied(way, message, verdict, decides, statement)

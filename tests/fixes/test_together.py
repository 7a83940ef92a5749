"""Several denials of one caller: one policy allows all that an Allow helps with, and no more than their own
fixes do."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from tests.fixes.given import element, many
from whydenied import Guide, check
from whydenied.evaluation import compiled, decide

TILL = "arn:aws:sts::111122223333:assumed-role/till/t1"
QUEUE = "arn:aws:sqs:eu-west-3:111122223333:print"
CALLS = [
    ("s3:GetObject", "arn:aws:s3:::boxes/a"),
    ("s3:PutObject", "arn:aws:s3:::boxes/a"),
    ("s3:PutObject", "arn:aws:s3:::boxes/b"),
    ("sqs:SendMessage", QUEUE),
    ("sqs:ReceiveMessage", QUEUE),
]


def error(
    action: str,
    resource: str,
    who: str = TILL,
    tail: str = "because no identity-based policy allows the {} action",
) -> str:
    return f"User: {who} is not authorized to perform: {action} on resource: {resource} {tail.format(action)}"


def decided(policy: Any, action: str, resource: str) -> str:
    request = {"principal": TILL, "action": action, "resource": resource, "context": {}}
    return decide(request, compiled({"identity": [policy]})).decision


@pytest.mark.parametrize("calls", [CALLS[:2], CALLS[1:3], CALLS, CALLS[::-1]])
def test_all_is_allowed_and_nothing_else(calls: list[tuple[str, str]], guide: Guide) -> None:
    together = check("\n".join(error(*call) for call in calls), guide).together
    assert together and together.layer == "identity" and together.kind == "add"
    for action, resource in itertools.product(
        {action for action, _ in CALLS}, {resource for _, resource in CALLS}
    ):
        assert decided(together.policy, action, resource) == (
            "Allow" if (action, resource) in calls else "ImplicitDeny"
        )
    sids = [one["Sid"] for one in many((together.policy or {})["Statement"])]
    assert len({*sids}) == len(sids)


def test_one_resource_has_its_actions_in_one_statement(guide: Guide) -> None:
    together = check("\n".join(error(*call) for call in CALLS[3:]), guide).together
    assert together and len((together.policy or {})["Statement"]) == 1
    assert element(together, "Action") == {"sqs:SendMessage", "sqs:ReceiveMessage"}


@pytest.mark.parametrize(
    "paste",
    [
        error(*CALLS[0]),
        error(*CALLS[0]) + "\n" + error(*CALLS[3], who="arn:aws:iam::111122223333:user/ines"),
        error(*CALLS[0]) + "\n" + error(*CALLS[3], tail="with an explicit deny in a service control policy"),
        error(*CALLS[0]) + "\n" + error(*CALLS[0]),
        "all is well",
    ],
)
def test_nothing_to_put_together(paste: str, guide: Guide) -> None:
    assert check(paste, guide).together is None


def test_what_needs_another_change_is_said(guide: Guide) -> None:
    deny = error(*CALLS[3], tail="with an explicit deny in a service control policy")
    together = check("\n".join([error(*CALLS[0]), deny, error(*CALLS[1])]), guide).together
    assert together and element(together, "Action") == {"s3:GetObject", "s3:PutObject"}
    assert "The other denials" in together.cautions[0]

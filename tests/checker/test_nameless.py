"""${aws:username} is for users: what it spares a role is told with that, and no prefix mends it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from whydenied import Guide, Report, check

ROLE = "arn:aws:sts::222244446666:assumed-role/boxoffice/lea"
USER = "arn:aws:iam::222244446666:user/lea"
CAUSE = "a role has no user name to fill in there"


def asked(who: str, action: str, resource: str, statement: dict[str, Any], guide: Guide) -> Report:
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, **statement}]}
    text = (
        f"User: {who} is not authorized to perform: {action} on resource: {resource} because no identity-based policy "
        f"allows the {action} action\n{json.dumps(policy)}"
    )
    return check(text, guide)


@pytest.mark.parametrize(
    ("who", "resource", "told"),
    [
        (ROLE, "arn:aws:s3:::seats/lea/x", True),
        (USER, "arn:aws:s3:::seats/noor/x", False),
        (ROLE, "arn:aws:s3:::other/lea/x", False),
    ],
)
def test_a_resource_with_a_users_name_is_no_roles(who: str, resource: str, told: bool, guide: Guide) -> None:
    statement = {"Resource": "arn:aws:s3:::seats/${aws:username}/*"}
    verdict = asked(who, "s3:PutObject", resource, statement, guide).verdict
    assert verdict
    assert verdict.code == "resource-not-covered"
    assert (CAUSE in verdict.why) is told


@pytest.mark.parametrize(
    ("who", "operator", "values", "told"),
    [
        (ROLE, "StringLike", ["${aws:username}/*"], True),
        (ROLE, "StringEquals", ["${aws:username}", "${aws:username}/"], True),
        (USER, "StringLike", ["${aws:username}/*"], False),
        (ROLE, "StringLike", ["", "${aws:username}/*"], False),
        (ROLE, "StringLike", ["${aws:userid}/*"], False),
    ],
)
def test_a_condition_with_a_users_name_is_met_by_no_role(
    who: str, operator: str, values: list[str], told: bool, guide: Guide
) -> None:
    statement = {"Resource": "arn:aws:s3:::seats", "Condition": {operator: {"s3:prefix": values}}}
    report = asked(who, "s3:ListBucket", "arn:aws:s3:::seats", statement, guide)
    assert report.verdict
    assert report.verdict.code == "condition-not-met"
    assert (CAUSE in report.verdict.why) is told
    assert ("another variable than ${aws:username}" in report.fixes[0].title) is told
    assert report.fixes[0].kind == "meet-condition"

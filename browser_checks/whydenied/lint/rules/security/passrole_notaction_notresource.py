"""NotAction and NotResource leave iam:PassRole allowed.

Passing a role means using its permissions through a service. With every role to choose from, the strongest one will do.

Bad:
    {"Effect": "Allow", "NotAction": "s3:*", "NotResource": "arn:aws:iam::111122223333:role/admin"}

Good:
    {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/orders", "Condition": {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import SECURITY, STATEMENT, Problem, Rule
from ._risky import PASS_ROLE_HELD, Way, exceptions, tests, way


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """iam:PassRole by not being excepted, on every role but those listed, without a condition on iam:PassedToService."""
    member = statement.member("NotResource") if statement.not_resource else None
    found = exceptions(statement)
    if found and member and not tests(statement, *PASS_ROLE_HELD) and way(statement, policy, ACTION) is Way.EXCEPT:
        yield Problem(
            found,
            "NotAction leaves iam:PassRole allowed on every role but those under NotResource: whoever has it can hand the "
            "strongest of them to a service and act through it. List the actions that are needed under Action, or name iam:PassRole under NotAction.",
        )


ACTION = "iam:PassRole"


RULE = Rule(
    "passrole-notaction-notresource",
    SECURITY,
    STATEMENT,
    check,
    types=frozenset({"identity", "session"}),
    effect="Allow",
    needs=("NotResource",),
    section="passrole",
)

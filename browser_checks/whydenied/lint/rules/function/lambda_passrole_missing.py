"""Creating functions is allowed without passing them a role.

Every function runs under an execution role, and who creates one needs ``iam:PassRole`` on that role. Without
it CreateFunction is denied with a message about PassRole.

Bad:
    {"Effect": "Allow", "Action": ["lambda:CreateFunction", "lambda:UpdateFunctionCode"],
     "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:shop-*"}

Good:
    {"Version": "2012-10-17", "Statement": [
     {"Effect": "Allow", "Action": ["lambda:CreateFunction", "lambda:UpdateFunctionCode"],
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:shop-*"},
     {"Effect": "Allow", "Action": "iam:PassRole", "Resource":
     "arn:aws:iam::111122223333:role/shop-functions",
      "Condition": {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}}]}

Not this: Changing the code of a function passes no role.
    {
      "Effect": "Allow",
      "Action": "lambda:UpdateFunctionCode",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...patterns import naming
from ...policy import Policy
from ...rule import ERROR, POLICY, SUGGESTION, Problem, Rule
from ._grants import allows, granting, patterns

_ACTION = "lambda:CreateFunction"


def check(policy: Policy) -> Iterator[Problem]:
    """Creating functions where nothing lets a role pass: a suggestion, since another policy may, but in a
    session policy nothing else can."""
    granted = policy.fact(patterns, policy)
    if not allows(granted, _ACTION) or allows(granted, "iam:PassRole"):
        return
    statement = next(granting(policy, _ACTION), None)
    if statement is None:
        return
    message = (
        "The policy allows lambda:CreateFunction and not iam:PassRole, which CreateFunction "
        "needs on the function's execution role: "
        "allow it on that role, with iam:PassedToService lambda.amazonaws.com, unless another policy does."
    )
    alone = policy.type == "session"
    yield Problem(
        naming(statement, _ACTION) or statement.node,
        message,
        "Allow iam:PassRole on the execution role",
        severity=None if alone else SUGGESTION,
    )


RULE = Rule(
    "lambda-passrole-missing",
    ERROR,
    POLICY,
    check,
    types=frozenset({"identity", "session"}),
    section="passrole",
    mentions=("lambda:",),
)

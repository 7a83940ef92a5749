"""The code of every function can be replaced.

Code runs with its function's role. Who may replace the code of any function can use every execution role in
the account.

Bad:
    {"Effect": "Allow", "Action": ["lambda:UpdateFunctionCode", "lambda:InvokeFunction"], "Resource": "*"}

Good:
    {
      "Effect": "Allow",
      "Action": "lambda:UpdateFunctionCode",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders"
    }

Not this: On functions that are named it is what deployments do.
    {
      "Effect": "Allow",
      "Action": "lambda:UpdateFunctionCode",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders"
    }

Source: https://docs.aws.amazon.com/lambda/latest/dg/access-control-identity-based.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...patterns import among
from ...policy import Policy
from ...rule import SECURITY, STATEMENT, Problem, Rule
from ._risky import allowed_among


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """lambda:UpdateFunctionCode on every function."""
    for item, _ in allowed_among(statement, policy, _UPDATING):
        yield Problem(
            item,
            (
                "This allows replacing the code of every function (lambda:UpdateFunctionCode), and "
                "code runs with the function's role: name the functions."
            ),
        )
        return


_UPDATING = {"lambda:updatefunctioncode": ""}


RULE = Rule(
    "escalation-lambda-code-update",
    SECURITY,
    STATEMENT,
    check,
    effect="Allow",
    types=frozenset({"identity"}),
    section="admin-delegate",
    concerns_action=lambda action: any(among(action, _UPDATING)),
)

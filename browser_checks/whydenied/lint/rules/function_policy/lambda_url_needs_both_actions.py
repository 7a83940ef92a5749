"""A function URL is opened with one of its two actions only.

Since October 2025 a call to a function URL needs lambda:InvokeFunctionUrl and lambda:InvokeFunction. A policy
with the first alone answers Forbidden.

Bad (resource):
    {
      "Sid": "x",
      "Effect": "Allow",
      "Principal": "*",
      "Action": "lambda:InvokeFunctionUrl",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
      "Condition": {"StringEquals": {"lambda:FunctionUrlAuthType": "NONE"}}
    }

Good (resource):
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "a",
          "Effect": "Allow",
          "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
          "Action": "lambda:InvokeFunctionUrl",
          "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
          "Condition": {"StringEquals": {"lambda:FunctionUrlAuthType": "AWS_IAM"}}
        },
        {
          "Sid": "b",
          "Effect": "Allow",
          "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
          "Action": "lambda:InvokeFunction",
          "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:orders",
          "Condition": {"Bool": {"lambda:InvokedViaFunctionUrl": "true"}}
        }
      ]
    }

Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...patterns import includes, naming
from ...policy import Policy
from ...rule import ERROR, POLICY, SUGGESTION, Problem, Rule
from ..principals._forms import account

_VIA_URL = "lambda:invokedviafunctionurl"


def check(policy: Policy) -> Iterator[Problem]:
    """An Allow of InvokeFunctionUrl to callers of whom none has an Allow of InvokeFunction in the same
    policy."""
    urls = [
        statement
        for statement in policy.statements
        if statement.allows and includes(statement, "lambda:InvokeFunctionUrl")
    ]
    others = (
        statement
        for statement in policy.statements
        if urls and statement.allows and includes(statement, "lambda:InvokeFunction")
    )
    yield from _without_the_url(policy)
    both = {principal.value.text for statement in others for principal in statement.principals}
    for statement in urls:
        if both.isdisjoint({"*", *(principal.value.text for principal in statement.principals)}) and not (
            _is_beside(policy, "lambda:InvokeFunction")
        ):
            yield Problem(
                naming(statement, "lambda:InvokeFunctionUrl") or statement.node,
                "A function URL needs lambda:InvokeFunction beside lambda:InvokeFunctionUrl since "
                "October 2025, and this policy lacks it, so calls "
                'get Forbidden: add a statement with lambda:InvokeFunction and "Bool": '
                '{"lambda:InvokedViaFunctionUrl": "true"}.',
                suggestion="lambda:InvokeFunction with lambda:InvokedViaFunctionUrl",
                severity=SUGGESTION if policy.bare or _is_of_account(statement) else None,
            )


def _without_the_url(policy: Policy) -> Iterator[Problem]:
    """Allows of InvokeFunction for calls through a URL, where nothing allows InvokeFunctionUrl."""
    if any(each.allows and includes(each, "lambda:InvokeFunctionUrl") for each in policy.statements):
        return
    for statement in policy.statements:
        if (
            statement.allows
            and any(each.name == _VIA_URL for each in statement.conditions)
            and not _is_beside(policy, "lambda:InvokeFunctionUrl")
        ):
            yield Problem(
                naming(statement, "lambda:InvokeFunction") or statement.node,
                "This is the second half of what a function URL needs: no statement allows "
                "lambda:InvokeFunctionUrl, so calls through the URL get Forbidden. Add a statement with it.",
                suggestion="lambda:InvokeFunctionUrl with lambda:FunctionUrlAuthType",
                severity=SUGGESTION if policy.bare or _is_of_account(statement) else None,
            )


def _is_beside(policy: Policy, action: str) -> bool:
    """Whether another permission of a Terraform file is for an action: each is a policy of its own here, and a
    function has one of all."""
    return policy.notation == "terraform" and f'"{action}"' in policy.chars


def _is_of_account(statement: Statement) -> bool:
    """Whether all principals are of the function's own account, where their identity policies can give the
    second action."""
    owners = {account(resource.text) for resource in statement.resources}
    callers = {account(principal.value.text) for principal in statement.principals}
    return None not in owners and bool(callers) and callers == owners


RULE = Rule(
    "lambda-url-needs-both-actions",
    ERROR,
    POLICY,
    check,
    types=frozenset({"resource"}),
    mentions=("invokefunctionurl", _VIA_URL, "lambda:*", "lambda:invoke*"),
    section="function-url",
)

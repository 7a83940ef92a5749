"""A statement has a key that is no policy element.

IAM knows nine elements in a statement, and their names count letter by letter: "action" and "Actions" are not
Action. The policy is refused.

Bad:
    {"Effect": "Allow", "actions": "states:StartExecution",
     "Resource": "arn:aws:states:eu-west-1:111122223333:stateMachine:invoicing"}

Bad:
    {"Effect": "Allow", "Action": "states:StartExecution", "Comment": "nightly run",
     "Resource": "arn:aws:states:eu-west-1:111122223333:stateMachine:invoicing"}

Good:
    {"Effect": "Allow", "Action": "states:StartExecution",
     "Resource": "arn:aws:states:eu-west-1:111122223333:stateMachine:invoicing"}

Not this: A tool that makes policies of templates has keys of its own, and takes them out.
    {"Effect": "Allow", "Action": "states:StartExecution", "IncludeAccounts": ["production"],
     "Resource": "arn:aws:states:eu-west-1:111122223333:stateMachine:invoicing"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...edits import reword
from ...policy import Policy
from ...rule import ERROR, STATEMENT, STRANGE, Problem, Rule
from ._names import ELEMENTS, TOP, meant, same, strangers


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """Each key of a statement that IAM does not know there."""
    for member in strangers(statement.node, ELEMENTS):
        name = member.name
        if (policy.bare and name in TOP) or name in _OF_TOOLS:
            continue  # a policy without Statement, which its own rule tells, or a tool's own key
        shown = name[:60]
        element = meant(name, ELEMENTS)
        if element is None:
            where = " It belongs at the top of the policy." if name in TOP else " Take it out."
            yield Problem(
                member.key,
                f'"{shown}" is no element of a policy statement, so AWS refuses the policy.{where}',
            )
            continue
        if statement.has(element):
            what = (
                f'"{shown}" is no element of a policy statement, so AWS refuses the policy: {element}, '
                "which it resembles, stands there already."
            )
            yield Problem(member.key, what, f"Move what it says to {element}, or take it out")
            continue
        certain = same(name, ELEMENTS) == element and policy.editable
        yield Problem(
            member.key,
            (
                f'"{shown}" is no element of a policy statement, so AWS refuses the policy: the element '
                f"is called {element}, with these letters exactly."
            ),
            element,
            reword(member.key, element) if certain and _alone(statement, element) else None,
        )


_OF_TOOLS = frozenset({"IncludeAccounts", "ExcludeAccounts", "IncludeOrgs", "ExcludeOrgs", "ExpiresAt"})
"""Keys that IAMbic and ConsoleMe read in a statement and take out before AWS gets it.

Source: https://docs.iambic.org/reference/schemas
"""


def _alone(statement: Statement, element: str) -> bool:
    """Whether one key alone would get the name."""
    return sum(same(member.name, ELEMENTS) == element for member in statement.node.members) == 1


RULE = Rule("unknown-policy-element", ERROR, STATEMENT, check, needs=(STRANGE,))

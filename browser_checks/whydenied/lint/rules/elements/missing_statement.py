"""The policy has no Statement.

What a policy allows or denies stands in its statements. Without the element, IAM refuses the document
("Syntax errors in policy").

Bad:
    {"Version": "2012-10-17", "Id": "shared-queue"}

Bad:
    {
      "Version": "2012-10-17",
      "Effect": "Allow",
      "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
    }

Good:
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource":
      "arn:aws:sqs:eu-west-1:111122223333:orders"}]}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policy import Policy
from ...rule import ERROR, POLICY, Problem, Rule
from ._names import TOP, taken_for


def check(policy: Policy) -> Iterator[Problem]:
    """A policy without the element; a statement that was pasted on its own, without a Version, lacks
    nothing."""
    root = policy.root
    empty_list = policy.chars.startswith("[", root.start)  # which another rule tells
    if (policy.bare and not root.member("Version")) or empty_list:
        return
    if policy.bare:
        yield Problem(
            root,
            (
                "The policy has no Statement: Effect, Action and the like stand beside Version, so AWS "
                "refuses it."
            ),
            'Put them into one: "Statement": [{"Effect": ..., ...}]',
        )
    elif not taken_for(root, TOP, ("Statement",)):
        yield Problem(
            root,
            'The policy has no Statement, so it says nothing and AWS refuses it: add "Statement": [...].',
        )


RULE = Rule("missing-statement", ERROR, POLICY, check, lacks=("Statement",))

"""The document is not a JSON object.

A policy begins with a brace and holds Version and Statement. A list of statements, or an empty list, is what
belongs inside; AWS refuses it on its own.

Bad:
    [{"Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts"}]

Good:
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts"}]}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.document import Document
from ....policies.flaw import Flaw
from ....policies.nodes import Node
from ...rule import ERROR, NOTATION, Problem, Rule


def check(flaw: Flaw, document: Document) -> Iterator[Problem]:
    """A list where the policy should begin."""
    yield Problem(
        Node(flaw.start, flaw.end),
        (
            f"This is {flaw.sentence} and not a policy, so AWS refuses it: a policy is an object "
            "with Version and Statement."
        ),
        'Begin with {"Version": "2012-10-17", "Statement": ...}',
    )


RULE = Rule("policy-not-object", ERROR, NOTATION, check)

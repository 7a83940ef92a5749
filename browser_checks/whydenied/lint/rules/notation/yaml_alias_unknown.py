"""An alias of YAML stands for something that is not read.

An alias such as ``*common``, also behind the merge key ``<<``, repeats what stands behind the anchor
``&common``. Where the anchor is not in the paste, or the alias stands between brackets, nobody can tell what
the policy says there.

Bad:
    Version: "2012-10-17"
    Statement:
      - Effect: Allow
        Action: sqs:SendMessage
        Resource: *queues

Good:
    Version: "2012-10-17"
    Statement:
      - Effect: Allow
        Action: sqs:SendMessage
        Resource: arn:aws:sqs:eu-west-1:111122223333:orders

Source: https://yaml.org/spec/1.2.2/#71-alias-nodes
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.document import Document
from ....policies.flaw import Flaw
from ....policies.nodes import Node
from ...rule import NOTATION, SUGGESTION, Problem, Rule


def check(flaw: Flaw, document: Document) -> Iterator[Problem]:
    """An alias whose value is not known here."""
    yield Problem(
        Node(flaw.start, flaw.end),
        (
            f"What {flaw.sentence} stands for is not read here, so nothing is said about it: paste "
            "its anchor as well, or write its value in its place."
        ),
    )


RULE = Rule("yaml-alias-unknown", SUGGESTION, NOTATION, check)

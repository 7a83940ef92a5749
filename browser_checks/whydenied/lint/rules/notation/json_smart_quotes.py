"""A string stands between typographic quotes.

Word processors, chat programs and web pages turn straight quotes into curly ones. They look alike, but JSON
knows the straight ones alone, and IAM refuses the document.

Bad:
    {"Version": "2012-10-17", "Statement": [{"Effect": “Allow”, "Action": "kms:Decrypt",
     "Resource": "arn:aws:kms:eu-west-1:111122223333:key/0f1e2d3c-4b5a-4678-9123-456789abcdef"}]}

Good:
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:Decrypt",
     "Resource": "arn:aws:kms:eu-west-1:111122223333:key/0f1e2d3c-4b5a-4678-9123-456789abcdef"}]}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.document import Document
from ....policies.flaw import Flaw
from ....policies.nodes import Node
from ...edits import Edit
from ...rule import ERROR, NOTATION, Problem, Rule


def check(flaw: Flaw, document: Document) -> Iterator[Problem]:
    """A string that a word processor has dressed up."""
    shown = document.text.chars[flaw.start : flaw.end]
    shown = shown if len(shown) <= 60 else f"{shown[:59]}…"
    edit = None if flaw.replacement is None else Edit(flaw.start, flaw.end, flaw.replacement)
    yield Problem(
        Node(flaw.start, flaw.end),
        (
            f"{shown} stands between typographic quotes, which are no quotes to JSON, so AWS "
            "refuses the policy: type straight ones."
        ),
        flaw.replacement if flaw.replacement and len(flaw.replacement) <= 60 else None,
        edit,
    )


RULE = Rule("json-smart-quotes", ERROR, NOTATION, check)

"""The document is not valid JSON.

IAM parses a policy before it reads it, and refuses the whole document at the first character that does not
fit. A comma after the last item, a comment, a single quote or a missing bracket is enough.

Bad:
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource":
    "arn:aws:s3:::invoices/*",}]}

Good:
    {
      "Version": "2012-10-17",
      "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*"}]
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.document import Document
from ....policies.flaw import Flaw
from ....policies.nodes import Node
from ...edits import Edit
from ...rule import ERROR, NOTATION, Problem, Rule


def check(flaw: Flaw, document: Document) -> Iterator[Problem]:
    """What the reader of the notation stumbled over."""
    edit = None if flaw.replacement is None else Edit(flaw.start, flaw.end, flaw.replacement)
    yield Problem(
        Node(flaw.start, flaw.end),
        f"This isn't valid JSON, so AWS rejects the whole policy: {flaw.sentence}.",
        edit=edit,
    )


RULE = Rule("json-syntax-error", ERROR, NOTATION, check)

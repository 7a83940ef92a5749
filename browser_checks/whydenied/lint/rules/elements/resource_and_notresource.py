"""A statement has both Resource and NotResource.

The one lists what is meant, the other everything but what is listed. IAM takes one of them in a statement, and refuses both.

Bad:
    {"Effect": "Deny", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::archive/*", "NotResource": "arn:aws:s3:::archive/inbox/*"}

Good:
    {"Effect": "Deny", "Action": "s3:PutObject", "NotResource": "arn:aws:s3:::archive/inbox/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...policy import Policy
from ...rule import ERROR, STATEMENT, Problem, Rule
from ._both import both


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A statement with the two elements; in a trust policy neither may stand, which another rule tells."""
    return both(statement, "Resource") if policy.type != "trust" else iter(())


RULE = Rule("resource-and-notresource", ERROR, STATEMENT, check, needs=("NotResource",))

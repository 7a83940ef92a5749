"""Statement is an empty list.

A policy needs at least one statement; IAM refuses an empty list.

Bad:
    {"Version": "2012-10-17", "Statement": []}

Good:
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts"}]}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import is_empty
from ...policy import Policy
from ...rule import ERROR, POLICY, Problem, Rule


def check(policy: Policy) -> Iterator[Problem]:
    """A policy whose list of statements has no item; a program or Terraform may put some in later."""
    statement = policy.root.get("Statement")
    if statement is not None and is_empty(statement) and policy.notation in ("json", "yaml"):
        yield Problem(statement, "Statement is an empty list, so the policy says nothing and AWS refuses it: write at least one statement.")


RULE = Rule("empty-statement-list", ERROR, POLICY, check)

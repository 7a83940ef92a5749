"""Statement is an empty list.

A policy needs at least one statement; IAM refuses an empty list. In a program or a template that fills the
list later nothing is said.

Bad:
    {"Version": "2012-10-17", "Statement": []}

Good:
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:eu-west-1:111122223333:alerts"}]}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.notations.voting import program
from ....policies.statements import is_empty
from ....text.regex import lazy_regex
from ...policy import Policy
from ...rule import EMPTY_LIST, ERROR, POLICY, Problem, Rule


def check(policy: Policy) -> Iterator[Problem]:
    """A policy whose list of statements has no item; a program or an expression of Terraform may put some in later."""
    statement = policy.root.get("Statement")
    if (
        statement is not None
        and is_empty(statement)
        and (
            _ENCODED.search(policy.chars, max(0, policy.root.start - 80), policy.root.start)
            if policy.notation == "hcl"
            else policy.notation in ("json", "yaml") and not _is_in_program(policy)
        )
    ):
        yield Problem(
            statement,
            (
                "Statement is an empty list, so the policy says nothing and AWS refuses it: write at "
                "least one statement."
            ),
        )


def _is_in_program(policy: Policy) -> bool:
    """Whether the object is assigned, returned or handed to a function, so that the next lines may fill its
    list."""
    start = policy.root.start
    return (
        _BEFORE.search(policy.chars, max(0, start - 80), start) is not None
        or program(policy.chars, start) is not None
    )


_BEFORE = lazy_regex(r"(?:[\w\])][ \t]{0,20}:?=|\breturn|\w\((?:[^(){}\n]{0,60},)?)\s{0,40}$")

_ENCODED = lazy_regex(r"\bjsonencode\(\s{0,60}\Z")
"""A list that is written here as a whole, since no later line of Terraform changes it."""


RULE = Rule("empty-statement-list", ERROR, POLICY, check, needs=(EMPTY_LIST,))

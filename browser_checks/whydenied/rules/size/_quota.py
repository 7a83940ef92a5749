"""How long a policy is as AWS counts it, and the finding when that is too long."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...policies.policy import Policy
from ...policies.rule import Problem

_BLANKS = re.compile(r"\s+")
# A policy that is shorter than this with its blanks is within every quota: the blanks need not be taken out.
_SHORT = 2_048


def length(policy: Policy, *, blanks: bool = False) -> int:
    """The characters of the policy; IAM leaves white space out, Organizations counts it."""
    text = policy.chars[policy.root.start : policy.root.end]
    return len(text) if blanks or len(text) <= _SHORT else len(_BLANKS.sub("", text))


def over(policy: Policy, quota: int, what: str, advice: str, *, blanks: bool = False) -> Iterator[Problem]:
    """A finding when the policy is longer than *quota* characters."""
    if policy.notation != "json" or policy.root.end - policy.root.start <= quota:
        return
    found = length(policy, blanks=blanks)
    if found > quota:
        counted = "" if blanks else ", white space left out"
        yield Problem(
            policy.root,
            f"The policy has {found:,} characters{counted}; AWS takes {quota:,} in {what} and refuses to save a longer one. {advice}",
            suggestion="Use wildcards for actions and resources of the same kind, or split the policy.",
        )

"""How long a policy is as AWS counts it, and the finding when that is too long."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ....policies.nodes import plain
from ...policy import Policy
from ...rule import SUGGESTION, Problem

# JSON's braces and quotes make a policy longer than YAML or Terraform writes it, but not more than so many
# times.
_JSON_IS_LONGER = 4
_SMALLEST = 2_048  # of a session policy, a trust policy, and a user's inline policies


def may_be_long(policy: Policy) -> bool:
    """Whether a policy may be longer than the smallest of the quotas."""
    length = policy.root.end - policy.root.start
    return (length if policy.notation == "json" else length * _JSON_IS_LONGER) > _SMALLEST


def over(policy: Policy, quota: int, what: str, advice: str, *, blanks: bool = False) -> Iterator[Problem]:
    """A finding when the policy is longer than *quota* characters without white space.

    With *blanks* AWS counts white space too, unless its console saved the policy: when the policy fits
    without, it is a suggestion.
    """
    text = (
        policy.chars[policy.root.start : policy.root.end]
        if policy.root.end - policy.root.start > quota // _JSON_IS_LONGER
        else ""
    )
    if policy.notation != "json" and text:
        text = json.dumps(plain(policy.root), ensure_ascii=False)
    if len(text) <= quota:
        return
    found = len("".join(text.split()))
    if found > quota:
        yield Problem(
            policy.root,
            (
                f"The policy has {found:,} characters without white space; AWS takes {quota:,} in "
                f"{what} and refuses a longer one. {advice}"
            ),
            "Use wildcards for actions and resources of the same kind, or split the policy",
        )
    elif blanks and policy.notation == "json":
        yield Problem(
            policy.root,
            f"The policy has {len(text):,} characters; AWS takes {quota:,} in {what}, and only its "
            "console takes white space out before it counts: "
            f"without it there are {found:,}.",
            "Take line breaks and indents out before you save it in another way",
            severity=SUGGESTION,
        )

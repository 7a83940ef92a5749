"""Version is 2008-10-17, the older policy language.

In it policy variables are plain text, and what came later does not work. Nothing speaks for it today, though
some of AWS's consoles still write it into policies of resources.

Bad:
    {"Version": "2008-10-17", "Statement": [
      {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::price-lists/*"}]}

Good:
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::price-lists/*"}]}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.kinds import WITHOUT_PRINCIPAL
from ....policies.nodes import Scalar
from ...edits import replace
from ...policy import Policy
from ...rule import POLICY, STRANGE, SUGGESTION, WARNING, Problem, Rule


def check(policy: Policy) -> Iterator[Problem]:
    """The old version; a suggestion in policies that a service's console writes with it."""
    version = policy.root.get("Version")
    if not isinstance(version, Scalar) or version.text != "2008-10-17":
        return
    # Where a variable stands, the newer version gives the policy another meaning, which the variable's own
    # rule tells.
    changes = policy.chars.find("${", policy.root.start, policy.root.end) >= 0
    yield Problem(
        version,
        (
            "2008-10-17 is the older version of the policy language, in which variables such as "
            "${aws:username} are plain text: write 2012-10-17."
        ),
        "2012-10-17",
        None if changes else replace(version, "2012-10-17"),
        None if policy.type in WITHOUT_PRINCIPAL and policy.statements else SUGGESTION,
    )


RULE = Rule("old-version", WARNING, POLICY, check, needs=(STRANGE,))

"""Version is none of the two versions of the policy language.

Version does not date your policy: it names the language it is written in, 2012-10-17 or the older 2008-10-17.
IAM refuses any other.

Bad:
    {"Version": "2024-05-01", "Statement": [
      {"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}]}

Good:
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}]}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import Scalar
from ...edits import replace
from ...policy import Policy
from ...rule import ERROR, POLICY, STRANGE, Problem, Rule
from ._names import CURRENT
from ._types import is_text, left_open

VERSIONS = (CURRENT, "2008-10-17")


def check(policy: Policy) -> Iterator[Problem]:
    """A string in Version that is neither; another type than string has its own rule."""
    version = policy.root.get("Version")
    if not isinstance(version, Scalar) or version.text in VERSIONS or left_open(version):
        return
    if is_text(version) or (policy.notation == "yaml" and version.kind == "number"):
        yield Problem(
            version,
            (
                f'"{version.text[:60]}" is no version of the policy language, so AWS refuses the '
                "policy: it is 2012-10-17, whatever the day you write it."
            ),
            "2012-10-17",
            replace(version, "2012-10-17"),
        )


RULE = Rule("invalid-version", ERROR, POLICY, check, needs=(STRANGE,))

"""The policy has no Version.

Without the element a policy counts as one of 2008-10-17, in which policy variables are plain text and newer
features are missing.

Bad:
    {
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "logs:PutLogEvents",
          "Resource": "arn:aws:logs:eu-west-1:111122223333:log-group:audit:*"
        }
      ]
    }

Good:
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource":
      "arn:aws:logs:eu-west-1:111122223333:log-group:audit:*"}]}

Not this: A statement alone is a part of a policy, which may have its Version.
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....text.regex import lazy_regex
from ...edits import add_first
from ...policy import Policy
from ...rule import POLICY, SUGGESTION, WARNING, Problem, Rule
from ..variables._places import TOOLS
from ._names import TOP, taken_for, whole


def check(policy: Policy) -> Iterator[Problem]:
    """A whole policy without the element; a suggestion while no variable depends on it."""
    root = policy.root
    if not root.member("Statement") or not whole(policy):
        return
    # Properties of a template that hold a statement beside others are no policy, but make one.
    if (
        (root.parent is not None and not root.names <= {*TOP})
        or taken_for(root, TOP, ("Version",))
        or (policy.type == "vpc-endpoint" and _is_default_of_endpoint(policy))
    ):
        return
    yield Problem(
        root,
        (
            "The policy has no Version, so it counts as one of 2008-10-17, in which variables such "
            "as ${aws:username} are plain text."
        ),
        '"Version": "2012-10-17"',
        add_first(root, "Version", "2012-10-17", policy.chars) if policy.editable else None,
        None if _VARIABLE.search(policy.chars, root.start, root.end) else SUGGESTION,
    )


# A policy variable, which has a colon; what a template fills in has none, or two.
_VARIABLE = lazy_regex(rf"\$\{{(?!(?:{'|'.join(sorted(TOOLS))}):)[a-z][a-z0-9-]{{1,40}}:[A-Za-z]")


def _is_default_of_endpoint(policy: Policy) -> bool:
    """Whether it is the policy that AWS itself gives an endpoint, without a Version: everything is allowed to
    everyone.

    Source: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
    """
    if len(policy.statements) != 1:
        return False
    one = policy.statements[0]
    parts = (*one.actions, *one.resources, *(principal.value for principal in one.principals))
    return one.allows and not one.conditions and {part.text for part in parts} == {"*"}


RULE = Rule("missing-version", WARNING, POLICY, check, lacks=("Version",))

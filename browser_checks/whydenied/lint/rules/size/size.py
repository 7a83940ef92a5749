"""A policy is longer than AWS takes one of its kind.

## size-identity
A managed policy is longer than 6,144 characters.

IAM counts the characters without white space and refuses a longer managed policy. Inline policies have quotas
of their own: 2,048 for a user, 5,120 for a group and 10,240 for a role, all inline policies of one together.
A session policy may have 2,048.

Bad:
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::invoices-of-the-year/{0000..0149}/*"]
    }

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices-of-the-year/*"}

Not this: What IAM printed is saved already, however long: AWS's own managed policies have larger quotas, and
one that names no account may be such.
    {"PolicyVersion": {"VersionId": "v7", "IsDefaultVersion": true, "Document": {"Version": "2012-10-17",
     "Statement": [{"Effect": "Allow", "Action": "ec2:DescribeTags",
       "Resource": ["arn:aws:ec2:eu-west-1:111122223333:instance/{0000..0249}"]}]}}}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html

## size-rcp
A resource control policy is longer than 5,120 characters.

Organizations refuses a longer RCP; it counts white space, unless the policy is saved in the console.

Bad (rcp):
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::invoices-of-the-year-{0000..0129}/*"],
      "Condition": {"Bool": {"aws:SecureTransport": "false"}}
    }

Good (rcp):
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {"Bool": {"aws:SecureTransport": "false"}}
    }

Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html

## size-scp
A service control policy is longer than 10,240 characters.

Organizations refuses a longer SCP. Unlike IAM it counts white space, unless the policy is saved in the
console. The quota was 5,120 until May 2026; older pages still say so.

Bad (scp):
    {
      "Effect": "Deny",
      "Action": "s3:DeleteBucket",
      "Resource": ["arn:aws:s3:::invoices-of-the-year-{0000..0259}"]
    }

Good (scp):
    {"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::invoices-of-the-year-*"}

Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html

## size-trust
A trust policy is longer than 2,048 characters.

IAM counts the characters without white space. The quota of a role's trust policy can be raised to 8,192 for
an account, not further.

Bad (trust):
    {
      "Effect": "Allow",
      "Principal": {"AWS": ["arn:aws:iam::111122223333:role/runner-{000..059}"]},
      "Action": "sts:AssumeRole"
    }

Good (trust):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:role/runner"},
      "Action": "sts:AssumeRole"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....report.words import Severity
from ...policy import Policy
from ...rule import ERROR, LONG, POLICY, SUGGESTION, WARNING, Problem, Rule
from ._quota import over
from ._whose import is_saved, is_somebodys


def _rule(code: str, severity: Severity, quota: int, what: str, advice: str, *, blanks: bool = False) -> Rule:
    def check(policy: Policy) -> Iterator[Problem]:
        """A policy over the quota of its kind."""
        yield from over(policy, quota, what, advice, blanks=blanks)

    types = frozenset({code.removeprefix("size-")})
    return Rule(code, severity, POLICY, check, types=types, needs=(LONG,))


_INLINE = 10_240  # the longest that any identity policy may be: inline, of a role


def _identity() -> Rule:
    def check(policy: Policy) -> Iterator[Problem]:
        """An identity policy or boundary over the quota of managed policies, a session policy over its
        own."""
        if policy.type == "session":
            yield from over(
                policy, 2_048, "a session policy", "Managed policies can be passed by their ARN besides."
            )
            return
        if is_saved(policy):
            return
        advice = (
            "An inline policy of a role may have 10,240, of a group 5,120, of a user 2,048, all of "
            "them together. AWS's own managed policies may be longer."
        )
        inline = next(over(policy, _INLINE, "any identity policy", ""), None)
        for problem in over(policy, 6_144, "a managed policy", advice):
            # What is longer than a managed policy may be one of a role, or one of AWS's own.
            yield problem if inline and is_somebodys(policy) else problem._replace(severity=SUGGESTION)

    types = frozenset({"identity", "boundary", "session"})
    return Rule("size-identity", WARNING, POLICY, check, types=types, needs=(LONG,))


RULES = (
    _identity(),
    _rule(
        "size-rcp",
        ERROR,
        5_120,
        "an RCP",
        "Split it: five RCPs may be attached to one account or unit.",
        blanks=True,
    ),
    _rule(
        "size-scp",
        ERROR,
        10_240,
        "an SCP",
        "Split it: ten SCPs may be attached to one account or unit.",
        blanks=True,
    ),
    _rule(
        "size-trust", WARNING, 2_048, "a trust policy", "The quota can be raised to 8,192 for the account."
    ),
)

"""An Allow lists what it does not mean, and so allows everything else.

## allow-notaction
An Allow lists what it does not mean.

Allow with NotAction allows everything else, in every service, also what AWS will add.

Bad:
    {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*"}

Not this: Deny with NotAction is the way to forbid all but a few.
    {"Effect": "Deny", "NotAction": "iam:*", "Resource": "*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html

## allow-notresource
An Allow lists the resources that it does not mean.

Allow with NotResource allows all others, also those that do not exist yet.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::payroll/*"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*"}

Not this: Deny with NotResource is the way to hold a caller to some.
    {"Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::reports/*"}

Not this: An action that takes several kinds of resources is allowed on one of them under a condition, and on the others.
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "ec2:CreateVpcEndpoint",
          "Resource": "arn:aws:ec2:*:*:vpc-endpoint/*",
          "Condition": {"StringLike": {"ec2:VpceServiceName": "com.amazonaws.elasticache.*"}}
        },
        {
          "Effect": "Allow",
          "Action": "ec2:CreateVpcEndpoint",
          "NotResource": "arn:aws:ec2:*:*:vpc-endpoint/*"
        }
      ]
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ....text.regex import lazy_regex
from ...patterns import includes
from ...policy import Policy
from ...rule import SECURITY, STATEMENT, SUGGESTION, Problem, Rule
from ._risky import MOST, held


def _is_rest(statement: Statement, policy: Policy) -> bool:
    """Whether NotResource is all kinds of resources but one, on which another statement allows the same under
    conditions: an action that takes several kinds of resources is split so."""
    if not statement.not_resource or not statement.resources:
        return False
    listed = {item.text for item in statement.resources}
    held = [
        each
        for each in policy.statements[:MOST]
        if each.allows
        and each.conditions
        and not each.not_resource
        and not each.not_action
        and listed <= {item.text for item in each.resources}
    ]
    return all(map(_KIND.fullmatch, listed)) and all(
        any(includes(each, item.text) for each in held) for item in statement.actions
    )


# Everything of one kind, in whatever Region and account.
_KIND = lazy_regex(r"arn:[^:]{1,20}:[a-z0-9-]{1,40}:\*:\*:[A-Za-z0-9-]{1,60}[/:]\*")


def _rule(element: str, everything: str) -> Rule:
    def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
        """The opposite of an element beside Allow."""
        member = statement.member(f"Not{element}")
        if member and not _is_rest(statement, policy):
            advice = f"list what is allowed under {element}, or forbid the few by a Deny"
            # A condition on tags, a service that calls, or a key of the service itself leaves less of it.
            severity = SUGGESTION if held(statement) else None
            yield Problem(member.key, f"This allows {everything}: {advice}.", severity=severity)

    return Rule(
        f"allow-not{element.lower()}",
        SECURITY,
        STATEMENT,
        check,
        types=frozenset({"identity", "resource"}),
        effect="Allow",
        needs=(f"Not{element}",),
    )


RULES = (
    _rule("Action", "every action but those listed, in all services"),
    _rule("Resource", "every resource but those listed, also future ones"),
)

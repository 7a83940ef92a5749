"""An execution role for a VPC lacks an action on network interfaces.

Lambda makes and removes the interfaces of a function in a VPC with its execution role, and refuses a role
that lacks one of the actions. Describing works on ``*`` alone.

Bad:
    {
      "Effect": "Allow",
      "Action": ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"],
      "Resource": "*"
    }

Good:
    {"Effect": "Allow", "Resource": "*",
     "Action": ["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface",
     "ec2:DescribeSubnets",
                "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses", "logs:CreateLogStream",
                "logs:PutLogEvents"]}

Not this: Actions with which people and agents manage interfaces themselves show that it is no execution
role.
    {
      "Effect": "Allow",
      "Action": ["ec2:CreateNetworkInterface", "ec2:AttachNetworkInterface"],
      "Resource": "*"
    }

Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.integrations import VPC
from ....policies.nodes import UNKNOWN
from ...patterns import naming
from ...policy import Policy
from ...rule import ERROR, POLICY, SUGGESTION, Problem, Rule
from ..resources._arns import is_star
from ._grants import allows, granting, is_role_of_function, missing, patterns, resources

# Who only deletes interfaces clears away what is left of others.
_MAKING = "ec2:CreateNetworkInterface"
# Without these Lambda refuses the role; the others came later and are asked for in some cases.
_ALWAYS = frozenset(
    {"ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface"}
)
# Actions of agents and people who manage instances and their interfaces themselves.
_OTHER_USES = (
    "ec2:CreateInstanceConnectEndpoint",
    "ec2:CreateVpcEndpoint",
    "ec2:RunInstances",
    "ec2:AttachNetworkInterface",
    "ec2:ModifyNetworkInterfaceAttribute",
)


def check(policy: Policy) -> Iterator[Problem]:
    """Some of the actions without the others, or describing held to an ARN: a suggestion, unless the role is
    a function's or the paste says VPC."""
    granted = policy.fact(patterns, policy)
    making = _MAKING
    if not allows(granted, making) or any(allows(granted, action) for action in _OTHER_USES):
        return
    of_function = is_role_of_function(policy)
    if not (of_function or policy.alone):
        return
    proven = of_function or "vpc" in policy.context
    held = resources(granting(policy, "ec2:DescribeNetworkInterfaces"))
    if held and not any(is_star(item.text) or item.text == UNKNOWN for item in held):
        message = (
            f'Describing network interfaces works on * alone, so "{held[0].text}" never fits it, '
            "and Lambda cannot put the function into its VPC: "
            "allow ec2:DescribeNetworkInterfaces on *."
        )
        yield Problem(held[0], message, "*", severity=None if proven else SUGGESTION)
    lacking = missing(granted, VPC.all)
    statement = next(granting(policy, making), None)
    if not lacking or statement is None:
        return
    message = (
        f"The policy allows {making} without {', '.join(lacking)}. If it is the execution role "
        "of a function in a VPC, Lambda needs them on * as well; "
        "AWSLambdaVPCAccessExecutionRole has them all."
    )
    grave = proven and not _ALWAYS.isdisjoint(lacking)
    yield Problem(
        naming(statement, making) or statement.node,
        message,
        f"Add {', '.join(lacking)}",
        severity=None if grave else SUGGESTION,
    )


RULE = Rule(
    "lambda-vpc-eni-actions",
    ERROR,
    POLICY,
    check,
    types=frozenset({"identity"}),
    section="vpc-permissions",
    mentions=("ec2:",),
)

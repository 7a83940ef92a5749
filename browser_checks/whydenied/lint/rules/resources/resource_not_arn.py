"""A resource is neither an ARN nor a star.

IAM refuses a policy whose Resource holds a bare name ("must be in ARN format"). The name of a bucket, table
or function is the last part of its ARN only, and a reference of a template may give just that:
``!Ref Bucket``, ``aws_s3_bucket.reports.id``.

Bad:
    {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "invoices/2026/*"}

Good:
    {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::invoices/2026/*"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.nodes import UNKNOWN, Scalar
from ....policies.statements import Statement
from ...edits import replace
from ...policy import Policy
from ...rule import ERROR, RESOURCE, SUGGESTION, Problem, Rule
from ..variables._placeholders import placeholder
from ._arns import faults, is_unfilled
from ._references import no_arn

CODE = "resource-not-arn"


def check(resource: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A resource that does not begin with `arn:`, or with a reference that gives one."""
    if UNKNOWN in resource.text:
        # A function's permission names the function, and Lambda writes the ARN.
        permission = (policy.type, policy.service) == ("resource", "lambda")
        whose = "AWS" if policy.type == "resource" else "IAM"
        if not permission and (problem := no_arn(resource, policy, f"{whose} refuses the policy")):
            yield problem
        return
    if CODE not in faults(resource.text) or resource.kind != "string":
        return
    if (
        is_unfilled(resource.text)
        or placeholder(resource.text)
        or (resource.text.startswith(_SHORT) and policy.type == "resource")
    ):
        return
    bucket = resource.text.removeprefix("s3://")
    meant = f"arn:aws:s3:::{bucket}" if bucket != resource.text and bucket else None
    if resource.text[:4].lower() == "arn:":
        meant = "arn:" + resource.text[4:]
    message = (
        f'"{resource.text}" is no ARN and no star, so IAM refuses the policy: write the whole '
        "ARN, as in arn:aws:s3:::bucket/*."
    )
    # With nothing in any of them, the statement is a form to be filled in.
    form = not any(item.text for item in (*statement.actions, *statement.resources))
    edit = replace(resource, meant) if meant and not faults(meant) else None
    yield Problem(resource, message, meant, edit, severity=SUGGESTION if form else None)


# How API Gateway lets a resource policy name the API that carries it:
# https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
_SHORT = "execute-api:/"


RULE = Rule(CODE, ERROR, RESOURCE, check, unknown=True, fault=faults)

"""Read CloudFormation's ``AWS::Lambda::Permission``, from whose properties Lambda makes a statement of the
function's policy.

Source:
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html
"""

from __future__ import annotations

from collections.abc import Sequence

from ..nodes import UNKNOWN, Array, Node, Object, Scalar

TYPE = "AWS::Lambda::Permission"
# Property -> operator and key of the condition that Lambda makes from it.
_CONDITIONS = {
    "SourceArn": ("ArnLike", "aws:SourceArn"),
    "SourceAccount": ("StringEquals", "aws:SourceAccount"),
    "PrincipalOrgID": ("StringEquals", "aws:PrincipalOrgID"),
    "EventSourceToken": ("StringEquals", "lambda:EventSourceToken"),
    "FunctionUrlAuthType": ("StringEquals", "lambda:FunctionUrlAuthType"),
    "InvokedViaFunctionUrl": ("Bool", "lambda:InvokedViaFunctionUrl"),
}


class FunctionPolicy(Object):
    """The policy that Lambda makes of permissions: a function's, whatever they leave open."""

    __slots__ = ()


def properties(node: Object) -> Object | None:
    """The properties of a Lambda permission; None for other resources."""
    kind, found = node.get("Type"), node.get("Properties")
    return (
        found
        if isinstance(kind, Scalar) and kind.text == TYPE and isinstance(found, Object) and found.members
        else None
    )


def function_policy(permissions: Sequence[Object]) -> FunctionPolicy:
    """The function's policy, with one statement for each permission; values keep their places.

    Permissions of several functions become one policy, because the function is often known only when the
    template is filled in.
    """
    start, end = _reach(permissions[0])[0], _reach(permissions[-1])[1]
    root, listed = FunctionPolicy(start, end), Array(start, end)
    root.parent = permissions[0].parent
    for permission in permissions:
        listed.add(_statement(permission))
    root.add(_new("Version", start), _new("2012-10-17", start))
    root.add(_new("Statement", start), listed)
    return root


def _reach(permission: Object) -> tuple[int, int]:
    """From the first property to the last, without the braces, so that no edit adds an element of a statement
    to the properties."""
    return permission.members[0].key.start, permission.members[-1].value.end


def _statement(permission: Object) -> Object:
    start, end = _reach(permission)
    statement, conditions = Object(start, end), Object(start, end)
    statement.add(_new("Effect", start), _new("Allow", start))
    for member in permission.members:
        key, value = member.key, member.value
        if key.text == "Action":
            statement.add(_named(key, "Action"), value)
        elif key.text == "Principal" and isinstance(value, Scalar):
            statement.add(_named(key, "Principal"), _principal(key, value))
        elif key.text == "FunctionName" and isinstance(value, Scalar):
            statement.add(_named(key, "Resource"), _function(value))
        elif key.text in _CONDITIONS:
            operator, name = _CONDITIONS[key.text]
            block = conditions.get(operator)
            if not isinstance(block, Object):
                block = Object(key.start, value.end)
                conditions.add(_named(key, operator), block)
            block.add(_named(key, name), value)
    if conditions.members:
        statement.add(_new("Condition", start), conditions)
    return statement


def _principal(key: Scalar, value: Scalar) -> Node:
    """The principal of the statement: everyone, a service (its name has a dot), or an account or ARN."""
    if value.text == "*" or not value.known:
        return value
    kind = "Service" if "." in value.text and not value.text.startswith("arn:") else "AWS"
    named = Object(value.start, value.end)
    named.add(_named(key, kind), Scalar(value.start, value.end, value.text, "string"))
    return named


def _function(value: Scalar) -> Scalar:
    """The ARN of the function; unknown if only its name is given."""
    return (
        value
        if value.text.startswith("arn:") or not value.known
        else Scalar(value.start, value.end, UNKNOWN, "unknown")
    )


def _named(key: Scalar, name: str) -> Scalar:
    return Scalar(key.start, key.end, name)


def _new(text: str, place: int) -> Scalar:
    """A value that Lambda adds, with the place of the property it belongs to."""
    return Scalar(place, place, text)

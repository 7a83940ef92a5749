"""Read Terraform's ``aws_iam_policy_document``, whose blocks describe the elements of a policy, its
``aws_lambda_permission``, and Pulumi's ``getPolicyDocument``, which takes the same in an object.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document,
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_permission
"""

from __future__ import annotations

from ...text.regex import lazy_regex
from ...text.text import Text
from ..document import Container
from ..flaw import Failure, Flaw
from ..nodes import MERGED, UNKNOWN, Array, Node, Object, Scalar, listed
from .braces import Budget
from .literal import Reading
from .permission import function_policy

RANK = 1
_HEAD = lazy_regex(
    r"aws_(?:iam_policy_document|(lambda_permission))\"?[ \t]{0,20}\"[^\"\n]{0,200}\"[ \t\n]{0,40}(?=\{)"
)
_MODULE = lazy_regex(
    r"(?:statements?|permissions)[ \t]{0,40}=[ \t]{0,20}(?=[{\[])"
    r"|DataAwsIamPolicyDocument\([^{}()\[\]]{0,120}\{?[^{}()\[\]]{0,200}\bstatement\s{0,9}[:=]\s{0,20}(?=\[)"
    r"|(?:getPolicyDocument|get_policy_document)(?:Output|_output)?\([\s{]{0,80}(?:\w{1,40}\s{0,9}[:=]\s{0,9}[\"'][^\"'\n]{0,80}[\"'],\s{0,80}){0,2}"
    r"statements\s{0,9}[:=]\s{0,20}(?=\[)"
)
# A block that was cut out of its document.
_BLOCK = lazy_regex(r"statement[ \t]{0,9}\{")
# Statements that an expression joins.
_JOINED = lazy_regex(r"(?:statements?|permissions)[ \t]{0,40}=[ \t]{0,20}(?:concat|flatten|merge)\(")
# Argument of a permission -> property of CloudFormation with the same meaning.
_PERMISSION = {
    "action": "Action",
    "principal": "Principal",
    "function_name": "FunctionName",
    "source_arn": "SourceArn",
    "source_account": "SourceAccount",
    "principal_org_id": "PrincipalOrgID",
    "event_source_token": "EventSourceToken",
    "function_url_auth_type": "FunctionUrlAuthType",
    "invoked_via_function_url": "InvokedViaFunctionUrl",
}
_NAMES = {
    "sid": "Sid",
    "effect": "Effect",
    "actions": "Action",
    "not_actions": "NotAction",
    "resources": "Resource",
    "not_resources": "NotResource",
    "notActions": "NotAction",
    "notResources": "NotResource",
}


def read_around(text: Text, floor: int, place: int, budget: Budget) -> Container | Failure | None:
    """The policy document whose head begins at *place*."""
    if listed_in_module := _MODULE.match(text.chars, place):
        return _of_module(text, listed_in_module.end(), budget) if place >= floor else None
    if _JOINED.match(text.chars, place):
        return _of_expression(text, place, budget) if place >= floor else None
    if alone := _BLOCK.match(text.chars, place):
        block = budget.read(text.chars, alone.end() - 1) if place >= floor else None
        policy = handed(block.node) if isinstance(block, Reading) else None
        return Container(policy, policy.end, "terraform", (), text) if policy else None
    head = _HEAD.match(text.chars, place)
    if not head or head.start() < floor:
        return None
    reading = budget.read(text.chars, head.end())
    if not isinstance(reading, Reading) or not isinstance(reading.node, Object):
        return reading if isinstance(reading, Failure) else None
    flaws: list[Flaw] = []
    if head[1]:
        given = _permission(reading.node)
        return (
            Container(function_policy([given]), reading.end, "terraform", flaws, text)
            if given.members
            else None
        )
    return Container(_policy(reading.node), reading.end, "terraform", flaws, text)


def _of_module(text: Text, start: int, budget: Budget) -> Container | None:
    """The policy of the statements that a module is handed, in a map or a list: ``policy_statements = { s3 =
    { actions = [...] } }``."""
    reading = budget.read(text.chars, start)
    policy = handed(reading.node) if isinstance(reading, Reading) else None
    return Container(policy, policy.end, "terraform", (), text) if policy else None


def _of_expression(text: Text, place: int, budget: Budget) -> Container | None:
    """The policy of the statements that an expression joins: ``statements = concat([{...}], var.more)``."""
    start = place
    while start and (text.chars[start - 1].isalnum() or text.chars[start - 1] == "_"):
        start -= 1
    reading = budget.read(text.chars, start, inside=True)
    node = reading.node if isinstance(reading, Reading) else None
    value = node.members[0].value if isinstance(node, Object) and node.members else None
    policy = handed(value) if value else None
    return Container(policy, policy.end, "terraform", (), text) if policy else None


def _flat(node: Node) -> list[Node]:
    """The items of a list, those of lists in it among them."""
    found: list[Node] = []
    for each in listed(node):
        found += listed(each) if isinstance(each, Array) else [each]
    return found


def handed(node: Node) -> Object | None:
    """The policy of blocks in a map or a list, or of one block; None when they are no statements."""
    blocks = _flat(node)
    if isinstance(node, Object):
        blocks = [node] if _acts(node) else [member.value for member in node.members]
    policy, statements = Object(node.start, node.end), Array(node.start, node.end)
    for block in blocks:
        if isinstance(block, Object) and _acts(block):
            statement = _statement(block)
            if not statement.names & {"Resource", "NotResource", MERGED}:
                statement.add(_key(MERGED, block), Scalar(block.start, block.start, UNKNOWN, "unknown"))
            statements.add(statement)
    if not statements.items:
        return None
    policy.add(_key("Version", node), Scalar(node.start, node.start, "2012-10-17"))
    policy.add(_key("Statement", node), statements)
    return policy


def is_handed(node: Node) -> bool:
    """Whether a node stands where a module of Terraform takes statements, ``ec2_policy = { statements = [...] }``, or has
    statements as a module takes them."""
    if not isinstance(node, (Array, Object)):
        return False
    label = node.label if isinstance(node.label, str) else ""
    if label.endswith(("statement", "statements", "permissions")):
        return True
    blocks = node.items if isinstance(node, Array) else [member.value for member in node.members]
    if isinstance(node, Object) and "effect" in node.names and _acts(node):
        return True
    return bool(blocks) and all(
        isinstance(each, Object) and "effect" in each.names and _acts(each) for each in blocks
    )


def _acts(block: Object) -> bool:
    """Whether a block names actions of AWS; a module adds the resource that it makes, where none is given."""
    names = [each for name in ("actions", "not_actions", "notActions") for each in listed(block.get(name))]
    return any(
        isinstance(each, Scalar) and (":" in each.text or "*" in each.text or each.kind == "unknown")
        for each in names
    )


def _policy(block: Object) -> Object:
    policy = Object(block.start, block.end)
    version = block.get("version")
    policy.add(
        _key("Version", block),
        version if version is not None else Scalar(block.start, block.start, "2012-10-17"),
    )
    statements = Array(block.start, block.end)
    for member in block.members:
        if member.name == "statement" and isinstance(member.value, Object):
            statements.add(_statement(member.value))
        elif member.name == "dynamic" and isinstance(content := _content(member.value), Object):
            statements.add_all([_statement(content)])
    policy.add(_key("Statement", block), statements)
    return policy


def _permission(block: Object) -> Object:
    """The arguments of a permission as properties of CloudFormation; null ones are left out."""
    given = Object(block.start, block.end)
    for member in block.members:
        key, value = member.key, member.value
        if key.text in _PERMISSION and not (isinstance(value, Scalar) and value.kind == "null"):
            given.add(Scalar(key.start, key.end, _PERMISSION[key.text]), value)
    return given


def _content(node: Node) -> Node | None:
    return node.get("content") if isinstance(node, Object) else None


def _key(name: str, node: Node) -> Scalar:
    """A key that Terraform does not write, with the place of the node it belongs to."""
    return Scalar(node.start, node.start, name)


def _statement(block: Object) -> Object:
    statement = Object(block.start, block.end)
    if not block.member("effect"):
        statement.add(_key("Effect", block), Scalar(block.start, block.start, "Allow"))
    conditions = Object(block.start, block.end)
    for member in block.members:
        name, value = member.name, member.value
        if isinstance(value, Scalar) and value.kind == "null":
            continue  # Terraform treats null as absent
        if name in _NAMES:
            statement.add(Scalar(member.key.start, member.key.end, _NAMES[name]), value)
        elif name in ("principals", "not_principals", "notPrincipals"):
            for each in _blocks(value):
                _add_principal(
                    statement, "Principal" if name == "principals" else "NotPrincipal", member.key, each
                )
        elif name in ("condition", "conditions"):
            for each in _blocks(value):
                _add_condition(conditions, each)
        elif name == "dynamic" and not statement.member(MERGED):
            # Principals or conditions whose number depends on a variable.
            statement.add(
                Scalar(member.key.start, member.key.end, MERGED),
                Scalar(value.start, value.end, UNKNOWN, "unknown"),
            )
    if conditions.members:
        conditions.start = conditions.members[0].key.start
        statement.add(_key("Condition", conditions), conditions)
    return statement


def _blocks(value: Node) -> list[Object]:
    """A block, or the objects that a module is handed for blocks, in a list or a map."""
    if (
        isinstance(value, Object)
        and value.members
        and all(isinstance(member.value, Object) for member in value.members)
    ):
        return [member.value for member in value.members if isinstance(member.value, Object)]
    return [each for each in listed(value) if isinstance(each, Object)]


def _add_principal(statement: Object, name: str, key: Scalar, block: Object) -> None:
    kind, names = block.get("type"), block.get("identifiers")
    if not isinstance(kind, Scalar) or names is None:
        return
    if kind.text == "*":
        statement.add(
            Scalar(key.start, key.end, name),
            listed(names)[0] if listed(names) else Scalar(kind.start, kind.end, "*"),
        )
        return
    target = statement.get(name)
    if not isinstance(target, Object):
        target = Object(block.start, block.end)
        statement.add(Scalar(key.start, key.end, name), target)
    target.add(Scalar(kind.start, kind.end, kind.text), names)


def _add_condition(conditions: Object, block: Object) -> None:
    """One condition block; Terraform joins those of the same operator."""
    test, variable, values = block.get("test"), block.get("variable"), block.get("values")
    if not isinstance(test, Scalar) or not isinstance(variable, Scalar):
        return
    operator = conditions.get(test.text)
    if not isinstance(operator, Object):
        operator = Object(block.start, block.end)
        conditions.add(Scalar(test.start, test.end, test.text), operator)
    value = values if values is not None else Scalar(block.start, block.start, UNKNOWN, "unknown")
    operator.add(Scalar(variable.start, variable.end, variable.text), value)

"""Tell policies, statements and event records from values that only look like them."""

from __future__ import annotations

from ..text.regex import lazy_regex
from .nodes import Array, Node, Object, Scalar, listed, scalars

# Parameters of calls such as AddPermission, which also have an Action and a Principal and are no statements.
_ELSEWHERE = frozenset(
    {"EventBusName", "Function", "FunctionName", "LayerName", "LayerVersionArn", "SourceArn", "StatementId"}
)
_ELEMENTS = frozenset(
    {"Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition"}
)
_EVENT_KEYS = (
    "eventSource",
    "Records",
    "Events",
    "userIdentity",
    "DecodedMessage",
    "allowed",
    "detail",
    "EvaluationResults",
)


# Stands for the statements where a text only shows how a policy looks.
_LEFT_OUT = ("...", "\u2026")


def is_policy(node: Object) -> bool:
    """Whether an object is an IAM policy or a bare statement."""
    version = node.get("Version")
    dated = isinstance(version, Scalar) and version.text.startswith(("2012-10", "2008-10"))
    if node.member("Statement"):
        for each in listed(node.get("Statement")):
            if isinstance(each, Object):
                if "DataIdentifier" in each.names or _of_another_cloud(each):
                    return False
            elif isinstance(each, Scalar) and each.text.startswith(_LEFT_OUT):
                return False
        return dated or not _other_statement(node)
    return (dated and not node.member("Resources")) or is_statement(node)


def _other_statement(node: Object) -> bool:
    """Whether Statement belongs to something else than IAM: an AWS WAF rule, a stack policy, a data
    protection policy, a type, the text of a query."""
    statement = node.get("Statement")
    if (
        any(name.endswith("?") for name in node.names)
        or any(map(_of_a_stack, listed(statement)))
        or any(map(_is_type, (statement, node.get("Version"))))
    ):
        return True
    objects = [each for each in listed(statement) if isinstance(each, Object) and each.members]
    if objects and all(map(_of_a_schema, objects)):
        return True
    if isinstance(statement, Object):
        return bool(statement.members) and all(name.endswith("Statement") for name in statement.names)
    return isinstance(statement, Scalar) and (
        node.parent is not None
        or statement.kind == "unknown"
        or node.member("Parameters") is not None
        or _QUERY.match(statement.text) is not None
    )


# What a query begins with, as PartiQL's do in a batch of DynamoDB.
_QUERY = lazy_regex(
    r"(?i)\s{0,9}(?:select|insert|update|delete|upsert|replace|exists|merge|with|create|drop|alter)\b"
)


# How JSON Schema, OpenAPI and the models of AWS's SDKs describe a value.
_DESCRIBES = frozenset(
    {"$ref", "type", "shape", "anyOf", "oneOf", "allOf", "enum", "properties", "members", "items"}
)


def _of_a_schema(statement: Object) -> bool:
    """Whether an object describes statements instead of being one: a schema, or with schemas or types as
    elements."""
    if not (statement.names & _ELEMENTS):
        return bool(statement.names & _DESCRIBES)
    values = [statement.get(name) for name in ("Effect", "Action", "NotAction", "Resource")]
    if any(isinstance(value, Object) and value.names & _DESCRIBES for value in values):
        return True
    decided = isinstance(values[0], Scalar) and values[0].text in ("Allow", "Deny")
    return not decided and any(map(_is_type, values))


# A type of Python or TypeScript, with what may follow it in the declaration of a field.
_TYPE = lazy_regex(
    r"(?:(?:[\w.]{1,40}\.)?(?:Optional|Union|List|Sequence|Literal|Dict|Array|Record|Input|list|dict)[\[<].*"
    r"|(?:str|string|any|Any|dict|object|unknown)(?:\[\])?(?: ?\|.*)?|[\w.]{1,60}\[\](?: ?\|.*)?);?(?: ?= .*)?"
)


def _is_type(value: Node | None) -> bool:
    """Whether an element holds a type: the text is the declaration of a class that has policies."""
    return isinstance(value, Scalar) and _TYPE.fullmatch(value.text) is not None


# How resources are named by Alibaba Cloud and Tencent Cloud, whose policies have the same elements.
_OTHER_CLOUDS = ("acs:", "qcs:")


def _of_another_cloud(node: Node) -> bool:
    """Whether a statement names resources of another cloud."""
    if isinstance(node, Object):
        for each in scalars(node.get("Resource")):
            if each.text.startswith(_OTHER_CLOUDS):
                return True
    return False


# Elements of policies and statements, in lower case.
_OF_POLICIES = frozenset(
    [
        "version",
        "id",
        "statement",
        "sid",
        "effect",
        "principal",
        "notprincipal",
        "action",
        "notaction",
        "resource",
        "notresource",
        "condition",
    ]
)


def without_words_around(node: Object, chars: str) -> None:
    """Take out of the YAML of a policy what stands above its first element, and what follows behind an empty
    line: a message there, ``Error: AccessDenied``, reads like a key."""
    members = node.members
    own = [at for at, member in enumerate(members) if member.name.lower() in _OF_POLICIES]
    if not own:
        return
    behind = range(own[-1] + 1, len(members))
    end = next((at for at in behind if _is_below_blank(chars, members[at].key.start)), len(members))
    for member in (*members[: own[0]], *members[end:]):
        node.named.pop(member.name, None)
    if end < len(members):
        node.end = members[end - 1].value.end
    node.members = members[own[0] : end]
    node.start = node.members[0].key.start


def _is_below_blank(chars: str, place: int) -> bool:
    """Whether the line before that of a place is empty."""
    end = chars.rfind("\n", 0, place)
    return end > 0 and not chars[chars.rfind("\n", 0, end) + 1 : end].strip()


def is_statement(node: Node) -> bool:
    """Whether an object is a statement: an effect and an action; in a list of statements also an action and
    another element."""
    if not isinstance(node, Object):
        return False
    names = node.names
    about = names & {"Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal"}
    acts = bool(about & {"Action", "NotAction"})
    if acts and _is_pattern(node):
        return False
    if acts and (_of_a_schema(node) or _of_another_cloud(node) or any(map(_of_a_stack, _beside(node)))):
        return False
    if "Effect" in names:
        # A template may merge a part of a statement into others; such a part has an effect.
        return acts or (bool(about) and _among_statements(node))
    return len(about) > 1 and acts and _ELSEWHERE.isdisjoint(names) and _among_statements(node)


def _is_pattern(node: Node) -> bool:
    """Whether a statement is what a filter of Cloud Custodian looks for in policies.

    Source: https://cloudcustodian.io/docs/aws/resources/aws-common-filters.html
    """
    holder = node.parent.parent if isinstance(node.parent, Array) else None
    kind = holder.get("type") if isinstance(holder, Object) else None
    return isinstance(kind, Scalar) and kind.text == "has-statement"


def _beside(node: Node) -> list[Node]:
    """What stands in a list with a node, itself included."""
    return node.parent.items if isinstance(node.parent, Array) else [node]


def _of_a_stack(node: Node | None) -> bool:
    """Whether a statement belongs to a CloudFormation stack policy, whose actions are updates of the stack's
    resources.

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
    """
    acted = (
        [each.text for each in listed(node.get("Action")) if isinstance(each, Scalar)]
        if isinstance(node, Object)
        else []
    )
    return bool(acted) and all(action.startswith("Update:") for action in acted)


def _among_statements(node: Node) -> bool:
    """Whether an object is at the top or in a list of statements; resources of a template may have an Action
    and a Principal, too."""
    label = next((each for each in reversed(node.path) if isinstance(each, str)), "statement")
    return "statement" in label.lower()


def is_event(node: Object) -> bool:
    """Whether an object is a CloudTrail record, an event, a decoded authorization message, or what IAM's simulator
    answers."""
    return any(node.member(name) for name in _EVENT_KEYS) and not node.member("Statement")

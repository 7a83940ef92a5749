"""The action hands out credentials.

What comes back is a key, a password or a token that works without the policy, until it is withdrawn.

Bad:
    {"Effect": "Allow", "Action": "iam:CreateAccessKey", "Resource": "*"}

Good:
    {"Effect": "Allow", "Action": "iam:CreateAccessKey", "Resource": "arn:aws:iam::111122223333:user/deploy"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policies.policy import Policy
from ...policies.rule import SECURITY, STATEMENT, Problem, Rule
from ...policies.statements import Statement
from ._risky import named_among


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An action that returns credentials, by its name, on everything without condition."""
    found = named_among(statement, _RETURNING)
    if found:
        yield Problem(
            found,
            f'"{found.text}" on every resource hands out credentials of others: name the users or resources, for oneself ${{aws:username}}.',
        )


_RETURNING = frozenset(
    {"iam:createaccesskey", "iam:createloginprofile", "iam:createservicespecificcredential", "iam:resetservicespecificcredential", "iam:updateaccesskey",
     "sts:getfederationtoken", "cognito-identity:getcredentialsforidentity", "cognito-identity:getopenidtokenfordeveloperidentity",
     "cognito-identity:getopenidtoken", "codepipeline:pollforjobs", "connect:getfederationtoken", "gamelift:requestuploadcredentials",
     "lightsail:getinstanceaccessdetails", "lightsail:getrelationaldatabasemasteruserpassword", "rds-db:connect", "redshift:getclustercredentials",
     "redshift:getclustercredentialswithiam", "redshift-serverless:getcredentials", "sso:getrolecredentials", "chime:createapikey", "apigateway:createapikey",
     "ec2:getpassworddata", "mediapackage:rotateingestendpointcredentials", "codeartifact:getauthorizationtoken", "bedrock:createapikey"}
)  # fmt: skip


RULE = Rule(
    "credentials-exposure", SECURITY, STATEMENT, check, types=frozenset({"identity", "session"}), effect="Allow", section="access-keys"
)

"""The action hands out credentials.

What comes back is a key, a password or a token that works without the policy, until it is withdrawn.

Bad:
    {"Effect": "Allow", "Action": "iam:CreateAccessKey", "Resource": "*"}

Good:
    {"Effect": "Allow", "Action": "iam:CreateAccessKey", "Resource": "arn:aws:iam::111122223333:user/deploy"}

Not this: On one role it is what the role is for.
    {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111122223333:role/reader"}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....policies.statements import Statement
from ...patterns import among
from ...policy import Policy
from ...rule import SECURITY, STATEMENT, SUGGESTION, WILD_RESOURCE, Problem, Rule
from ._risky import allowed_among, is_of_service, once


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """An action that makes or returns credentials, by its name or a wildcard, for all there are."""
    found = once(
        (item, what)
        for item, what in allowed_among(statement, policy, _RETURNING)
        if what != _OF_A_USER or not _names_users(statement)
    )
    if found:
        item, what = found
        yield Problem(
            item,
            (
                f'"{item.text}" on every resource hands out {what}: name the users or resources'
                + (", for oneself by ${aws:username}." if item.text.lower().startswith("iam:") else ".")
            ),
            severity=SUGGESTION if is_of_service(item.text) else None,
        )


_OF_A_USER = "passwords of any user of a database"


def _names_users(statement: Statement) -> bool:
    """Whether a statement about databases and their users names the users."""
    users = [item.text for item in statement.resources if ":dbuser:" in item.text]
    return bool(users) and not any(text.endswith(("/*", ":*")) for text in users)


_RETURNING = {
    "iam:createaccesskey": "access keys of any user",
    "iam:createloginprofile": "passwords of users",
    "iam:updateloginprofile": "passwords of users",
    "iam:createservicespecificcredential": "passwords of users for a service",
    "iam:resetservicespecificcredential": "passwords of users for a service",
    "iam:updateaccesskey": "access keys that were switched off",
    "sts:getfederationtoken": "credentials that outlive the session",
    "sts:assumerole": "credentials of every role that trusts the account",
    "cognito-identity:getopenidtokenfordeveloperidentity": "tokens of any identity of a pool",
    "rds-db:connect": "a sign-in to any database as any of its users",
    "redshift:getclustercredentials": _OF_A_USER,
    "redshift:getclustercredentialswithiam": "passwords for databases",
    "redshift-serverless:getcredentials": "passwords for databases",
    "lightsail:getinstanceaccessdetails": "keys to any instance",
    "lightsail:getrelationaldatabasemasteruserpassword": "the administrator's password of any database",
    "ec2:getpassworddata": "the administrator's password of any Windows instance whose key pair one has",
    "codepipeline:pollforjobs": "credentials for the artifacts of pipelines",
    "gamelift:requestuploadcredentials": "credentials for the service's storage",
    "mediapackage:rotateingestendpointcredentials": "credentials of any channel",
    "chime:createapikey": "keys of the service",
    "connect:getfederationtoken": "tokens for any contact centre",
}
"""Actions that make or return credentials, in lower case, and whose. Calls that nobody signs, such as
sso:GetRoleCredentials, are open to whoever has a token, whatever policies say."""


RULE = Rule(
    "credentials-exposure",
    SECURITY,
    STATEMENT,
    check,
    types=frozenset({"identity"}),
    effect="Allow",
    needs=(WILD_RESOURCE,),
    lacks=("NotAction",),
    section="access-keys",
    concerns_action=lambda action: any(among(action, _RETURNING)),
)

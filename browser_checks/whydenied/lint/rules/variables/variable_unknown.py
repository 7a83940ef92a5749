"""A policy variable names no known condition key.

A variable that is not part of the request makes the statement match nothing, and a misspelt one never is.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${aws:userrname}/*"}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::homes/${aws:PrincipalTag/team}/*"}

Not this: A variable of IAM has a colon.
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/${aws:PrincipalTag/team}/*"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data import iam, keys
from ....policies.nodes import UNKNOWN
from ....policies.statements import Statement
from ...policy import Policy
from ...rule import STATEMENT, WARNING, Problem, Rule
from ._places import LITERALS, MENTIONS, TOOLS, shown, values, variables

# Services that fill in variables of their own, which are no condition keys.
# Source: https://docs.aws.amazon.com/iot/latest/developerguide/iot-policy-variables.html,
# https://docs.aws.amazon.com/transfer/latest/userguide/users-policies-session.html
_OWN = frozenset({"iot", "transfer", "greengrass", "credentials-iot", "saml", "ldap"}) | TOOLS
_SERVERLESS = frozenset({"aws:region", "aws:accountid"})
# Keys that AWS sends though the data does not list them; rules about conditions say so of them, too.
_SENT = frozenset({"aws:principalorgmasteraccountid", "aws:signinsessionarn", "aws:arn"})


def check(statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A name that is no known condition key, nor a claim of an identity provider; placeholders have their own
    rule."""
    for value in values(statement):
        for variable in variables(value.text):
            name = variable.name
            if (
                variable.fault
                or name in LITERALS
                or "::" in name
                or _known(name)
                or (policy.notation in ("yaml", "javascript") and name.lower() in _SERVERLESS)
            ):
                continue
            near = iam.nearest(name, _NAMES) if ":" in name else _GLOBAL.get(f"aws:{name.lower()}")
            if near is None and ":" not in name:
                continue  # a template's, of which hardcoded-placeholder tells
            yield Problem(
                value,
                (
                    f"The variable ${{{shown(name)}}} is unknown to the data of {iam.DATE}, and a variable "
                    "without a value makes the statement match nothing: "
                )
                + (
                    f"the nearest known one is ${{{near}}}."
                    if near
                    else "look its name up in AWS's list of condition keys."
                ),
                f"${{{near}}}" if near else None,
            )
            break


def _known(name: str) -> bool:
    lower = name.lower()
    vendor = lower.partition(":")[0]
    if ":" not in name or UNKNOWN in name:
        return UNKNOWN in name
    return lower in _SENT or vendor in _OWN or iam.condition_key(lower) is not None or iam.is_claim(lower)


_NAMES = tuple(key.name.replace("${TagKey}", "...") for key in keys.GLOBAL.values())
_GLOBAL = {name.lower(): name for name in _NAMES}


RULE = Rule("variable-unknown", WARNING, STATEMENT, check, mentions=MENTIONS)

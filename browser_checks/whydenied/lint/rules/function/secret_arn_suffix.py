"""The ARN of a secret lacks its six-character suffix.

Secrets Manager adds a hyphen and six random characters to the name of each secret in its ARN. An ARN with the
name alone never fits; ``-??????`` stands for the suffix.

Bad:
    {
      "Effect": "Allow",
      "Action": "secretsmanager:GetSecretValue",
      "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/db"
    }

Good:
    {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue",
     "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/db-??????"}

Not this: Six question marks or a star stand for the characters that Secrets Manager adds.
    {
      "Effect": "Allow",
      "Action": "secretsmanager:GetSecretValue",
      "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-??????"
    }

Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.coverage import opened, overlaps
from ....aws.data.wildcards import has_wildcard
from ....policies.nodes import Scalar
from ....policies.statements import Statement
from ....text.regex import lazy_regex
from ...edits import replace
from ...policy import Policy
from ...rule import ERROR, RESOURCE, SUGGESTION, Problem, Rule

_MARK = ":secret:"
_SUFFIX = lazy_regex(r"-[A-Za-z0-9]{6}\Z")
# Random characters are rarely letters of one case alone, words are.
_WORD = lazy_regex(r"-(?:[a-z]{6}|[A-Z]{6}|[0-9]{6})\Z")
_WITHOUT = (
    "secretsmanager:createsecret",
    "secretsmanager:listsecrets",
    "secretsmanager:getrandompassword",
    "secretsmanager:batchgetsecretvalue",
)


def check(resource: Scalar, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A name at the end of the ARN that no suffix follows; a suggestion where its last word could be one."""
    if (
        _MARK not in resource.text
        or not resource.text.startswith("arn:")
        or ":secretsmanager:" not in resource.text
    ):
        return
    name = opened(resource.text).split(_MARK, 1)[1]
    if not name or ":" in name or all(action.text.lower() in _WITHOUT for action in statement.actions):
        return
    doubtful = _WORD.search(name) is not None
    has_suffix = overlaps(name, "?*-??????") if has_wildcard(name) else _SUFFIX.search(name) is not None
    if has_suffix and not doubtful:
        return
    meant = f"{resource.text}-??????"
    if has_suffix:
        message = (
            f'"{resource.text}" may lack the six random characters of its suffix: if {name} is the '
            f'whole name of the secret, write "{meant}".'
        )
        yield Problem(resource, message, meant, severity=SUGGESTION)
        return
    message = (
        f'"{resource.text}" ends in the name of the secret, but its ARN goes on with a hyphen '
        f'and six random characters: write "{meant}".'
    )
    yield Problem(resource, message, meant, replace(resource, meant) if not has_wildcard(name) else None)


RULE = Rule("secret-arn-suffix", ERROR, RESOURCE, check, mentions=(":secret:",), placed=True)

"""The principal is a plain string.

Only a star may stand alone. Everything else needs its kind: {"AWS": ...}, {"Service": ...} or {"Federated":
...}.

Bad (resource):
    {
      "Effect": "Allow",
      "Principal": "arn:aws:iam::111122223333:role/app",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::invoices/*"
    }

Good (resource):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::invoices/*"
    }

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.kinds import WITH_PRINCIPAL
from ....policies.nodes import Array
from ....policies.statements import Principal, Statement
from ... import edits
from ...policy import Policy
from ...rule import ERROR, PRINCIPAL, Problem, Rule
from ._forms import ACCOUNT, PRINCIPAL_ARN


def check(principal: Principal, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A bare string that is no star."""
    if principal.kind != "*" or principal.value.text == "*":
        return
    text = principal.value.text
    kind = "Service" if text.endswith((".amazonaws.com", ".amazonaws.com.cn")) else "AWS"
    certain = kind == "Service" or ACCOUNT.fullmatch(text) or PRINCIPAL_ARN.fullmatch(text)
    yield Problem(
        principal.value,
        (
            f'The principal "{text}" stands there without its kind, so AWS refuses the policy: '
            f'write {{"{kind}": "{text}"}}.'
        ),
        suggestion=f'{{"{kind}": "{text}"}}',
        edit=edits.replace(principal.value, {kind: text})
        if certain and not isinstance(principal.value.parent, Array)
        else None,
    )


RULE = Rule("invalid-principal-format", ERROR, PRINCIPAL, check, types=WITH_PRINCIPAL, placed=True)

"""An ARN key is compared as text.

It works for one exact ARN, but ArnEquals and ArnLike know the six fields of an ARN and take wildcards in each
of them.

Bad:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"StringEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/billing"}}}

Good:
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*",
     "Condition": {"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/billing"}}}

Not this: Without a star both kinds of operators compare the same.
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": {
        "ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app"}
      }
    }

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
"""

from __future__ import annotations

from collections.abc import Iterator

from ....aws.data.wildcards import has_wildcard
from ....policies.nodes import UNKNOWN
from ....policies.statements import Condition, Statement
from ...edits import reword
from ...policy import Policy
from ...rule import CONDITION, SUGGESTION, WARNING, Problem, Rule
from ._keys import holds_arn
from ._operators import free, operator_of, sole
from ._values import opens, plain_text


def check(condition: Condition, statement: Statement, policy: Policy) -> Iterator[Problem]:
    """A StringEquals of any kind on an ARN key; with values that are no ARNs it is worth a warning."""
    operator = operator_of(condition)
    if any(has_wildcard(plain_text(value.text)) for value in condition.values):
        return  # the wildcard is the fault then, and another rule's
    instead = operator.renamed("ArnNotEquals" if operator.negated else "ArnEquals")
    texts = [value.text for value in condition.values]
    whole = all(
        text.count(":") >= _COLONS and text.startswith("arn:") and UNKNOWN not in text for text in texts
    )
    yield Problem(
        condition.operator,
        f"The key {condition.key.text} holds an ARN, which {condition.operator.text} compares "
        f"letter by letter: {instead} compares it "
        "field by field.",
        suggestion=f"Write {instead}.",
        edit=reword(condition.operator, instead)
        if whole and sole(condition) and free(condition, instead) and not any(opens(text) for text in texts)
        else None,
        # Exact ARNs compare well as text, so this is no fault.
        severity=SUGGESTION,
    )


_COLONS = 5


RULE = Rule(
    "type-mismatch-string-for-arn",
    WARNING,
    CONDITION,
    check,
    concerns=lambda operator, key: operator.family == "String" and not operator.likes and holds_arn(key),
)

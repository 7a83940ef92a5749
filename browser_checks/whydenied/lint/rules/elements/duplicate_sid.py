"""Two statements have the same Sid.

IAM refuses a policy in which a Sid stands twice ("Statement IDs (SID) in a single policy must be unique").
Elsewhere it is confusing at least, and where a Sid names the statement to remove, as in a function's policy,
it does not work.

Bad:
    {"Version": "2012-10-17", "Statement": [
      {"Sid": "Orders", "Effect": "Allow", "Action": "sqs:SendMessage", "Resource":
      "arn:aws:sqs:eu-west-1:111122223333:orders"},
      {"Sid": "Orders", "Effect": "Allow", "Action": "sns:Publish", "Resource":
      "arn:aws:sns:eu-west-1:111122223333:orders"}]}

Good:
    {"Version": "2012-10-17", "Statement": [
      {"Sid": "OrdersQueue", "Effect": "Allow", "Action": "sqs:SendMessage", "Resource":
      "arn:aws:sqs:eu-west-1:111122223333:orders"},
      {"Sid": "OrdersTopic", "Effect": "Allow", "Action": "sns:Publish", "Resource":
      "arn:aws:sns:eu-west-1:111122223333:orders"}]}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...edits import replace
from ...policy import Policy
from ...rule import ERROR, POLICY, WARNING, Problem, Rule
from ._sids import STRICT, sids


def check(policy: Policy) -> Iterator[Problem]:
    """Each Sid after the first of the same letters. A new name changes nothing in a policy of IAM, where no
    call refers to it."""
    found = list(sids(policy))
    taken = {sid.text for sid in found}
    if len(taken) == len(found):
        return
    # Of two that a condition puts in one for the other only one is there.
    there = list(sids(policy, optional=False))
    certain = {id(sid) for sid in there}
    surely = {sid.text for sid in there}
    strict = policy.type in STRICT
    seen: set[str] = set()
    numbers: dict[str, int] = {}
    for sid in found:
        if (sid.text not in seen) if id(sid) in certain else (sid.text not in surely):
            seen |= {sid.text} if id(sid) in certain else set()
            continue
        number = numbers.get(sid.text, 2)
        while f"{sid.text}{number}" in taken:
            number += 1
        numbers[sid.text] = number + 1
        name = f"{sid.text}{number}"
        taken.add(name)
        refused = (
            "IAM refuses the policy"
            if strict
            else "nobody can tell them apart, and some services refuse the policy"
        )
        yield Problem(
            sid,
            f'Two statements have the Sid "{sid.text[:60]}", so {refused}: give each its own name.',
            name[:60],
            replace(sid, name) if strict else None,
            None if strict else WARNING,
        )


RULE = Rule("duplicate-sid", ERROR, POLICY, check, needs=("Sid",))

"""The policy has a key at its top that is no policy element.

Only Version, Id and Statement stand beside each other at the top, in these letters. IAM refuses a policy with
anything else there.

Bad:
    {"Version": "2012-10-17", "Description": "lets the shop read", "Statement": [
      {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource":
      "arn:aws:dynamodb:eu-west-1:111122223333:table/shop"}]}

Bad:
    {"Version": "2012-10-17", "statement": [
      {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource":
      "arn:aws:dynamodb:eu-west-1:111122223333:table/shop"}]}

Good:
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource":
      "arn:aws:dynamodb:eu-west-1:111122223333:table/shop"}]}

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...edits import reword
from ...policy import Policy
from ...rule import ERROR, POLICY, STRANGE, Problem, Rule
from ._names import ELEMENTS, TOP, meant, same, strangers


def check(policy: Policy) -> Iterator[Problem]:
    """Each key beside Version, Id and Statement."""
    if policy.bare or _is_wrapped(policy):
        return
    for member in strangers(policy.root, TOP):
        name, shown = member.name, member.name[:60]
        element = meant(name, TOP)
        if element and not policy.root.member(element):
            certain = same(name, TOP) == element and policy.editable
            alone = certain and sum(same(each.name, TOP) == element for each in policy.root.members) == 1
            yield Problem(
                member.key,
                (
                    f'"{shown}" is no element of a policy, so AWS refuses it: the element is called '
                    f"{element}, with these letters exactly."
                ),
                element,
                reword(member.key, element) if alone else None,
            )
            continue
        where = (
            "put it into a statement"
            if name in ELEMENTS
            else f"what it says belongs in {element}"
            if element
            else "take it out"
        )
        yield Problem(
            member.key,
            (
                f'"{shown}" is no element at the top of a policy, so AWS refuses it; there are Version, '
                f"Id and Statement: {where}."
            ),
        )


# How a tool keeps statements beside things of its own, and how Lambda prints a policy.
_BESIDE = frozenset({"RevisionId"})


def _is_wrapped(policy: Policy) -> bool:
    """Whether the object is a tool's own, from which it makes a policy: inside something else and without a
    Version, or with what a command prints beside the policy."""
    root = policy.root
    return (root.parent is not None and not root.member("Version")) or bool(root.names & _BESIDE)


RULE = Rule("unknown-top-level-element", ERROR, POLICY, check, needs=(STRANGE,))

"""The path of a decision that AWS has made already: what the message tells of it, and what the pasted policies say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ..report import Denial
from .compiled import compiled
from .names import layer_of, noun, with_article
from .pasted import document_of
from .path import Layer, path
from .request import Request
from .statements import Layer as StatementLayer

_FULL = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}
"""RCPFullAWSAccess, which AWS attaches to everything: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html"""


def told_path(denial: Denial, request: Request, pasted: Sequence[tuple[Any, str]]) -> tuple[Layer, ...]:
    """Every kind of policy: the one that the message names decided, those that were pasted speak, and the others are unknown."""
    given: dict[StatementLayer, list[Any]] = {}
    for data, kind in pasted:
        given.setdefault(layer_of(kind), []).append(document_of(data, request.resource))
    policies = compiled({name: [_FULL, *found] if name == "rcp" else found for name, found in given.items()})
    named = layer_of(denial.policy_type) if denial.policy_type else None
    said = path(request, policies, "ImplicitDeny", "identity")
    return tuple(_told(layer, request, denial, given, named) for layer in said)


def _told(layer: Layer, request: Request, denial: Denial, given: dict[StatementLayer, list[Any]], named: StatementLayer | None) -> Layer:
    name = layer_of(layer.name)
    called = noun(name, request)
    if name == named:
        explicit = denial.effect == "explicit"
        why = f"The message says that {f'{with_article(called)} denies it' if explicit else f'no {called} allows it'}."
        return replace(layer, state="denies" if explicit else "silent", decided=True, why=why)
    if name not in given:
        return replace(layer, state="unknown", decided=False, why=f"No {called} was pasted, so what it says is not known.")
    return replace(layer, decided=False)

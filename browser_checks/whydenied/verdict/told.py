"""The path of a decision that AWS has made already: what the message tells of it, and what the pasted
policies say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..aws.kinds import LayerName, PolicyType, layer_of
from ..call.layers import layers
from ..evaluation.compiled import compiled
from ..evaluation.path import path
from ..evaluation.request import Request
from ..report import Denial, Layer
from .pasted import document_of

_FULL = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}],
}
"""RCPFullAWSAccess, which AWS attaches to everything:
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html"""


def told_path(
    denial: Denial, request: Request, pasted: Sequence[tuple[Any, PolicyType]]
) -> tuple[Layer, ...]:
    """Every kind of policy: the one that the message names decided, those that were pasted speak, and of the
    others little is known."""
    given: dict[LayerName, list[Any]] = {}
    for data, kind in pasted:
        given.setdefault(layer_of(kind), []).append(document_of(data, request.resource))
    policies = compiled({name: [_FULL, *found] if name == "rcp" else found for name, found in given.items()})
    said = {layer_of(layer.name): layer for layer in path(request, policies, "ImplicitDeny", "identity")}
    return layers(denial, {name: said[name] for name in given})

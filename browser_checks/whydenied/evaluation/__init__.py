"""Evaluation: whether policies allow a request, which of them decides, and why.

``compiled(policies)`` once, then ``decide(request, policies)`` as often as needed; ``explain(statement,
request)`` for one statement. Everything is relative to the policies that were given: what else is attached
may still deny.
"""

from ..report import Layer
from .compiled import Policies, Problem, compiled
from .decision import Decision, decide
from .explaining import Match, explain
from .request import BadRequest, Request, prepared
from .statements import Statement

__all__ = [
    "BadRequest",
    "Decision",
    "Layer",
    "Match",
    "Policies",
    "Problem",
    "Request",
    "Statement",
    "compiled",
    "decide",
    "explain",
    "prepared",
]

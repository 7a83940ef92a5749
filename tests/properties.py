"""How often a property is tried: at each ``make test`` with the same examples, at ``make search`` with many fresh ones.

A test that says no today and yes tomorrow tells nobody whether a change was at fault; fresh examples are looked at by a person.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# How many times the usual number of examples a search tries.
SEARCH = int(os.environ.get("WHYDENIED_SEARCH", "0"))


def examples(count: int) -> settings:
    """The settings of a property that ``count`` examples are enough for; never timed, since a busy machine is no fault of what is tested."""
    if SEARCH:
        return settings(max_examples=count * SEARCH, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    return settings(max_examples=count, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

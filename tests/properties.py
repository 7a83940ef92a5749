"""How often a property is tried: at each ``make test`` with the same examples, at ``make check`` with a part
of them, at ``make search`` with many fresh ones.

A test that says no today and yes tomorrow tells nobody whether a change was at fault; fresh examples are
looked at by a person.
"""

from __future__ import annotations

import math
import os

from hypothesis import HealthCheck, settings

# How many times the usual number of examples is tried.
TIMES = float(os.environ.get("WHYDENIED_EXAMPLES", "1"))


def examples(count: int) -> settings:
    """The settings of a property that ``count`` examples are enough for; never timed, since a busy machine is
    no fault of what is tested."""
    return settings(
        max_examples=math.ceil(count * TIMES),
        deadline=None,
        derandomize=TIMES <= 1,
        suppress_health_check=[HealthCheck.too_slow],
    )

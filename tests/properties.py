"""How often a property is tried: at each ``make test`` with the same examples, at ``make check`` with a part
of them, at ``make search`` with many fresh ones.

A test that says no today and yes tomorrow tells nobody whether a change was at fault; fresh examples are
looked at by a person.
"""

from __future__ import annotations

import math
import os
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase

# How many times the usual number of examples is tried.
TIMES = float(os.environ.get("WHYDENIED_EXAMPLES", "1"))
CORPUS = Path(__file__).parent / "corpus"
"""What searches found, tried first by the next one; kept in the repository until it is a case or mended."""


def examples(count: int) -> settings:
    """The settings of a property that ``count`` examples are enough for; never timed, since a busy machine is
    no fault of what is tested."""
    return settings(
        max_examples=math.ceil(count * TIMES),
        database=DirectoryBasedExampleDatabase(CORPUS) if TIMES > 1 else None,
        deadline=None,
        derandomize=TIMES <= 1,
        suppress_health_check=[HealthCheck.too_slow],
    )

"""Regular expressions that are compiled when they are first used: a paste uses a fifth of them, and compiling
all took a third of the checker's import."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast


def lazy_regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """As ``re.compile``, without the work until the first of its methods is called. The ``re`` of a match is
    another object than this one."""
    return cast(re.Pattern[str], LazyRegex(source, flags))


class LazyRegex:
    """Has every attribute of the compiled expression."""

    def __init__(self, source: str, flags: int) -> None:
        self._asked = source, flags
        self.pattern = source

    def __getattr__(self, name: str) -> Any:
        """Take over an attribute when it is first asked for; from then on it costs what `re`'s own does."""
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(*self._asked)

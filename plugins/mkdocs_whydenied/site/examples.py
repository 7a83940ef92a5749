"""The names that a guide uses in its commands and policies, which the page replaces by the reader's own: the
option ``examples``."""

from __future__ import annotations

from collections.abc import Mapping

from mkdocs.config.base import BaseConfigOption, ValidationError

from whydenied.call.names import SLOTS


class Examples(BaseConfigOption[Mapping[str, str]]):
    """The option's value as name -> the word that stands for it in the guide's examples."""

    def __init__(self) -> None:
        super().__init__()
        self.default = {}

    def run_validation(self, value: object) -> Mapping[str, str]:
        """Raises ValidationError with a sentence for anything but such pairs; YAML reads an account without
        quotes as a number."""
        if not isinstance(value, Mapping):
            raise ValidationError(
                'Expected pairs of a name and its word in the examples, such as "function: orders".'
            )
        for name, word in value.items():
            if name not in SLOTS:
                raise ValidationError(
                    f'"{name}" is no name that a paste can tell: these are {", ".join(SLOTS)}.'
                )
            if not isinstance(word, str) or not word.strip():
                raise ValidationError(
                    f'"{name}" should be a text in quotes, as the examples have it, such as {name}: "orders".'
                )
        return dict(value)

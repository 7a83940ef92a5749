"""The options of the plugin; with none set it works. Beside plugin.py the only module that imports MkDocs: what
an option checks is a plain function elsewhere, and hooks take MkDocs's own classes from here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from mkdocs.config import base
from mkdocs.config import config_options as options
from mkdocs.config.defaults import MkDocsConfig as MkDocsConfig
from mkdocs.exceptions import PluginError as PluginError
from mkdocs.structure.files import File as File
from mkdocs.structure.files import Files as Files
from mkdocs.structure.pages import Page as Page

from .guide.dialect import choice
from .site import examples, places
from .site.texts import languages

T = TypeVar("T")


class Checked(base.BaseConfigOption[T], Generic[T]):
    """An option whose value a function checks: it returns the value that the plugin works with, or raises
    ValueError with a sentence."""

    def __init__(self, check: Callable[[object], T], schema: Mapping[str, Any], default: T) -> None:
        super().__init__()
        self.check, self.schema, self.default = check, schema, default

    def run_validation(self, value: object) -> T:
        """Raises ValidationError with the function's sentence."""
        try:
            return self.check(value)
        except ValueError as error:
            raise base.ValidationError(str(error)) from error


class WhyDeniedConfig(base.Config):  # type: ignore[no-untyped-call]
    """One attribute an option."""

    offline = options.Type(bool, default=False)
    """Build for opening by double-click: everything the checker needs is embedded in script files."""

    language = options.Optional(options.Choice(languages()))
    """Language of the widget's texts; without it that of the theme, else English."""

    selftest = options.Type(bool, default=True)
    """Check in every build that each sample leads to the section it stands in."""

    follow = options.Choice(["here", "page"], default="here")
    """Where the section that answers a paste opens: `here` brings it under the answer, `page` goes to its own
    page, where the host keeps the answer meanwhile."""

    aws_guides = Checked[Mapping[str, str]](choice.chosen, choice.SCHEMA, {})
    """Pages that are read as AWS publishes its guides; pages that look like it are, without being named
    here."""

    rules = Checked(places.folder, places.FOLDER_SCHEMA, "")
    """Folder of the site for a reference of the linter's rules, written from the rules; empty for none."""

    forms = Checked(places.page, places.PAGE_SCHEMA, "")
    """Place of a page that lists all messages by the section they lead to, such as `messages.md`; empty for
    none."""

    examples = Checked[Mapping[str, str]](examples.chosen, examples.SCHEMA, {})
    """Names that the guide's commands and policies use, by what they stand for: the page shows the reader's
    own in their place."""


@dataclass(frozen=True)
class Described:
    """An option as the reference describes it."""

    name: str
    default: object
    values: type | Mapping[str, Any]
    """A Python type, or a JSON Schema."""


def described() -> Iterator[Described]:
    """All options."""
    for name, option in WhyDeniedConfig._schema:
        yield Described(name, option.default, _values(option))


def _values(option: base.BaseConfigOption[Any]) -> type | Mapping[str, Any]:
    """Raises TypeError for an option of a class that this plugin does not use."""
    match option:
        case Checked():
            return option.schema
        case options.Optional(option=options.Choice(choices=choices)):
            return {"enum": [*choices, None]}
        case options.Choice():
            return {"enum": [*option.choices]}
        case options.Type(_type=type() as kind):
            return kind
    raise TypeError(f"no schema for options of the class {type(option).__name__}")

"""The options of the plugin; with none set it works."""

from __future__ import annotations

from mkdocs.config import base
from mkdocs.config import config_options as options

from .guide.dialect.choice import Guides
from .site.examples import Examples
from .site.places import FolderPlace, PagePlace
from .site.texts import languages


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

    aws_guides = Guides()
    """Pages that are read as AWS publishes its guides; pages that look like it are, without being named
    here."""

    rules = FolderPlace()
    """Folder of the site for a reference of the linter's rules, written from the rules; empty for none."""

    forms = PagePlace()
    """Place of a page that lists all messages by the section they lead to, such as `messages.md`; empty for
    none."""

    examples = Examples()
    """Names that the guide's commands and policies use, by what they stand for: the page shows the reader's
    own in their place."""

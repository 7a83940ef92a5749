"""The table of faults: each cause with the sentence that a reader gets and who can change it, and what a host can do
wrong."""

from __future__ import annotations

from pathlib import Path

from ..texts import texts

CAUSES: dict[str, tuple[str, str]] = {
    "no-wasm": ("the browser has no WebAssembly", "the reader"),
    "no-worker": ("the browser starts no module worker", "the reader"),
    "blocked": ("a Content-Security-Policy, whose directive is named", "the site's owner"),
    "trusted-types": ("Trusted Types without the policy `whydenied`", "the site's owner"),
    "sandbox": ("a frame with `sandbox`", "the reader, or the owner of the page around it"),
    "needs-server": ("an online copy opened as a file", "the site's owner"),
    "missing-file": ("status 404 or 410; offline, a file that is not there", "the site's owner"),
    "page-instead": ("a web page with status 200 in a file's place", "the reader, or the site's owner"),
    "server": ("any other status", "the site's owner"),
    "wrong-type": ("a type that browsers do not run", "the site's owner"),
    "damaged": ("a digest that does not match, twice", "the site's owner"),
    "offline": ("no answer at all", "the reader"),
    "stalled": ("no byte for 30 seconds", "the reader"),
    "timeout": ("no news of the worker for 45 seconds, of one that is asked for 20", "the reader"),
    "memory": ("the browser has no memory left", "the reader"),
    "crashed": ("the worker is gone", "the reader"),
}
"""By the code of the failure: what caused it, and who can change it. What still works, each sentence says."""

FAULTS: dict[str, tuple[str, str, str]] = {
    "missing": ("the file is missing (404)", "missing-file", "a reload, where the site was updated"),
    "page": ("a web page with status 200 comes in its place", "page-instead", "a reload"),
    "truncated": ("the file is cut off", "damaged", "the next try, once it is whole"),
    "damaged": ("one bit of the file is wrong", "damaged", "the next try, once it is whole"),
    "error": ("the server answers 500", "server", "the next try, once it does not"),
    "type": ("a script or style has another type", "wrong-type", "the next try, once it has its own"),
    "stalled": ("the file stops arriving in the middle", "stalled", "the next try"),
    "slow": ("the file comes in drops", "", "waiting, as long as bytes come"),
    "once": ("the server answers 500 once", "", "asking once more, by itself"),
    "poisoned": ("a damaged file was cached as immutable", "", "asking once more, by itself, past the cache"),
}
"""By name: what a host does wrong, the code of what the reader is told, none where the answer comes, and what gets
over it. The tests try each on every file."""


def tables(_: Path) -> str:
    """Both tables as Markdown."""
    words = texts("en")
    causes = [f"| {cause} | {words[f'failure.{code}']} | {who} |" for code, (cause, who) in CAUSES.items()]
    faults = [
        f"| {what} | {f'`{code}`: {_cause(code)}' if code else 'the answer'} | {over} |"
        for what, code, over in FAULTS.values()
    ]
    return "\n".join(
        [
            "| cause | what the reader is told | who can change it |",
            "|---|---|---|",
            *causes,
            "",
            "| what a host does with a file | what comes of it | what gets over it |",
            "|---|---|---|",
            *faults,
        ]
    )


def _cause(code: str) -> str:
    return CAUSES[code][0]

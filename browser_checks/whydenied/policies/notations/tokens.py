"""Tokens of the notations that write objects with braces: JSON, JavaScript, Python, Ruby and Terraform."""

from __future__ import annotations

import re

from ...text.regex import lazy_regex
from ..nodes import UNKNOWN

# Alternatives begin differently and are possessive: matching a token takes time linear in its length.
TOKEN = lazy_regex(
    r"""
    (?P<blank>[\s\u200b\ufeff]++)
  | (?P<string>"(?:[^"\\\n$]++(?:(?<=')"\$(?:\w{1,60}+|\{\w{1,60}+\})"(?='))?|\\[\s\S]|\$\{(?:[^{}"\n]++|(?<=[\[(,?:=\ ])"[^"\\\n]{0,200}+"){1,20}+\}|\$)*+")
  | (?P<inserted><%[-=](?:[^%\n]|%(?!>)){0,300}+%>)
  | (?P<directive>\{%[^{}%\n]{0,300}+%\}|<%(?:[^%\n]|%(?!>)){0,300}+%>)
  | (?P<mark>=>|[{}\[\](),:;=])
  | (?P<comment>//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?|\#[^\n]*+|%\{[^{}\n]{0,300}+\})
  | (?P<single>[fbru]?'(?:[^'\\\n]++|\\[\s\S])*+'|[fbru]"(?:[^"\\\n]++|\\[\s\S])*+"|`(?:[^`\\]++|\\[\s\S])*+`)
  | (?P<smart>[\u201c\u201d\u201e\u00ab](?:[^\u201c\u201d\u201e\u00ab\u00bb"\\\n]++|\\.)*+[\u201c\u201d\u00bb"]
      |[\u2018\u2019](?:[^\u2018\u2019'\\\n]++|\\.)*+[\u2018\u2019'])
  | (?P<heredoc><<[-~]?[A-Za-z_]\w{0,60}[ \t]*+\n)
  | (?P<word>[^\s{}\[\](),:;="'`\u201c\u201d\u2018\u2019/\#]++(?:/(?![/*])[^\s{}\[\](),:;="'`\u201c\u201d\u2018\u2019\#]*+)*+|/)
  | (?P<open>["'`\u201c\u201d\u2018\u2019\u201e\u00ab\u00bb][^\n]*+)
    """,
    re.VERBOSE,
)

_ESCAPE = lazy_regex(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\n": ""}


def unescaped(text: str) -> str:
    """Resolve the backslash escapes of a string; lone surrogates become U+FFFD."""
    if "\\" not in text:
        return text
    decoded = _ESCAPE.sub(
        lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else _PLAIN.get(m[3], m[3]), text
    )
    return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def content(token: str) -> str:
    """The text between the quotes of a string literal, without a Python prefix; what Python fills in is
    unknown."""
    text = unescaped(token.lstrip("fbru")[1:-1])
    return _INSERTED.sub(UNKNOWN, text) if token[0] == "f" else text


_INSERTED = lazy_regex(r"(?<!\{)\{[^{}]{1,200}\}(?!\})")


# Where quotes end and begin again around what is filled in: '..."'$ARN'"...' of a shell, the pieces of a Join in YAML.
_SPLICED = lazy_regex(
    r"'\"?\$(?:[A-Za-z_]\w{0,60}|\{[A-Za-z_]\w{0,60}\})\"?'|'\s{0,60}- (?:Fn::|Ref:|!)[^'\"]{1,300}- '"
)
# ${...} of a template: references of Terraform, expressions of JavaScript. IAM's variables contain a colon or
# a quote.
_TEMPLATE = lazy_regex(
    r"(?<!\$)\$\{((?:[^{}$]++|\$(?!\{)|\$\{[^{}]{0,200}+\}){1,20}+)\}|(%\{[A-Za-z][\w.]{0,60}\}|\$\((?:[^()\n]++|\([^()\n]{0,80}+\)){1,20}+\))|%(?:\[\d\]|\d\$)?s|%(?:\[\d\])?[qv](?!\w)|\$\{\{[^{}\n]{1,200}\}\}|(?<![{\w])\{[\w.\[\]()]{0,80}\}"
)
# What a shell cuts from a variable or puts in its place: ${ISSUER#*//}, ${REGION:-eu-west-1}.
_SHELL = lazy_regex(r"[A-Za-z_]\w{0,60}(?:[#%/^,]|:[-=?+\d])")
# What IAM's variables do not have: a nested value, a string, a call, a choice.
_EXPRESSION = lazy_regex(r"[\"({]|\s\?\s")
_IAM_NAME = lazy_regex(r"[a-z][a-z0-9-]{1,40}:[A-Za-z]|[*?$]$")


def filled(text: str, *, foreign: bool) -> str:
    """Replace the parts that a program fills in by UNKNOWN; *foreign*: whether the notation is a programming
    language.

    In JSON only ``${resource.name.attribute}`` is taken for Terraform's: every other ``${...}`` may be meant
    for IAM.
    """
    if "'" in text:
        text = _SPLICED.sub(UNKNOWN, text)
    if "{" not in text and "%" not in text and "$(" not in text:
        return text

    def part(match: re.Match[str]) -> str:
        inner = match[1]
        if match[2] or (inner and _SHELL.match(inner)):
            return UNKNOWN
        if inner is None:
            return UNKNOWN if foreign or match[0][0] == "%" else match[0]
        if _IAM_NAME.match(inner):
            return match[0]
        if _EXPRESSION.search(inner):
            return UNKNOWN
        reference = "." in inner and ":" not in inner and (" " not in inner or "(" in inner or "[" in inner)
        return UNKNOWN if foreign or reference else match[0]

    # Terraform escapes IAM's variables as $${...}, and as &{...} in policy documents.
    return (
        _TEMPLATE.sub(part, text).replace("$${", "${").replace("&{", "${")
        if foreign
        else _TEMPLATE.sub(part, text)
    )

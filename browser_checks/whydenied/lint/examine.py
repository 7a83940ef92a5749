"""From the documents of a paste to the policies of its report: type and findings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ..aws.data import iam
from ..aws.data.wildcards import has_wildcard
from ..aws.kinds import is_type
from ..policies.attached import block_name
from ..policies.document import Broken, Document
from ..policies.functions import names_lambda, of_functions, trusts_many
from ..policies.kind import Kind, kind
from ..policies.nodes import Object, Scalar
from ..policies.notations.voting import program
from ..report import Finding, Policy, Span
from ..text.regex import lazy_regex
from .rules.actions._names import is_sought_elsewhere
from .run import Lines, lint


class Examined(NamedTuple):
    """A policy as the report shows it, and the document it was read from."""

    policy: Policy
    document: Document | None

    @property
    def not_loaded(self) -> set[str]:
        """The services that the policy's actions name and whose data is not at hand: of a name that there is not, any
        service may have been meant."""
        return {
            prefix
            for statement in (self.document.statements if self.document else ())
            for action in statement.actions
            if (prefix := _not_loaded(action.text))
        }


@iam.remembered
def _not_loaded(action: str) -> str | None:
    """The service of an action, in lower case, or what stands for one, where its data is not at hand."""
    prefix, colon, _ = action.lower().partition(":")
    if not colon:
        return None
    if iam.loaded(prefix):
        return prefix if not iam.complete() and is_sought_elsewhere(action) else None
    return prefix if iam.exists(prefix) or not (iam.complete() or has_wildcard(prefix)) else None


def examined(
    paste: str,
    found: Sequence[Document],
    broken: Sequence[Broken],
    types: Sequence[str | None],
    *,
    of_denial: bool = False,
    number: int = 0,
) -> list[Examined]:
    """The policies among the documents of *paste* with what the rules say.

    *types* is what the reader says they are, as far as known. *of_denial* tells that they were pasted for a
    denial, which is what the reader asks about then: what a policy might lack for some other use is not.
    *number* is the paste's own, among all texts of the question.
    """
    policies = [document for document in found if document.is_policy]
    lines = Lines(paste)
    kinds = [kind(document) for document in policies]
    context = _context(paste, policies, kinds, of_denial)
    roles = _roles(paste, policies, kinds)
    linked = of_functions(policies)
    shown = []
    noted: set[str] = set()
    for at, (document, inferred) in enumerate(zip(policies, kinds, strict=True)):
        given = types[at] if at < len(types) else None
        policy_kind = given if is_type(given) else inferred.type
        around = _around(document, context, roles, linked[at])
        findings = lint(document, policy_kind, lines, service=inferred.service, context=around, noted=noted)
        if any(finding.severity == "security" for finding in findings) and (
            ("test" in around and _is_in_test(document)) or _is_in_docstring(document)
        ):
            findings = tuple(map(_softened, findings))
        places = tuple(document.place(statement.node) for statement in document.statements)
        why = "the reader says so" if is_type(given) else inferred.why
        policy = Policy(
            policy_kind,
            why,
            owner=inferred.owner,
            findings=findings,
            span=document.span,
            service=inferred.service,
            notation=document.notation,
            statements=places,
            text=number,
        )
        shown.append(Examined(policy, document))
    return shown + [_broken(error, lines, number) for error in broken]


def _is_in_test(document: Document) -> bool:
    """Whether a policy stands in the code of a program or in a text of it."""
    text = document.text
    return (
        not text.is_paste
        or document.notation in ("python", "javascript", "cdk")
        or program(text.chars, document.node.start, strings=True) is not None
    )


def _is_in_docstring(document: Document) -> bool:
    """Whether a policy stands in a text of Python that documents a class or function: an example of what the
    code reads."""
    chars, start = document.text.chars, document.node.start
    opening = chars.rfind(_DOCSTRING, max(0, start - _LONG), start)
    return (
        opening > 0
        and chars[:opening].rstrip().endswith(":")
        and chars.count(_DOCSTRING, 0, start) % 2 == 1
        and program(chars, start, strings=True) == "python"
    )


_DOCSTRING = '"""'
_LONG = 5_000


def _softened(finding: Finding) -> Finding:
    """What a test of a program allows is allowed to nobody."""
    return replace(finding, severity="suggestion") if finding.severity == "security" else finding


def _broken(error: Broken, lines: Lines, number: int) -> Examined:
    line, column = lines.at(error.place)
    finding = Finding(
        "json-syntax-error",
        "error",
        str(error),
        "$",
        line=line,
        column=column,
        span=Span(error.place, error.place),
    )
    return Examined(Policy(None, "it cannot be read", findings=(finding,), text=number), None)


# A denied action or an ARN of Lambda is about who calls Lambda: such a policy is no function's.
_OUTSIDE = lazy_regex(
    r"(?<![A-Za-z])((?i:lambda)(?!:[A-Z])(?<!:aws:lambda)|(?i:vpc|function url|kms|encrypt))"
)
# An API has an endpoint at the edge, too: only these words mean a function there.
_EDGE = lazy_regex(
    r"(?i)lambda@edge|edgelambda|lambda edge|edge function|\b(?:viewer|origin)-re(?:quest|sponse)\b"
)
# What a test of a program begins with.
_TEST = lazy_regex(
    r"^[ \t]{0,12}(?:(?:async )?def test_\w|(?:import|from) (?:pytest|unittest|moto)\b|@pytest\.|(?:describe|test|it)\([\"'`])",
    re.MULTILINE,
)

# Managed policies that let a function write its logs; SAM, the CDK and Terraform's module attach one to every role
# that they make for a function.
_LOGGED = lazy_regex(
    r"AWSLambda[A-Z]\w{2,30}ExecutionRole\b|AWS::Serverless::Function\b|\bPolicyStatement\b|\bput-role-policy\b"
    r"|terraform-aws-modules/lambda/"
)

# Writing logs is allowed somewhere in the paste: by another policy, if not by this.
_LOGS = lazy_regex(r"[\"'\s]logs:(?:\*|put)")

# What a template or a program is about as a whole says nothing of one policy in it.
_OF_ALL = frozenset({"vpc", "function url", "kms", "encrypt", "edge"})
_ASSUMED = lazy_regex(r"ServicePrincipal\(\s{0,20}[\"'](lambda\.|edgelambda\.)?[\w.-]{1,60}[\"']")


def _roles(paste: str, policies: Sequence[Document], kinds: Sequence[Kind]) -> tuple[bool, bool]:
    """Whether the paste has roles that functions take on, and whether it has others, besides a policy that is
    all there is."""
    of_functions = [bool(match[1]) for match in _ASSUMED.finditer(paste)] if "Principal(" in paste else []
    if len(policies) > 1:
        of_functions += [
            names_lambda(document.node)
            for document, inferred in zip(policies, kinds, strict=True)
            if inferred.type == "trust"
        ]
    return any(of_functions), not all(of_functions)


_WORD = lazy_regex(r"[A-Za-z]")
_TEMPLATE = lazy_regex(r"\$\{[A-Za-z_][\w.-]{0,60}\}|\{\{")


def _around(
    document: Document, context: frozenset[str], roles: tuple[bool, bool], linked: bool | None
) -> frozenset[str]:
    """What of the paste's *context* is about this policy: in a template, or among several *roles*, not
    everything is about a function; *linked* is whether the template says that its role is one's."""
    of_lambda, others = roles
    if "lambda" in context and linked is None and _is_called_otherwise(document):
        context -= {"lambda"}
    if linked:
        return context - _OF_ALL - {"denial"} | {"lambda", "role"}
    if linked is False and any(statement.principals for statement in document.statements):
        return context - _OF_ALL - {"denial", "lambda"}  # another service's role, whatever it is called
    if "lambda" in context and not document.context and _is_far(document):
        context -= {"lambda"}
    if not document.context and document.notation == "json" and not others:
        return context | {"role"} if "lambda" in context and _is_near(document) else context
    in_template = _is_of_template(document)
    holder = document.node.parent
    while holder is not None and not (
        isinstance(holder, Object) and (holder.member("AssumeRolePolicyDocument") or holder.member("Type"))
    ):
        holder = holder.parent
    role = holder.get("AssumeRolePolicyDocument") if isinstance(holder, Object) else None
    only_named = False
    if role is not None and role is not document.node:
        of_function = names_lambda(role)
        only_named = of_function and trusts_many(role)
    else:
        kind = holder.get("Type") if isinstance(holder, Object) else None
        serverless = isinstance(kind, Scalar) and kind.text == "AWS::Serverless::Function"
        named = _is_named_after_function(document)
        shown = serverless or (not others and (of_lambda or ("lambda" in context and not in_template)))
        of_function, only_named = named or shown, not shown
    kept = context - _OF_ALL - {"denial"} if in_template else context
    if not of_function:
        return kept - {"lambda"}
    return kept | ({"lambda"} if only_named else {"lambda", "role"})


def _is_far(document: Document) -> bool:
    """Whether a policy is a text in a program that speaks of Lambda elsewhere, if at all: the word is one of
    Python's, too."""
    chars, start = document.text.chars, document.node.start
    near = chars[max(0, start - _NEAR) : start] + chars[document.node.end : document.node.end + _NEAR]
    return program(chars, start, strings=True) is not None and not _OUTSIDE.search(near)


def _is_near(document: Document) -> bool:
    """Whether a function is spoken of near a policy: a long text names Lambda for other reasons, too."""
    chars, start, end = document.text.chars, document.node.start, document.node.end
    near = chars[max(0, start - 4 * _NEAR) : start] + chars[end : end + 4 * _NEAR]
    return len(chars) < 10 * _NEAR or any(match[1].lower() == "lambda" for match in _OUTSIDE.finditer(near))


def _is_called_otherwise(document: Document) -> bool:
    """Whether what stands before a policy names the service that it trusts: the role by which that calls a function."""
    services = {
        principal.value.text.partition(".")[0].lower()
        for statement in document.statements
        for principal in statement.principals
        if principal.kind == "Service"
    }
    if not services or "lambda" in services:
        return False
    start = document.node.start
    near = document.text.chars[max(0, start - 4 * _NEAR) : start].lower()
    return any(service[:_STEM] in near for service in services)


_NEAR = 300


def _is_named_after_function(document: Document) -> bool:
    """Whether what the policy stands in is named after Lambda, and not after who calls Lambda, as the role of
    an API or a schedule is."""
    name = "".join([*map(str, document.context), block_name(document)]).lower()
    services = [
        principal.value.text.partition(".")[0]
        for statement in document.statements
        for principal in statement.principals
    ]
    return (
        "lambda" in name
        and not _CALLER.search(name)
        and not any(service[:_STEM] in name for service in services if service != "lambda")
    )


_STEM = 5
"""Letters of a service's name that tell it: a schedule is the scheduler's."""
_CALLER = lazy_regex(
    r"(?:invok|call|trigger|start|run)(?:e|er|es|ing)?[-_]?(?:the)?[-_]?lambda|lambda\w{0,20}?(?:invo[ck]|call(?!back)|trigger)|stepfunctions?|statemachine|eventbridge|apigateway|restapi|httpapi"
)


def _writes_logs(paste: str) -> bool:
    lower = paste.lower()
    return ("logs:*" in lower or "logs:put" in lower) and _LOGS.search(lower) is not None


def _is_of_template(document: Document) -> bool:
    return (
        "Properties" in document.context
        or document.notation not in ("json", "yaml")
        or bool(document.context)
    )


def _context(
    paste: str, policies: Sequence[Document], kinds: Sequence[Kind], of_denial: bool
) -> frozenset[str]:
    """What the paste shows beside each policy: words around the policies, and roles that trust Lambda."""
    around, done = [], 0
    for document in policies:
        start, end = document.span
        around.append(paste[done:start])
        done = max(done, end)
    outside = " ".join([*around, paste[done:]])[:20_000].strip()
    words = _said(outside) if outside else set()
    if _writes_logs(paste):
        words.add("logs")
    if of_denial:
        words.add("denial")
    elif not (_WORD.search(outside) or any(map(_is_of_template, policies))):
        has_slots = ("${" in paste or "{{" in paste) and _TEMPLATE.search(paste)
        words |= {"whole"} if has_slots else {"whole", "alone"}
    for document, inferred in zip(policies, kinds, strict=True) if len(policies) > 1 else ():
        if inferred.type == "trust":
            named = {
                principal.value.text
                for statement in document.statements
                for principal in statement.principals
            }
            words |= {"lambda"} if "lambda.amazonaws.com" in named else set()
            words |= {"edge"} if "edgelambda.amazonaws.com" in named else set()
    return frozenset(words)


def _said(outside: str) -> set[str]:
    """What the words around policies tell."""
    words = {match[1].lower() for match in _OUTSIDE.finditer(outside)}
    if _LOGGED.search(outside):
        words.add("logs")
    if _EDGE.search(outside):
        words.add("edge")
    if _TEST.search(outside):
        words.add("test")
    if "put-role-policy" in outside:
        words.add("added")
    return words

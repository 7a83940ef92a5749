"""A rule: one check of policies, with the code and severity under which it speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from ..evaluation.operators import Named
from ..policies.nodes import Node
from ..report.words import Severity
from ..values import dataclass
from .edits import Edit

ERROR: Severity = "error"
"""AWS rejects the policy, or it cannot do what it says."""
WARNING: Severity = "warning"
"""It very probably does not do what was meant."""
SECURITY: Severity = "security"
"""It allows more than it seems to say."""
SUGGESTION: Severity = "suggestion"
"""The rest: it could be plainer, or lacks something in a context that is not shown."""

NOTATION = "notation"
"""What a rule looks at that turns a fault of the notation into a sentence: called with the Flaw and the
Document."""
POLICY, STATEMENT, ACTION, RESOURCE, PRINCIPAL, CONDITION = (
    "policy",
    "statement",
    "action",
    "resource",
    "principal",
    "condition",
)

# Traits of a statement that a rule's *needs* may name beside elements.
EMPTY_LIST = "[]"
"""An element is an empty list."""
ACTIONS, RESOURCES, CONDITIONS = "Actions", "Resources", "Conditions"
"""There are several."""
NAMED_RESOURCE = "Resource."
"""There is a resource that is more than a star."""
WILD_RESOURCE = "Resource*"
"""A resource has a star."""

ODD_CONDITION = "Condition?"
"""The Condition is not as AWS writes it: an operator is spelled otherwise or there is none of that name, or what
should hold keys is no object, or empty."""

TYPED = "typed"
"""A value may be of a type that its element does not take: all but texts, lists of texts where lists may stand, and
the Condition."""

LONG = "long"
"""The policy may be longer than one of AWS's quotas."""

STRANGE = "strange"
"""An element, an effect, or a version other than the current one, that there is not or no longer."""

# Traits of a condition's values, one of which a rule may name.
SEVERAL, WILD, VARIABLE, ODD = "several", "wild", "variable", "odd"
"""There are two or more; one has a star or a question mark; one has a variable; there is none, or one that is
not text, a number or a Boolean."""


class Problem(NamedTuple):
    """What a rule has to say: the node it is about, first what is wrong and why, then what to do."""

    node: Node
    message: str
    suggestion: str | None = None
    """What to write instead, or what to do, in a few words."""
    edit: Edit | None = None
    severity: Severity | None = None
    """Another severity than the rule's: a defect only in a context that the paste does not show is a
    suggestion."""
    once: bool = False
    """Whether it hangs on what a template will fill in: one such problem is enough for a whole paste."""


Check = Callable[..., Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check and how it is called.

    *looks_at* says for what the check is called and with which arguments: ``policy`` (policy), ``statement``
    (statement, policy), ``action`` and ``resource`` (a Scalar, statement, policy), ``principal`` (Principal,
    statement, policy), ``condition`` (Condition, statement, policy). Values with an unknown part
    (:data:`~.policies.nodes.UNKNOWN`) are handed to checks of actions, resources and principals only when
    *unknown* is set.
    """

    code: str
    severity: Severity
    looks_at: str
    check: Check
    types: frozenset[str] | None = None
    """The types of policies it is for: identity, resource, trust, scp, rcp, boundary, session, vpc-endpoint;
    None for all."""
    section: str = "policy-validation"
    """The section of the guide that explains it."""
    unknown: bool = False
    placed: bool = False
    """Whether a check of resources or principals is called for an ARN of which a template fills in Region or account
    (:mod:`~.lint.placed`): it looks at the rest."""
    plain: bool = False
    """Whether a check of actions or resources is called for plain ones, too: an action that the data has by
    this very name, a lone ``*``. Most checks have nothing to say of them, and they are most of what policies
    hold."""
    effect: str | None = None
    """Allow or Deny, when the check has nothing to say of statements of another effect."""
    needs: tuple[str, ...] = ()
    """Elements or traits of which a statement has to have one for the rule to be asked about it, or about
    what is in it; none: it is always asked."""
    lacks: tuple[str, ...] = ()
    """Elements of which a statement has to have none for the rule to be asked about it."""
    fault: Callable[[str], object] | None = None
    """Tells from the text of a resource, whatever account it has, whether a rule of this kind may speak of it: of
    a text without a fault none is asked."""
    concerns_action: Callable[[str], object] | None = None
    """Tells from an action, or a pattern of actions, whether a check of statements is called for a statement
    that lists it, and a check of policies for one with such a statement; it is asked once for each text, in
    whichever policies it stands. With NotAction the check is always called."""
    concerns_text: Callable[[str], object] | None = None
    """The same by the text of an action, a resource, a principal or a value of a condition: a check of
    statements is called for those that hold such a text. The account in an ARN is any."""
    concerns: Callable[[Named, str], object] | None = None
    """Tells from operator and key (in lower case) of a condition whether a check of conditions is called for
    it; it is asked once for each such pair, in whichever policies they stand."""
    values: str | None = None
    """The trait of its values that a condition has to have for such a check to be called."""
    mentions: tuple[str, ...] = ()
    """Words in lower case of which a policy has to hold one for the rule to be asked at all; none: it is
    always asked."""

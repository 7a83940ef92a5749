"""Facts about actions that evaluation needs."""

from __future__ import annotations

from ..aws.data.iam import Action, action, remembered


@remembered
def needs_star(name: str) -> bool:
    """Whether an action, in lower case, has no resource type, so that only ``*`` covers it; False if the
    action is unknown.

    Source:
    https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
    """
    known = action(name)
    return isinstance(known, Action) and not known.resource_types

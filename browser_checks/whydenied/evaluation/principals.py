"""The Principal element, and how strongly it grants.

A grant to a user, a session or everyone is not limited by boundary and session policy; a grant to a role is;
a grant to an account leaves the decision to the policies of that account.

Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from ..aws.arn import Arn
from ..aws.glob import Lookup
from ..values import dataclass
from .caller import Caller

UNIQUE_IDS = ("AIDA", "AROA")
"""Prefixes of the unique ids of users and roles."""


class Reach(IntEnum):
    """How a Principal element matches a caller, the strongest last."""

    NONE = 0
    ACCOUNT = 1
    LIMITED = 2
    DIRECT = 3


@dataclass(frozen=True, slots=True)
class Principals:
    """The names of a Principal or NotPrincipal element."""

    everyone: bool
    accounts: frozenset[str]
    arns: frozenset[str]
    roles: frozenset[tuple[str | None, str | None]]
    """Account and name of each role, without path."""
    users: frozenset[tuple[str | None, str | None]]
    ids: frozenset[str]
    """Unique ids: IAM replaces the ARN of a deleted user or role by its id."""
    services: frozenset[str]
    providers: frozenset[str]
    negated: bool = False

    @classmethod
    def of(cls, named: Iterable[tuple[str, str]], *, negated: bool) -> Principals:
        """Group the (kind, value) pairs of an element; a bare ``"*"`` has the kind ``*``."""
        everyone = False
        accounts, arns, ids, services, providers = (set[str]() for _ in range(5))
        roles, users = (set[tuple[str | None, str | None]]() for _ in range(2))
        for kind, value in named:
            if kind in ("AWS", "*") and value == "*":
                everyone = True
            elif kind == "Service":
                services.add(value)
            elif kind == "Federated":
                providers.add(value)
            elif value.isdigit():
                accounts.add(value)
            elif value.startswith(UNIQUE_IDS):
                ids.add(value)
            elif value.startswith("arn:"):
                arn = Arn.parse(value)
                entity = (arn.account, value.rsplit("/", 1)[-1]) if arn else (None, None)
                if arn and arn.resource == "root":
                    accounts.add(arn.account)
                elif ":role/" in value:
                    roles.add(entity)
                else:
                    arns.add(value)
                    if ":user/" in value:
                        users.add(entity)
        return cls(
            everyone,
            frozenset(accounts),
            frozenset(arns),
            frozenset(roles),
            frozenset(users),
            frozenset(ids),
            frozenset(services),
            frozenset(providers),
            negated,
        )

    def reach(
        self, caller: Caller, lookup: Lookup, *, in_session: bool = False, bounded: bool = False
    ) -> Reach:
        """How the element matches the caller. *in_session* is whether the caller's session has a policy of
        its own, *bounded* whether a Deny asks and the caller has a permissions boundary: then NotPrincipal
        exempts nobody.

        NotPrincipal exempts the user, role or session that it lists; an account in it exempts no member of
        the account from a Deny.
        """
        named = self._named(caller, lookup, in_session)
        if not self.negated:
            return named
        if bounded:
            return Reach.LIMITED
        return Reach.NONE if named >= Reach.LIMITED or (named and caller.kind == "root") else Reach.LIMITED

    def _named(self, caller: Caller, lookup: Lookup, in_session: bool) -> Reach:
        if self.everyone:
            return Reach.DIRECT
        if caller.name in self.arns:
            return Reach.LIMITED if caller.kind == "user" and in_session else Reach.DIRECT
        if caller.kind in ("service", "web-identity", "anonymous"):
            return Reach.DIRECT if self._lists_name(caller) else Reach.NONE
        if caller.role_key in self.roles or (
            caller.kind == "federated-user" and (caller.account, caller.entity) in self.users
        ):
            return Reach.LIMITED
        if self.ids and (lookup("aws:userid") or ("",))[0].partition(":")[0] in self.ids:
            return Reach.DIRECT if caller.kind == "user" and not in_session else Reach.LIMITED
        return Reach.ACCOUNT if caller.account in self.accounts else Reach.NONE

    def _lists_name(self, caller: Caller) -> bool:
        if caller.kind == "service":
            return caller.name in self.services or "*" in self.services or caller.name in self.providers
        if caller.kind == "anonymous":
            return False
        names = self.providers
        return (
            caller.name in names
            or "*" in names
            or any(name.endswith(f"-provider/{caller.name}") for name in names)
        )

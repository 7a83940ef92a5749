"""Operators of IP addresses: ranges in CIDR notation, or one address, of IPv4 and IPv6."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...aws.glob import Tokens
from .operator import Operator, literal

if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network


def _read(tokens: Tokens) -> IPv4Network | IPv6Network | None:
    from ipaddress import ip_network  # only policies with addresses pay for it

    try:
        return ip_network(literal(tokens).strip(), strict=False)
    except ValueError:
        return None


def _inside(network: IPv4Network | IPv6Network, given: str) -> bool:
    from ipaddress import ip_address

    try:
        return ip_address(given) in network
    except ValueError:
        return False


INSIDE = Operator("IpAddress", "to be in", _read, _inside)
OUTSIDE = INSIDE.opposite("NotIpAddress", "not to be in")

OPERATORS = (INSIDE, OUTSIDE)

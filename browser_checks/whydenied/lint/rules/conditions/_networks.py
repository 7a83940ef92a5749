"""IP ranges in the values of conditions.

Source:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ....policies.nodes import Scalar
from ....policies.statements import Condition
from ....text.regex import lazy_regex
from ._values import fixed

if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network

_LONGEST = 64
_ADDRESS = lazy_regex(r"[0-9A-Fa-f:.]{2,45}(/\d{1,3})?")
# What never reaches AWS from the internet: RFC 1918, loopback, link-local, shared address space, unique local
# IPv6.
_PRIVATE = (
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "100.64.0.0/10",
    "fc00::/7",
    "fe80::/10",
    "::1/128",
)


@lru_cache(maxsize=1024)
def network(text: str) -> IPv4Network | IPv6Network | None:
    """The range that a value writes in CIDR notation, or as one address; host bits do not matter. None when
    it is neither."""
    from ipaddress import ip_network  # only policies with addresses pay for it

    if len(text) > _LONGEST or not _ADDRESS.fullmatch(text):
        return None
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _private() -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(found for text in _PRIVATE if (found := network(text)))


@lru_cache(maxsize=1024)
def is_private(text: str) -> bool:
    """Whether the whole range is private, so that no request over the internet comes from it."""
    inner = network(text)
    if inner is None:
        return False
    low, high = inner[0], inner[-1]
    return any(low in outer and high in outer for outer in _private())


def private_ranges(condition: Condition) -> list[Scalar]:
    """The values that are private ranges."""
    return [value for value in fixed(condition) if is_private(value.text)]


def public_ranges(condition: Condition) -> list[Scalar]:
    """The values that are not known to be private: public ranges, and what a template or variable fills
    in."""
    private = {id(value) for value in private_ranges(condition)}
    return [value for value in condition.values if id(value) not in private]

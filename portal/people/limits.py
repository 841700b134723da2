"""How often one address may do what costs the house something and needs no account."""

from __future__ import annotations

import ipaddress

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def within_limit(request: HttpRequest, act: str, *, most: int, seconds: int) -> bool:
    """Count one act of the request's address; False once there were too many in the period.

    A cache that is away counts nothing and stops nobody.
    """
    key = f"limit:{act}:{_network(get_adapter().get_client_ip(request))}"
    cache.add(key, 0, timeout=seconds)
    try:
        return bool(cache.incr(key) <= most)
    except ValueError:
        return True


def _network(address: str) -> str:
    """Return whose address it is: a household has a whole network of the newer kind."""
    ip = ipaddress.ip_address(address)
    if ip.version == 4:
        return str(ip)
    return str(ipaddress.ip_network(f"{ip}/64", strict=False).network_address)

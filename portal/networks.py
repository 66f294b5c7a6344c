"""Where a request comes from, as limits count it: one subscriber, whatever address of theirs it used."""

from ipaddress import IPv4Address, ip_address

from allauth.account.adapter import get_adapter
from django.http import HttpRequest


def network_of(request: HttpRequest) -> str:
    """The address; of IPv6 the 64 bits that one subscriber has. An IPv4 address written as IPv6 is itself."""
    address = str(get_adapter().get_client_ip(request))
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or f"{int(found) >> 64:x}/64")

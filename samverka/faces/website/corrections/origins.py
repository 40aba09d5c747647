"""From which network a report comes: enough to notice a flood, too little to know anybody."""

from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from samverka.ground.common.dates import today

PREFIXES = {4: 24, 6: 48}  # What one subscriber or one house is usually given.


def origin_of(request: HttpRequest, at: datetime) -> str:
    """Return a hash of the visitor's network, as 64 hexadecimal digits; empty when the server does not know it.

    The secret of the installation and the day go into it: tomorrow the same network has another hash.
    """
    try:
        address = ip_address(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    network = ip_network(f"{address}/{PREFIXES[address.version]}", strict=False)
    return salted_hmac("samverka.origin", f"{today(at)} {network}", algorithm="sha256").hexdigest()

"""Keep the tests off the network: a socket reaches this machine only.

Registered as a pytest plugin in pyproject.toml. Sockets of the file system and loopback addresses pass: a test may
start a server and visit it.
"""

import ipaddress
import socket

LOCAL_NAMES = {"localhost", "", None}

_connect, _connect_ex, _sendto = socket.socket.connect, socket.socket.connect_ex, socket.socket.sendto
_getaddrinfo = socket.getaddrinfo


class NetworkForbidden(RuntimeError):
    """A test tried to leave this machine."""


def refuse_outside(host):
    """Raise NetworkForbidden unless the host is this machine."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in LOCAL_NAMES:
        return
    try:
        is_local = ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        is_local = False
    if not is_local:
        raise NetworkForbidden(f"A test tried to reach {name}; tests run without a network.")


def guarded(original):
    """Return a method of a socket that looks at the address, which is its last argument, before it does its work."""

    def method(self, *arguments):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            refuse_outside(arguments[-1][0])
        return original(self, *arguments)

    return method


def guarded_getaddrinfo(host, *arguments, **options):
    """Look up this machine only."""
    refuse_outside(host)
    return _getaddrinfo(host, *arguments, **options)


def pytest_configure():
    """Put the guards in place for the whole run."""
    socket.socket.connect = guarded(_connect)
    socket.socket.connect_ex = guarded(_connect_ex)
    socket.socket.sendto = guarded(_sendto)
    socket.getaddrinfo = guarded_getaddrinfo


def pytest_unconfigure():
    """Take the guards away again."""
    socket.socket.connect, socket.socket.connect_ex, socket.socket.sendto = _connect, _connect_ex, _sendto
    socket.getaddrinfo = _getaddrinfo

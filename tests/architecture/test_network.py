"""The guard of the tests lets nothing out of this machine, and everything within it."""

import socket

import pytest

from tests.no_network import NetworkForbidden


def test_an_address_outside_is_refused():
    with socket.socket() as outside, pytest.raises(NetworkForbidden):
        outside.connect(("192.0.2.1", 80))


def test_a_name_outside_is_not_even_looked_up():
    with pytest.raises(NetworkForbidden):
        socket.create_connection(("example.org", 443), timeout=1)


def test_this_machine_can_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
        socket.create_connection(("localhost", server.getsockname()[1]), timeout=5).close()

"""Ports for servers that are started by their number, and not by us: free, and still free when they start."""

from __future__ import annotations

import socket


def reserved() -> int:
    """A port that the system gives nobody else for a minute, since a connection there has just ended; a server that
    asks for it by its number gets it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        with socket.create_connection(address) as client:
            ours, _ = server.accept()
            ours.close()  # who closes first keeps the port
            client.recv(1)
    return int(address[1])

"""A WebSocket to a browser on this machine: text both ways, no extensions
(https://www.rfc-editor.org/rfc/rfc6455)."""

from __future__ import annotations

import base64
import itertools
import os
import socket
import struct

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


class WebSocket:
    """One connection; ConnectionError when the other side ends it, TimeoutError when it is silent for
    *seconds*."""

    def __init__(self, host: str, port: int, path: str, seconds: float = 60) -> None:
        self.socket = socket.create_connection((host, port), timeout=seconds)
        self.stream = self.socket.makefile("rb")
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {path} HTTP/1.1",
            f"Host: {host}:{port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
        ]
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode())
        answer = self.stream.readline()
        while self.stream.readline().strip():
            pass
        if b" 101 " not in answer:
            raise ConnectionError(f"no WebSocket at {path}: {answer!r}")

    def send(self, text: str, kind: int = TEXT) -> None:
        """Send one message, masked as everything that a client sends."""
        mask = os.urandom(4)
        body = bytes(byte ^ key for byte, key in zip(text.encode(), itertools.cycle(mask), strict=False))
        size = len(body)
        length = (
            struct.pack("!B", 0x80 | size)
            if size < 126
            else struct.pack("!BH", 0xFE, size)
            if size < 65536
            else struct.pack("!BQ", 0xFF, size)
        )
        self.socket.sendall(bytes([0x80 | kind]) + length + mask + body)

    def receive(self) -> str:
        """The next message."""
        parts = []
        while True:
            first, second = self.read(2)
            size = second & 0x7F
            if size == 126:
                (size,) = struct.unpack("!H", self.read(2))
            elif size == 127:
                (size,) = struct.unpack("!Q", self.read(8))
            body = self.read(size)
            kind = first & 0x0F
            if kind == CLOSE:
                raise ConnectionError("the browser closed the connection")
            if kind == PING:
                self.send(body.decode(), PONG)
            if kind in (PING, PONG):
                continue
            parts.append(body)
            if first & 0x80:
                return b"".join(parts).decode()

    def read(self, size: int) -> bytes:
        """That many bytes."""
        data = self.stream.read(size)
        if len(data) < size:
            raise ConnectionError("the browser went away")
        return data

    def close(self) -> None:
        """End it without ceremony."""
        self.stream.close()
        self.socket.close()

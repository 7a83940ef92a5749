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
    *seconds*, after which it can be used as before."""

    def __init__(self, host: str, port: int, path: str, seconds: float = 60) -> None:
        self.socket = socket.create_connection((host, port), timeout=seconds)
        self.arrived = bytearray()
        self.parts: list[bytes] = []
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
        while (end := self.arrived.find(b"\r\n\r\n")) < 0:
            self.take()
        answer = self.read(end + 4).partition(b"\r\n")[0]
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
        while True:
            last, kind, body = self.frame()
            if kind == CLOSE:
                raise ConnectionError("the browser closed the connection")
            if kind == PING:
                self.send(body.decode(), PONG)
            if kind in (PING, PONG):
                continue
            self.parts.append(body)
            if last:
                message = b"".join(self.parts).decode()
                self.parts.clear()
                return message

    def frame(self) -> tuple[bool, int, bytes]:
        """Whether it is the last of its message, its kind and what it carries."""
        first, second = self.arrive(2)[:2]
        size, head = second & 0x7F, 2
        if size == 126:
            head, (size,) = 4, struct.unpack("!H", self.arrive(4)[2:4])
        elif size == 127:
            head, (size,) = 10, struct.unpack("!Q", self.arrive(10)[2:10])
        self.arrive(head + size)
        return bool(first & 0x80), first & 0x0F, self.read(head + size)[head:]

    def arrive(self, size: int) -> bytearray:
        """What has arrived and was not read, once it is at least that many bytes."""
        while len(self.arrived) < size:
            self.take()
        return self.arrived

    def read(self, size: int) -> bytes:
        """That many bytes, which are gone from what has arrived."""
        data = bytes(self.arrive(size)[:size])
        del self.arrived[:size]
        return data

    def take(self) -> None:
        """Add what comes next to what has arrived."""
        data = self.socket.recv(1 << 16)
        if not data:
            raise ConnectionError("the browser went away")
        self.arrived += data

    def close(self) -> None:
        """End it without ceremony."""
        self.socket.close()

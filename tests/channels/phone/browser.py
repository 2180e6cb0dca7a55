# SPDX-License-Identifier: Apache-2.0
"""A browser's telephone as the switch sees it: SIP over a WebSocket, registered with its word."""

import base64
import hashlib
import os
import re
import socket
import ssl
import struct


class Browser:
    """One seat that registers over ws, or (with `trusted`) over wss."""

    def __init__(self, port: int, seat: str, password: str, trusted: str = "") -> None:
        raw = socket.create_connection(("127.0.0.1", port), 5)
        if trusted:
            context = ssl.create_default_context(cafile=trusted)
            raw = context.wrap_socket(raw, server_hostname="127.0.0.1")
        self.socket, self.seat, self.password, self.number = raw, seat, password, 0
        self.left = b""
        self.mark = os.urandom(6).hex()  # what is asked again must not look like an echo
        key = base64.b64encode(os.urandom(16)).decode()
        raw.sendall(
            f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Protocol: sip\r\n\r\n".encode()
        )
        while b"\r\n\r\n" not in self.left:
            self.left += raw.recv(4096)
        head, _, self.left = self.left.partition(b"\r\n\r\n")
        assert b" 101 " in head, head

    def register(self) -> int:
        """Register; the last status."""
        asked = self._ask("")
        if asked.startswith("SIP/2.0 401"):
            asked = self._ask(self._proof(asked))
        return int(asked.split()[1])

    def kill(self) -> None:
        """As a browser that is killed: the kernel closes its socket."""
        self.socket.close()

    def _proof(self, asked: str) -> str:
        def said(name: str) -> str:
            found = re.search(rf'{name}="?([^",\r]+)', asked)
            assert found
            return found[1]

        def md5(words: str) -> str:
            return hashlib.md5(words.encode()).hexdigest()

        realm, nonce = said("realm"), said("nonce")
        first = md5(f"{self.seat}:{realm}:{self.password}")
        answer = md5(f"{first}:{nonce}:00000001:abc:auth:{md5('REGISTER:sip:127.0.0.1')}")
        opaque = re.search(r'opaque="([^"]+)"', asked)
        return (
            f'Authorization: Digest username="{self.seat}", realm="{realm}", nonce="{nonce}",'
            f' uri="sip:127.0.0.1", response="{answer}", algorithm=MD5, qop=auth, nc=00000001,'
            f' cnonce="abc"' + (f', opaque="{opaque[1]}"' if opaque else "") + "\r\n"
        )

    def _ask(self, proof: str) -> str:
        self.number += 1
        me = f"<sip:{self.seat}@127.0.0.1>"
        self._send(
            "REGISTER sip:127.0.0.1 SIP/2.0\r\n"
            f"Via: SIP/2.0/WS b.invalid;branch=z9hG4bK{self.mark}{self.number}\r\n"
            "Max-Forwards: 70\r\n"
            f"From: {me};tag=b\r\nTo: {me}\r\nCall-ID: b-{self.mark}\r\n"
            f"CSeq: {self.number} REGISTER\r\nExpires: 600\r\n"
            f"Contact: <sip:{self.seat}@b.invalid;transport=ws>\r\n{proof}Content-Length: 0\r\n\r\n"
        )
        while True:
            text = self._receive()
            if text.startswith("SIP/2.0") and f"CSeq: {self.number} " in text:
                return text

    def _send(self, text: str) -> None:
        body, mask = text.encode(), os.urandom(4)
        masked = bytes(byte ^ mask[n % 4] for n, byte in enumerate(body))
        self.socket.sendall(b"\x81" + struct.pack(">BH", 0x80 | 126, len(body)) + mask + masked)

    def _receive(self) -> str:
        head = self._exactly(2)
        size = head[1] & 0x7F
        if size == 126:
            (size,) = struct.unpack(">H", self._exactly(2))
        return self._exactly(size).decode()

    def _exactly(self, size: int) -> bytes:
        while len(self.left) < size:
            more = self.socket.recv(4096)
            assert more, "the switch closed the line"
            self.left += more
        taken, self.left = self.left[:size], self.left[size:]
        return taken

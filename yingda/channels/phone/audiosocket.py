# SPDX-License-Identifier: Apache-2.0
"""音频口 AudioSocket: where the switch sends the speech of a call while it goes on.

A frame is its kind (1 byte), its size (2 bytes) and its content: the id of the tap, 16-bit samples
at 8 kHz, or the end. We read whatever comes at once and never answer: a call must not wait for us.
"""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

END, ID, SAMPLES = 0x00, 0x01, 0x10
PATIENCE = 30.0
"""Seconds without a frame after which the other side is thought gone."""

Told = Callable[[bytes], None]
Known = Callable[[UUID], "Told | None"]


class AudioSocket:
    """音频口 Listens at `address`, `port` (0: any free). `known` says who wants the samples of a
    tap, and is None for one that nobody ordered; an empty piece is the end."""

    def __init__(self, address: str, port: int, known: Known) -> None:
        self.known = known
        self.server = socket.create_server((address, port), backlog=128)
        self.port = int(self.server.getsockname()[1])
        threading.Thread(target=self._accept, name="audiosocket", daemon=True).start()

    def close(self) -> None:
        """Take no more taps."""
        with suppress(OSError):
            self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()

    def _accept(self) -> None:
        while True:
            try:
                line, _ = self.server.accept()
            except OSError:
                return
            threading.Thread(target=self._read, args=(line,), daemon=True).start()

    def _read(self, line: socket.socket) -> None:
        told: Told | None = None
        line.settimeout(PATIENCE)
        with line, suppress(OSError, ValueError):
            while True:
                kind, content = _frame(line)
                if kind == ID and told is None:
                    told = self.known(UUID(bytes=content))
                    if told is None:
                        return
                elif kind == SAMPLES and told:
                    told(content)
                elif kind == END:
                    break
        if told:
            told(b"")


def _frame(line: socket.socket) -> tuple[int, bytes]:
    head = _exactly(line, 3)
    return head[0], _exactly(line, int.from_bytes(head[1:], "big"))


def _exactly(line: socket.socket, size: int) -> bytes:
    """So many bytes. Raises OSError when the other side is gone."""
    found = bytearray()
    while len(found) < size:
        more = line.recv(size - len(found))
        if not more:
            raise OSError("gone")
        found += more
    return bytes(found)

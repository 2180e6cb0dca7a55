# SPDX-License-Identifier: Apache-2.0
"""管理接口 AMI: the switch's line for orders and for what happens now; our own small client.

Blocking, one thread, one socket. A message is lines of `Key: value` ended by an empty line. Time of
an event is its own `Timestamp` (microseconds), never that of its arrival.
"""

import hashlib
import itertools
import socket
import time
from collections import deque
from collections.abc import Iterator
from types import TracebackType
from typing import Any

END = b"\r\n\r\n"
LONGEST = 1 << 22
Message = dict[str, str]


class AmiFault(Exception):
    """The line cannot be used: not there, lost, or too slow."""


class AmiSlow(AmiFault, TimeoutError):
    """The switch did not answer in time."""


class AmiRefused(AmiFault):
    """The switch refused an order; says why in its words."""


def parsed(block: bytes) -> Message:
    """One message; of a key that comes again the lines are joined."""
    found: Message = {}
    for line in block.decode("utf-8", "replace").split("\r\n"):
        key, colon, value = line.partition(":")
        if colon:
            value = value.removeprefix(" ")
            found[key] = f"{found[key]}\n{value}" if key in found else value
    return found


class Ami:
    """管理接口 A line to the switch at `address`, `port`. Use it as a context."""

    def __init__(
        self, address: str, port: int, secret: str, *, events: bool = False, timeout: float = 5.0
    ) -> None:
        self.secret, self.timeout = secret, timeout
        self.numbers = itertools.count(1)
        self.left = bytearray()
        self.come: deque[Message] = deque()
        try:
            self.socket = socket.create_connection((address, port), timeout)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            banner = self._until(b"\r\n")
        except OSError as error:
            raise AmiFault(f"连不上交换机 {address}:{port}（{error}）") from error
        if not banner.startswith(b"Asterisk Call Manager"):
            self.close()
            raise AmiFault(f"{address}:{port} 不是交换机的管理接口")
        self._log_in(events)

    def _log_in(self, events: bool) -> None:
        try:
            asked = self.act("Challenge", AuthType="MD5")
            key = hashlib.md5((asked["Challenge"] + self.secret).encode()).hexdigest()
            mask = "on" if events else "off"
            self.act("Login", AuthType="MD5", Username="yingda", Key=key, Events=mask)
        except AmiFault:
            self.close()
            raise

    def __enter__(self) -> "Ami":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hang up the line."""
        self.socket.close()

    def act(self, order: str, **headers: Any) -> Message:
        """Give an order; its answer. Raises AmiRefused with the switch's reason."""
        number = self._send(order, headers)
        while True:
            message = self._next(self.timeout)
            if message.get("ActionID") == number and "Response" in message:
                if message["Response"] == "Error":
                    raise AmiRefused(f"{order}：{message.get('Message', '')}")
                return message
            self._keep(message)

    def rows(self, order: str, **headers: Any) -> list[Message]:
        """Give an order whose answer is a list; its rows."""
        number = self._send(order, headers)
        found: list[Message] = []
        while True:
            message = self._next(self.timeout)
            if message.get("ActionID") != number:
                self._keep(message)
            elif message.get("Response") == "Error":
                raise AmiRefused(f"{order}：{message.get('Message', '')}")
            elif message.get("EventList") == "Complete":
                return found
            elif "Event" in message:
                found.append(message)

    def events(self, within: float) -> Iterator[Message]:
        """What happens until `within` seconds have passed."""
        limit = time.monotonic() + within
        while True:
            while self.come:
                yield self.come.popleft()
            rest = limit - time.monotonic()
            if rest <= 0:
                return
            try:
                self._keep(self._next(rest))
            except AmiSlow:
                return

    def _keep(self, message: Message) -> None:
        if "Event" in message:
            self.come.append(message)

    def _send(self, order: str, headers: dict[str, Any]) -> str:
        number = f"y{next(self.numbers)}"
        lines = [f"Action: {order}", f"ActionID: {number}"]
        for key, value in headers.items():
            for one in value if isinstance(value, list | tuple) else [value]:
                if {"\r", "\n"} & set(str(one)):
                    raise ValueError(f"换行不能写进指令：{key}")
                lines.append(f"{key}: {one}")
        try:
            self.socket.sendall("\r\n".join(lines).encode() + END)
        except OSError as error:
            raise AmiFault(f"与交换机的连接断了（{error}）") from error
        return number

    def _next(self, within: float) -> Message:
        return parsed(self._until(END, within))

    def _until(self, end: bytes, within: float | None = None) -> bytes:
        limit = time.monotonic() + (self.timeout if within is None else within)
        seen = 0
        while (at := self.left.find(end, max(0, seen - len(end)))) < 0:
            seen = len(self.left)
            if seen > LONGEST:
                raise AmiFault("交换机的消息太长")
            self.socket.settimeout(max(0.001, limit - time.monotonic()))
            try:
                more = self.socket.recv(1 << 16)
            except TimeoutError as error:
                raise AmiSlow("交换机没有按时回答") from error
            except OSError as error:
                raise AmiFault(f"与交换机的连接断了（{error}）") from error
            if not more:
                raise AmiFault("交换机断开了连接")
            self.left += more
        block = bytes(self.left[:at])
        del self.left[: at + len(end)]
        return block

# SPDX-License-Identifier: Apache-2.0
"""What the tests of the telephone share: a free port, and to wait until something is so."""

import socket
import time
from collections.abc import Callable


def free(address: str, kind: int = socket.SOCK_STREAM) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind((address, 0))
        return int(probe.getsockname()[1])


def until(seen: Callable[[], object], within: float = 10) -> bool:
    """Look until it is so."""
    limit = time.monotonic() + within
    while not seen():
        if time.monotonic() > limit:
            return False
        time.sleep(0.02)
    return True

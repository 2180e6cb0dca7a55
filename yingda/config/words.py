# SPDX-License-Identifier: Apache-2.0
"""语言 Words of the shell: Chinese by default, English under an English locale."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread


def english() -> bool:
    """Whether the person's locale is English. `LC_ALL` outranks `LC_MESSAGES` outranks `LANG`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name].lower().startswith("en")
    return False


def tell(chinese: str, in_english: str) -> str:
    """The sentence in the person's language."""
    return in_english if english() else chinese


def line(text: str) -> None:
    """One line for the person, at once."""
    print(text, flush=True)


@contextmanager
def step(chinese: str, in_english: str) -> Iterator[None]:
    """A long step: said when it begins, every 3 seconds while it lasts, and when it is done."""
    title, begun, done = tell(chinese, in_english), time.monotonic(), Event()
    line(f"· {title} …")

    def tick() -> None:
        while not done.wait(3):
            line(f"  {title} … {time.monotonic() - begun:.0f} " + tell("秒", "s"))

    ticking = Thread(target=tick, daemon=True)
    ticking.start()
    try:
        yield
    finally:
        done.set()
        ticking.join()
    line(f"  {title} ✓ {time.monotonic() - begun:.1f} " + tell("秒", "s"))

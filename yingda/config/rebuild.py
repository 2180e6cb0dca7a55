# SPDX-License-Identifier: Apache-2.0
"""分担 Several processes write the ledgers afresh, each its own share of the cases."""

import multiprocessing
from collections.abc import Iterator
from queue import Empty
from typing import Any

Done = tuple[int, int]


class Broken(Exception):
    """A process ended before its share was written; the command can be run again."""


def shared(processes: int) -> Iterator[Done]:
    """Write the ledgers afresh; yields (cases, entries) for each page, whoever wrote it."""
    if processes <= 1:
        from yingda.office import rebuilding

        yield from rebuilding.rebuild()
        return
    fresh = multiprocessing.get_context("spawn")
    done: Any = fresh.Queue()
    workers = [
        fresh.Process(target=_share, args=(nth, processes, done), daemon=True)
        for nth in range(processes)
    ]
    for worker in workers:
        worker.start()
    yield from _pages(workers, done)


def _pages(workers: list[Any], done: Any) -> Iterator[Done]:
    left = len(workers)
    while left:
        try:
            page = done.get(timeout=1)
        except Empty:
            if any(worker.exitcode for worker in workers):
                raise Broken("a process ended early") from None
            continue
        if page is None:
            left -= 1
        else:
            yield page


def _share(nth: int, of: int, done: Any) -> None:
    import django

    django.setup()
    from yingda.office import rebuilding

    for page in rebuilding.rebuild(nth, of):
        done.put(page)
    done.put(None)

# SPDX-License-Identifier: Apache-2.0
"""岗位 Posts: who sits at which seat, kept by us and told to the switch; ours is the master.

The switch writes its own memory only once a second and may lose the last of it when killed; so
what it must know is told again whenever we connect.
"""

from collections.abc import Sequence

from django.db.models.functions import Now

from yingda.ledgers import present, turns
from yingda.ledgers.present import SeatPost

from . import seat as seats
from .ami import Ami


def sign_on(
    switch: str, ami: Ami | None, seat: str, officer: str, queues: Sequence[str], why: str = ""
) -> None:
    """Put an officer on a seat. Without a line to the switch it is told when there is one."""
    SeatPost.objects.update_or_create(
        switch=switch, seat=seat, defaults={"officer": officer, "queues": [*queues], "why": why}
    )
    turns.begin(switch, seat, officer, Now())
    present.tell_post(switch, seat, officer)
    if ami:
        seats.sign_on(ami, seat, queues, paused=why)


def sign_off(switch: str, ami: Ami | None, seat: str) -> None:
    """Take the officer off the seat."""
    if SeatPost.objects.filter(switch=switch, seat=seat).delete()[0]:
        present.tell_post(switch, seat, "")
    turns.end(switch, seat, Now())
    if ami:
        seats.sign_off(ami, seat)


def noted(switch: str, seat: str, why: str) -> None:
    """Remember that a seat is not ready and why, or ("") that it is."""
    SeatPost.objects.filter(switch=switch, seat=seat).exclude(why=why).update(why=why)


def moved(switch: str, seat: str, queues: Sequence[str]) -> None:
    """Remember that a seat takes calls of other queues."""
    SeatPost.objects.filter(switch=switch, seat=seat).update(queues=[*queues])


def assert_all(switch: str, ami: Ami) -> int:
    """Make the switch know every seat as we know it; how many had to be put right."""
    present = seats.present(ami)
    posts = {post.seat: post for post in SeatPost.objects.filter(switch=switch)}
    righted = 0
    for number, post in posts.items():
        known = present.get(number)
        wrong = set(known.queues if known else ()) != set(post.queues)
        if wrong:
            seats.sign_on(ami, number, post.queues, paused=post.why)
        elif known and known.paused != bool(post.why):
            wrong = True
            if post.why:
                seats.pause(ami, number, post.why)
            else:
                seats.ready(ami, number)
        righted += wrong
    return righted

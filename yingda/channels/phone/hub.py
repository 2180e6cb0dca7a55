# SPDX-License-Identifier: Apache-2.0
"""现况广播 Hub: what the switches show now, and who is told what of it; no database, no socket.

An officer is told of their own seat and the call that is at it; the duty leader of all. What was
told before is not told again; who reads too slowly is let go and comes back to the whole state.
"""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

Key = tuple[str, str, str]  # switch, kind, name
State = dict[str, Any]
Post = tuple[str, str]  # switch, seat

MOST_UNREAD = 500
MOST_STREAMS = 64
"""Of one officer: more pages than anybody has open."""

SILENT = 30.0
"""Seconds after which a switch of which nothing was told is shown as away (told every ten)."""
KINDS = ("seat", "call", "switch")
HIDDEN = frozenset(("who",))
"""What stands in a state for us alone: the keyed hash of a caller."""


def worded(event: str, told: Mapping[str, Any]) -> bytes:
    """One event of the stream as it goes over the wire."""
    return f"event: {event}\ndata: {json.dumps(told, ensure_ascii=False)}\n\n".encode()


def shown(state: State | None) -> State | None:
    """What a browser may see of a state."""
    return {k: v for k, v in state.items() if k not in HIDDEN} if state is not None else None


def _seats(kind: str, name: str, state: State) -> list[str]:
    """The seats that a seat's or a call's state concerns: two while one consults the other."""
    return [name] if kind == "seat" else [state.get("seat", ""), state.get("also", "")]


class Client:
    """听众 One stream: whose it is, whether they see all, and what they have not read yet. `gone`:
    they read too slowly."""

    def __init__(self, officer: str, leader: bool) -> None:
        self.officer, self.leader, self.gone = officer, leader, False
        self.unread: asyncio.Queue[bytes] = asyncio.Queue(MOST_UNREAD)

    def tell(self, event: str, told: Mapping[str, Any]) -> None:
        """Put an event in their way."""
        try:
            self.unread.put_nowait(worded(event, told))
        except asyncio.QueueFull:
            self.gone = True


class Hub:
    """现况广播 One for a process."""

    def __init__(self) -> None:
        self.state: dict[Key, State] = {}
        self.posts: dict[Post, str] = {}
        self.clients: dict[str, set[Client]] = {}
        self.leaders: set[Client] = set()
        self.counted: dict[str, int] = {}
        self.heard: dict[str, float] = {}

    def join(self, officer: str, leader: bool) -> Client:
        """Someone begins to listen; the first that they read is everything as it is."""
        client = Client(officer, leader)
        self.clients.setdefault(officer, set()).add(client)
        if leader:
            self.leaders.add(client)
        client.tell("all", self.everything(client))
        return client

    def leave(self, client: Client) -> None:
        """They listen no more."""
        self.leaders.discard(client)
        mine = self.clients.get(client.officer, set())
        mine.discard(client)
        if not mine:
            self.clients.pop(client.officer, None)

    def everything(self, client: Client) -> State:
        """All that they may see now."""
        post = self._post_of(client.officer)
        found: State = {
            "post": {"switch": post[0], "seat": post[1]} if post else None,
            "waiting": self.waiting(), "seats": [], "calls": [], "switches": [],
        }  # fmt: skip
        for (switch, kind, name), state in sorted(self.state.items()):
            at = [(switch, seat) for seat in _seats(kind, name, state)]
            if kind == "switch" or client.leader or (post and post in at):
                where = {"switch": "switches", "seat": "seats", "call": "calls"}[kind]
                found[where].append({"switch": switch, "name": name, "state": shown(state)})
        return found

    def waiting(self) -> dict[str, int]:
        """How many callers wait, by queue."""
        phases = ("waiting", "greeting")
        return dict(
            Counter(
                state.get("queue", "")
                for (_, kind, _), state in self.state.items()
                if kind == "call" and state.get("phase") in phases
            )
        )

    def restore(
        self, lines: Iterable[tuple[str, str, str, State]], posts: Mapping[Post, str]
    ) -> None:
        """Set everything as the database says it is, and tell everyone the whole."""
        self.state = {(switch, kind, name): state for switch, kind, name, state in lines}
        self.posts = dict(posts)
        self.heard = {name: time.monotonic() for _, kind, name in self.state if kind == "switch"}
        for client in self._all():
            client.tell("all", self.everything(client))

    def hear(self, payload: str) -> None:
        """Pass on what was told on the database's channel to those whom it concerns."""
        told = json.loads(payload)
        switch, kind, name, state = (told[k] for k in ("switch", "kind", "name", "state"))
        if kind == "post":
            self._seated((switch, name), state)
        elif kind in KINDS:
            if kind == "switch":
                self.heard[name] = time.monotonic()
            self._changed((switch, kind, name), state)
        elif kind == "order":
            for client in self.clients.get(state["by"], ()):
                client.tell("order", told)
        elif kind == "help":
            for client in self.leaders:
                client.tell("help", told)

    def count(self) -> None:
        """Tell everyone how many wait, if that has changed, and of a switch that says nothing; to
        be called once a second."""
        for switch, at in list(self.heard.items()):
            if time.monotonic() - at > SILENT:
                self._changed((switch, "switch", switch), {"up": False})
        now = self.waiting()
        if now != self.counted:
            self.counted = now
            for client in self._all():
                client.tell("waiting", now)

    def _changed(self, key: Key, state: State | None) -> None:
        before = self.state.get(key)
        if state == before:
            return
        if state is None:
            self.state.pop(key, None)
        else:
            self.state[key] = state
        switch, kind, name = key
        told = {"switch": switch, "name": name, "state": shown(state)}
        if kind == "switch":
            for client in self._all():
                client.tell(kind, told)
            return
        for client in self.leaders:
            client.tell(kind, told)
        was, is_ = (self._at(key, one) for one in (before, state))
        for officer in was | is_:
            seen = told if officer in is_ else told | {"state": None}
            for client in self.clients.get(officer, set()) - self.leaders:
                client.tell(kind, seen)

    def _at(self, key: Key, state: State | None) -> set[str]:
        """The officers at whose seats it is."""
        switch, kind, name = key
        return {
            self.posts[switch, seat]
            for seat in _seats(kind, name, state or {})
            if state is not None and (switch, seat) in self.posts
        }

    def _seated(self, post: Post, state: State | None) -> None:
        """Someone took a seat or left it: they are told the whole."""
        touched = {self.posts.pop(post, "")}
        if state is not None:
            self.posts[post] = state["officer"]
            touched.add(state["officer"])
        for officer in touched - {""}:
            for client in self.clients.get(officer, ()):
                client.tell("all", self.everything(client))

    def _post_of(self, officer: str) -> Post | None:
        return next((post for post, name in self.posts.items() if name == officer), None)

    def _all(self) -> list[Client]:
        return [client for some in self.clients.values() for client in some]

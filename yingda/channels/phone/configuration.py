# SPDX-License-Identifier: Apache-2.0
"""交换机设置 Configuration: the switch's files, written from the city's plan; `switch/` holds them.

Written whole and compared, never edited by hand: what differs is listed, and written afresh.
"""

import hashlib
import hmac
import ipaddress
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from django.template import Context, Engine

from yingda.calls import plan as plans
from yingda.calls.plan import Plan

from .modules import MODULES
from .program import libraries

FORMS = Path(__file__).parent / "switch"
EMPTY = ("acl", "extconfig", "udptl", "pjproject", "ccss", "cli_aliases", "queuerules")
"""Files that Asterisk asks for and a hotline leaves empty."""

UNHEARD = (
    "RTCPSent", "RTCPReceived", "VarSet", "Newexten", "TestEvent", "DTMFBegin", "NewConnectedLine",
    "NewCallerid", "DeviceStateChange", "ExtensionStatus", "MixMonitorStart", "MixMonitorStop",
    "HangupRequest", "SoftHangupRequest", "LocalBridge", "SuccessfulAuth", "ChallengeSent",
    "MusicOnHoldStart", "MusicOnHoldStop", "HangupHandlerPush", "HangupHandlerRun",
)  # fmt: skip
"""Events that tell us nothing and would cost time."""

FOLDERS = (
    "etc", "keys", "recordings", "sounds/zh/yingda", "sounds/moh", "share", "var/run",
    "var/lib/keys", "var/cache", "var/log/cel-custom", "var/spool",
)  # fmt: skip


class Place(NamedTuple):
    """Where a switch lives: its own folder, and the folder of its program."""

    folder: Path
    program: Path


class SeatEntry(NamedTuple):
    """One seat as the configuration writes it."""

    number: str
    row: plans.Seats
    password: str


def ami_secret(key: bytes, switch: str) -> str:
    """The word by which we log in to the switch; made from the installation's key."""
    return hmac.new(key, f"ami {switch}".encode(), hashlib.sha256).hexdigest()[:40]


def seat_password(key: bytes, switch: str, seat: str) -> str:
    """The word by which a seat's telephone registers."""
    return hmac.new(key, f"seat {switch} {seat}".encode(), hashlib.sha256).hexdigest()[:32]


def written(
    plan: Plan, place: Place, key: bytes, may_connect: tuple[str, ...] = ()
) -> Mapping[str, str]:
    """Every file of `etc/` by its name, as it must be."""
    engine = Engine(dirs=[str(FORMS)], autoescape=False)
    local = ipaddress.ip_address(plan.address).is_loopback
    seats = [
        SeatEntry(number, row, seat_password(key, plan.switch, number))
        for number, row in plans.seat_numbers(plan).items()
    ]
    given = Context({
        "plan": plan, "place": place.folder, "seats": seats, "modules": MODULES,
        "modules_at": libraries(place.program) / "asterisk/modules", "unheard": UNHEARD,
        "secrets": {"ami": ami_secret(key, plan.switch)}, "loopback": local,
        "may_connect": ("127.0.0.0/255.0.0.0", *may_connect),
    }, autoescape=False)  # fmt: skip
    made: dict[str, str] = {
        path.name: engine.get_template(path.name).render(given) for path in FORMS.glob("*")
    }
    made |= {f"{name}.conf": "; SPDX-License-Identifier: Apache-2.0\n" for name in EMPTY}
    return {name: re.sub(r"\n{3,}", "\n\n", text) for name, text in sorted(made.items())}


def differences(files: Mapping[str, str], folder: Path) -> list[str]:
    """The names of files under `folder`/etc that are not as they must be."""
    etc = folder / "etc"
    found = [
        name
        for name, text in files.items()
        if not (etc / name).is_file() or (etc / name).read_text(encoding="utf-8") != text
    ]
    return found + sorted(p.name for p in etc.glob("*") if p.name not in files)


def write(files: Mapping[str, str], folder: Path) -> None:
    """Write every file whole; those with secrets are ours alone to read."""
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "recordings").chmod(0o700)  # plain speech, until it is sealed
    for name, text in files.items():
        draft = folder / "etc" / f".{name}"
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as out:
            out.write(text)
        draft.replace(folder / "etc" / name)

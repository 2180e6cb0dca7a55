# SPDX-License-Identifier: Apache-2.0
"""演练 Practice: callers and telephones that are none (SIPp), on the loopback only.

Numbers of practice are 13800000000 and up, which are nobody's, and those of the demo's people. A
caller who says nothing lives at most a minute (`rtp_timeout`); those of a rehearsal speak, so that
there are recordings.
"""

import ipaddress
import subprocess
from pathlib import Path

from yingda.calls.plan import Plan, Seats

from . import program, sounds
from . import seat as seats
from .ami import Ami, AmiFault
from .switch import Switch

FORMS = Path(__file__).parent / "scenarios"
FIRST_NUMBER = 13800000000
SAYS = "您好，我家暖气三天不热了，请你们派人来看看。"
KNOWN_NUMBER, KNOWN = 13900000101, 18
"""The appellants of the demo city: when one rings, the desk shows their cases."""

_BYE = """<send retrans="500"><![CDATA[
BYE %(to)s SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: %(mine)s
To: %(theirs)s
Call-ID: [call_id]
CSeq: 102 BYE
Max-Forwards: 70
Content-Length: 0

]]></send><recv response="200"/>"""
_WAIT = """<recv request="BYE"/><send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>"""
_CALLER = {
    "to": "sip:[service]@[remote_ip]:[remote_port]",
    "mine": "<sip:[field0]@[local_ip]:[local_port]>;tag=[pid]c[call_number]",
    "theirs": "<sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]",
}
_PHONE = {"to": "[$switch]", "mine": "[$called];tag=[pid]a[call_number]", "theirs": "[$caller]"}

Seconds = float | tuple[float, float]


class NotLoopback(Exception):
    """Practice is for this machine only."""


def _pause(seconds: Seconds) -> str:
    if isinstance(seconds, tuple):
        least, most = (int(s * 1000) for s in seconds)
        return f'<pause distribution="uniform" min="{least}" max="{most}"/>'
    return f'<pause milliseconds="{int(seconds * 1000)}"/>'


def _end(stays: Seconds | None, names: dict[str, str]) -> str:
    """What a line does once it is up: wait for the other's BYE, or say it after a time."""
    return _WAIT if stays is None else _pause(stays) + _BYE % names


class Practice:
    """演练 SIPp processes against the switch of `plan`, in `folder`. Use it as a context."""

    def __init__(self, plan: Plan, root: Path, folder: Path) -> None:
        hosts = [plan.address, *(trunk.host for trunk in plan.trunks)]
        hosts += [row.at.partition(":")[0] for row in plan.seats if row.at]
        if not all(ipaddress.ip_address(host).is_loopback for host in hosts):
            raise NotLoopback("演练只能在本机（127.0.0.0/8）进行")
        self.plan, self.root, self.folder = plan, root, folder
        self.running: list[subprocess.Popen[bytes]] = []
        folder.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> "Practice":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def calls(
        self, count: int, rate: float = 1, *, stays: Seconds | None = None, asked: str = "",
        number: int = FIRST_NUMBER, says: Path | None = None,
    ) -> subprocess.Popen[bytes]:  # fmt: skip
        """Let `count` callers ring, `rate` a second. `stays`: they hang up after so many seconds,
        or (None) only the other side does; `says`: a file of A-law that they say all the time."""
        asked = asked or next(n for queue in self.plan.queues for n in queue.numbers)
        numbers = self.folder / f"numbers-{number}.csv"
        numbers.write_text("SEQUENTIAL\n" + "".join(f"{number + n}\n" for n in range(count)))
        text = (FORMS / "caller.xml").read_text(encoding="utf-8")
        end = _end(stays, _CALLER)
        if says:
            text = text.replace("[auto_media_port]", "[rtpstream_audio_port]")
            end = f'<nop><action><exec rtp_stream="{says},-1,8"/></action></nop>{end}'
        trunk = self.plan.trunks[0]
        said = [
            "-s",
            asked,
            "-inf",
            str(numbers),
            "-m",
            str(count),
            "-l",
            "20000",
            "-r",
            str(max(1, int(rate))),
        ]
        if rate < 1:
            said[-1:] = ["1", "-rp", str(int(1000 / rate))]
        target = f"{self.plan.address}:{self.plan.sip}"
        return self._sipp(
            f"caller-{number}-{len(self.running)}", text.replace("%%END%%", end),
            [target, *said, "-i", trunk.host, "-mi", trunk.host],
        )  # fmt: skip

    def phones(
        self, address: str, port: int, *, rings: Seconds = 0.3, talks: Seconds | None = None
    ) -> subprocess.Popen[bytes]:
        """Let telephones stand at an address: all calls there are answered after `rings`, and hung
        up after `talks` (None: by the other side)."""
        text = (FORMS / "phone.xml").read_text(encoding="utf-8")
        text = text.replace("<pause %%RING%%/>", _pause(rings))
        text = text.replace("%%END%%", _end(talks, _PHONE))
        words = ["-i", address, "-p", str(port), "-mi", address]
        return self._sipp(f"phone-{port}", text, words)

    def _sipp(self, name: str, scenario: str, words: list[str]) -> subprocess.Popen[bytes]:
        path = self.folder / f"{name}.xml"
        path.write_text(scenario, encoding="utf-8")
        line = [*program.command(self.root, "sipp"), "-sf", str(path), *words, "-nostdin"]
        line += ["-trace_err", "-error_file", str(self.folder / f"{name}.faults")]
        with open(self.folder / f"{name}.out", "wb") as out:
            started = subprocess.Popen(
                line, stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd=self.folder,
                env=program.environment(self.root) | {"TERM": "dumb"}, start_new_session=True,
            )  # fmt: skip
        self.running.append(started)
        return started

    def sweep(self) -> None:
        """Forget those that have ended."""
        self.running = [one for one in self.running if one.poll() is None]

    def stop(self) -> None:
        """End every caller and telephone of this practice."""
        for one in self.running:
            if one.poll() is None:
                one.kill()
            one.wait()
        self.running.clear()


class Rehearsal:
    """排演 Telephones that answer and callers that ring, round by round, at about `rate` calls a
    second: most talk a while, some hang up while they wait."""

    every = 10.0

    def __init__(self, switch: Switch, rate: float) -> None:
        self.switch, self.rate, self.owed, self.hasty = switch, rate, 0.0, 0.0
        self.practice = Practice(
            switch.plan, switch.place.program, switch.folder / "practice"
        )  # fmt: skip
        self.number, self.known = FIRST_NUMBER, 0
        self.speech = self.practice.folder / "speech.alaw"
        self.speech.write_bytes(sounds.speech(SAYS, switch.place.program))
        self.standing: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "Rehearsal":
        return self

    def __exit__(self, *_: object) -> None:
        self.practice.stop()

    def one_round(self) -> float:
        """See that the telephones stand and their seats are signed on, then let callers ring."""
        self.practice.sweep()
        rows = [row for row in self.switch.plan.seats if row.at]
        try:
            self._sign_on(rows)
        except AmiFault:
            return 1.0  # the switch is not there yet
        if not self.standing or any(phone.poll() is not None for phone in self.standing):
            for phone in self.standing:
                phone.kill()
            places = [row.at.rpartition(":") for row in rows]
            self.standing = [
                self.practice.phones(host, int(port), rings=(1, 4), talks=(8, 40))
                for host, _, port in places
            ]
            self.standing += [  # those who are rung back
                self.practice.phones(trunk.host, trunk.port, rings=(1, 6), talks=(5, 20))
                for trunk in self.switch.plan.trunks
            ]
        self.owed += self.rate * self.every
        patient = int(self.owed)
        self.owed -= patient
        self.hasty += patient / 5
        hasty = int(self.hasty)
        self.hasty -= hasty
        if patient - hasty > 0:
            self.practice.calls(1, number=KNOWN_NUMBER + self.known, says=self.speech)
            self.known = (self.known + 1) % KNOWN
        if patient - hasty > 1:
            self._ring(patient - hasty - 1, None)
        if hasty:
            self._ring(hasty, (2, 20))
        return self.every

    def _ring(self, count: int, stays: Seconds | None) -> None:
        self.practice.calls(
            count, max(self.rate, 0.1), stays=stays, number=self.number, says=self.speech
        )
        self.number = FIRST_NUMBER + (self.number - FIRST_NUMBER + count) % 5000

    def _sign_on(self, rows: list[Seats]) -> None:
        plan = self.switch.plan
        with Ami(plan.address, plan.ami, self.switch.secret) as ami:
            present = seats.present(ami)
            for row in rows:
                for number in map(str, range(row.first, row.last + 1)):
                    there = present.get(number)
                    if there is None:
                        seats.sign_on(ami, number, row.queues)
                    elif there.why == seats.AUTO:
                        seats.ready(ami, number)


def simulate(switch: Switch, rate: float) -> Rehearsal:
    """A rehearsal against a switch that is set up with `practice`."""
    return Rehearsal(switch, rate)

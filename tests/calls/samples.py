# SPDX-License-Identifier: Apache-2.0
"""样本 Lines of a switch's books, written by hand after what an Asterisk 22 writes."""

T = 1_795_464_000  # 2026-11-24 04:00 in the city's zone


def log(*lines: str) -> str:
    """Lines of a queue_log; a moment is given in seconds after T."""
    out = []
    for line in lines:
        after, rest = line.split("|", 1)
        out.append(f"{T + int(after)}|{rest}")
    return "".join(line + "\n" for line in out)


def event(kind: str, after: float, uid: str, of: str = "", channel: str = "", app: str = "") -> str:
    """One line of CEL, in our own layout."""
    named = channel or ("PJSIP/trunk-a-00000001" if uid == (of or uid) else "PJSIP/a1001-00000002")
    fields = (kind, f"{T + after:.6f}", uid, of or uid, named, app, "")
    return ",".join(f'"{field}"' for field in fields) + "\n"


ANSWERED = log(
    "0|c1|12345|NONE|INFO|OFFERED|13800000000|12345",
    "9|c1|12345|NONE|ENTERQUEUE||13800000000|1|",
    "11|c1|12345|1001|CONNECT|2|c1.1|2",
    "14|c1|12345|1001|COMPLETECALLER|2|3|1",
    "14|c1|12345|1001|INFO|RATING|1",
    "14|c1|12345|NONE|INFO|END|16|CONTINUE",
)
ANSWERED_CEL = "".join(
    (
        event("CHAN_START", 0.561203, "c1"),
        event("ANSWER", 0.561885, "c1"),
        event("APP_START", 9.201594, "c1", app="Queue"),
        event("CHAN_START", 9.202549, "c1.1", "c1"),
        event("ANSWER", 11.208989, "c1.1", "c1", app="AppQueue"),
        event("BRIDGE_ENTER", 11.210581, "c1"),
        event("HANGUP", 14.570342, "c1.1", "c1"),
        event("HANGUP", 14.571, "c1"),
        event("CHAN_END", 14.5711, "c1"),
    )
)

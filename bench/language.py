# SPDX-License-Identifier: Apache-2.0
"""How well the wording room reads: by rule, on the written sentences and on labelled replies.

Writes its parts of docs/language.md between their marks. `YINGDA_DATA` names the folder of the
real data (replies.csv, laws/); what needs it is left out when it is not there.
"""

import csv
import os
import platform
import resource
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from yingda.wording import Seen, advise, alike, answered, plain, rules

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/language.md"
DATA = Path(os.environ.get("YINGDA_DATA", ROOT.parent / "shared/data"))
TESTS = ROOT / "tests/wording"
TONE = ("rhetorical", "interrogating", "blaming", "cold", "vague")


def language() -> None:
    """Measures the wording room and then, on the scratch database, the knowledge room."""
    write("wording", list(_part()))
    from bench import library

    write("knowledge", [*library.laws_part(DATA), *library.entries_part()])


def write(room: str, lines: list[str]) -> None:
    """Prints `lines` and writes them into docs/language.md between the two marks of the room."""
    print("\n".join(lines))
    begin, end = f"<!-- {room} -->", f"<!-- /{room} -->"
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else _HEAD
    if begin not in page:
        page = f"{page.rstrip()}\n\n{begin}\n{end}\n"
    before, _, rest = page.partition(begin)
    after = rest.partition(end)[2]
    PAGE.write_text("\n".join([before + begin, *lines, end]) + after, encoding="utf-8")


_HEAD = """<!-- SPDX-License-Identifier: Apache-2.0 -->
# 语言 Language: what the machine reads, and how well

Written by `make bench ARGS=language` from data; the real texts are not kept here.
"""


def _part() -> Iterator[str]:
    yield "## 服务用语 Wording"
    yield ""
    yield f"{len(rules())} rules in `yingda/wording/rules`; a test runs each on its own examples."
    yield from _written()
    yield from _replies()
    yield from _speed()
    yield from _requests()
    yield from _formula()
    yield from _failures()


def _rows(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(10**8)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _kinds(text: str) -> set[str]:
    return {a.kind for a in advise(text, "speech")} & set(TONE)


_ON_WRITTEN = """with its good counterpart, in three parts by matter. Rules and sentences have one
author, who had written *test* before the rules: its figures flatter. *fresh* was written after
them, with idioms that no rule names, and no rule was changed for it: expect a stranger's
sentences to fare between the two. Questions generalise; vague and cold idioms that no rule names
are missed. A sentence may be of two kinds (precision by label); any hurt counts every hurtful
sentence."""


def _written() -> Iterator[str]:
    rows = _rows(TESTS / "sentences.csv")
    matters = len({row["matter"] for row in rows})
    yield ""
    yield "### On written sentences"
    yield ""
    yield f"{2 * len(rows)} sentences of our own on {matters} matters, half of them hurtful, each"
    yield from _ON_WRITTEN.splitlines()
    for part in ("test", "fresh"):
        yield from _one_part(part, [row for row in rows if row["part"] == part])


def _one_part(part: str, rows: list[dict[str, str]]) -> Iterator[str]:
    yield ""
    yield f"| {part}: kind | sentences | recall | alarms | precision by label | any hurt |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for kind in TONE:
        own = [row for row in rows if row["kind"] == kind]
        hit = [row for row in rows if kind in _kinds(row["bad"])]
        right = sum(row["kind"] == kind for row in hit)
        alarms = len(hit) + sum(kind in _kinds(row["good"]) for row in rows)
        yield (
            f"| {kind} | {len(own)} | {right / len(own):.2f} | {alarms} |"
            f" {right / max(alarms, 1):.2f} | {len(hit) / max(alarms, 1):.2f} |"
        )
    found = sum(bool(_kinds(row["bad"])) for row in rows) / len(rows)
    false = sum(bool(_kinds(row["good"])) for row in rows) / len(rows)
    yield f"| any | {len(rows)} | {found:.2f} | good ones disturbed: {false:.3f} | | |"


def _replies() -> Iterator[str]:
    labels = _rows(TESTS / "labels_replies.csv")
    read = {row["row"] for row in labels}
    yield ""
    yield "### On real replies"
    yield ""
    yield f"{len(read)} official replies were read once (row, rule and verdict in"
    yield "`tests/wording/labels_replies.csv`; texts are not kept). One verdict for each reply and"
    yield "rule that spoke in it, on the first place; recall is not known, since only alarms were"
    yield "judged. Rules of tone that spoke wrongly here were corrected afterwards."
    yield ""
    yield "| rule | replies with alarm | share of replies | precision |"
    yield "| --- | --- | --- | --- |"
    count = Counter((row["rule"], row["verdict"]) for row in labels if row["rule"])
    for rule in dict.fromkeys(rule for rule, _verdict in sorted(count)):
        true, false = count[rule, "true"], count[rule, "false"]
        share = (true + false) / len(read)
        yield f"| {rule} | {true + false} | {share:.3f} | {true / (true + false):.2f} |"
    now = _alarms_now(read)
    if now is not None:
        judged = {(r["row"], r["rule"]) for r in labels if r["rule"]}
        yield ""
        yield f"Alarms today that were not judged: {len(now - judged)};"
        yield f"judged, but silent today: {len(judged - now)}."


def _alarms_now(read: set[str]) -> set[tuple[str, str]] | None:
    if not (DATA / "replies.csv").is_file():
        return None
    rows = [row for row in _rows(DATA / "replies.csv") if row["id"] in read]
    return {(row["id"], a.rule) for row in rows for a in advise(row["reply"])}


def _speed() -> Iterator[str]:
    rows = _rows(TESTS / "sentences.csv")
    short = [row["bad"] for row in rows]
    long = ["".join(row["good"] for row in rows[i : i + 10]) for i in range(0, 300, 10)]
    yield ""
    yield "### Time and memory"
    yield ""
    yield f"On {platform.machine()}, {os.cpu_count()} cores. No model: the rules are the model"
    size = sum(p.stat().st_size for p in (ROOT / "yingda/wording/rules").glob("*.toml"))
    yield f"({size / 1024:.0f} kB of TOML)."
    yield ""
    for what, texts in (("one sentence", short), ("an answer", long)):
        took = sorted(_took(text) for text in texts)
        mean = statistics.mean(map(len, texts))
        yield (
            f"- {what} ({mean:.0f} characters): median {1000 * statistics.median(took):.2f} ms,"
            f" slowest {1000 * took[-1]:.1f} ms"
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    yield f"- memory of the measuring process: {memory} MB"


def _took(text: str) -> float:
    begun = time.perf_counter()
    advise(text)
    plain(text)
    return time.perf_counter() - begun


def _requests() -> Iterator[str]:
    if not (DATA / "replies.csv").is_file():
        return
    rows = _rows(DATA / "replies.csv")[:1000]
    others = rows[1:] + rows[:1]
    own = [t.taken for row in rows for t in answered(row["text"], row["reply"])]
    alien = [t.taken for row, other in zip(rows, others, strict=True)
             for t in answered(row["text"], other["reply"])]  # fmt: skip
    yield ""
    yield "### Each request answered or not"
    yield ""
    mine, other_share = sum(own) / len(own), sum(alien) / len(alien)
    yield f"{len(own)} requests in 1,000 real appeals: {mine:.2f} were taken up by their own reply,"
    yield f"{other_share:.2f} by the reply to another appeal (it should be none)."
    yield "One that is refused or answered in other words counts as not taken up: a hint only."


def _formula() -> Iterator[str]:
    if not (DATA / "replies.csv").is_file():
        return
    rows = _rows(DATA / "replies.csv")
    begun = time.perf_counter()
    seen = Seen.of((row["id"], row["reply"]) for row in rows)
    built = time.perf_counter() - begun
    begun = time.perf_counter()
    shares = sorted(alike(row["reply"], seen, but=row["id"]).share for row in rows[:500])
    each = (time.perf_counter() - begun) / 500
    deciles = ", ".join(f"{shares[int(q * 499)]:.2f}" for q in (0.5, 0.75, 0.9, 0.95, 0.99))
    yield ""
    yield "### Formula radar"
    yield ""
    yield f"Of 500 real replies among {len(rows)} (of many offices), the share of words said in the"
    yield f"most alike other reply: {deciles} at the 50th, 75th, 90th, 95th, 99th percentile."
    yield f"{sum(s > 0.6 for s in shares)} of 500 share more than 60 %. Index of {len(rows)} in"
    yield f"{built:.1f} s, {1000 * each:.1f} ms a reply."


_FAILS = (
    ("楼上漏水，楼下遭殃，这道理您总该明白。", "hurtful, no rule knows the turn of phrase"),
    ("行，您说得都对。", "irony: only the voice tells"),
    ("会开到几点，将由主办方通知。", "no promise of the office, but may sound like one"),
    ("此事请按法律途径解决。", "polite and useless: names no way"),
    ("难道的难，是左边一个又。", "about the word itself"),
)  # fmt: skip


def _failures() -> Iterator[str]:
    yield ""
    yield "### Where it fails (invented examples)"
    yield ""
    yield "| text | what was found | remark |"
    yield "| --- | --- | --- |"
    for text, remark in _FAILS:
        found = "、".join(dict.fromkeys(a.name for a in advise(text, "speech"))) or "-"
        yield f"| {text} | {found} | {remark} |"

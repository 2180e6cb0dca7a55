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
from collections.abc import Iterator
from pathlib import Path

from bench import language_replies
from yingda.wording import Seen, advise, alike, answered, plain, rules, tone
from yingda.wording.rules import Where

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

Written by `make bench-language` from data; the real texts are not kept here.
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


def _kinds(text: str, where: Where = "speech") -> set[str]:
    return {a.kind for a in advise(text, where)} & set(TONE)


_ON_WRITTEN = """in parts by matter: rules and weights were made with *train* and *dev*. *test* and
*fresh* were written before and after the first weights; both were read since, *fresh* last to see
where it fails: their figures flatter. *stranger* was written first of all for the present weights,
in voices that the other parts had not (a tired young operator, a village clerk, a writer of
official letters, a utility's call-back worker, a lawyerly refuser, the writer of a public account),
on 48 other matters, and frozen: its totals were looked at after each round of writing for *train*,
and the lines raised once for them; its sentences were never read again, and sentences of *train*
that shared seven characters in a row with it were taken out. Before that writing its totals were
.835 found and .094 disturbed in speech, .771 and .064 in writing. All parts have one author, who
then wrote like voices for *train*: expect less on somebody else's.
A hurtful sentence is found when any kind of hurt is said of it; *of its kind* when it is also the
kind that the writer meant ([labelling.md](labelling.md) says what each kind is)."""


def _written() -> Iterator[str]:
    rows = _rows(TESTS / "sentences.csv")
    matters = len({row["matter"] for row in rows})
    bad, good = sum(bool(row["bad"]) for row in rows), sum(bool(row["good"]) for row in rows)
    yield ""
    yield "### On written sentences"
    yield ""
    yield f"{bad + good:,} sentences of our own on {matters} matters, {bad:,} hurtful, each with"
    yield f"its good counterpart near in wording, and {good - bad} more that must not alarm;"
    yield "speech, letters, dialect;"
    yield from _ON_WRITTEN.splitlines()
    for part in ("stranger", "test", "fresh"):
        for where in ("speech", "writing"):
            yield from _one_part(part, where, [row for row in rows if row["part"] == part])


def _one_part(part: str, where: Where, rows: list[dict[str, str]]) -> Iterator[str]:
    bad = [(row["kind"], _kinds(row["bad"], where)) for row in rows if row["bad"]]
    good = [_kinds(row["good"], where) for row in rows if row["good"]]
    yield ""
    yield f"| {part}, {where}: kind | sentences | found | of its kind | alarms | right kind |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for kind in TONE:
        own = [said for meant, said in bad if meant == kind]
        right = sum(kind in said for said in own)
        alarms = sum(kind in said for _meant, said in bad) + sum(kind in said for said in good)
        yield (
            f"| {kind} | {len(own)} | {sum(map(bool, own)) / len(own):.2f} |"
            f" {right / len(own):.2f} | {alarms} | {right / max(alarms, 1):.2f} |"
        )
    found = sum(bool(said) for _meant, said in bad) / len(bad)
    false = sum(map(bool, good)) / len(good)
    disturbed = f"of {len(good)} good disturbed: **{false:.3f}**"
    yield f"| **any** | {len(bad)} | **{found:.2f}** | | {disturbed} | |"


def _replies() -> Iterator[str]:
    yield ""
    yield from language_replies.replies_part(DATA)
    if not (DATA / "replies.csv").is_file():
        return
    last = [row["reply"] for row in _rows(DATA / "replies.csv")][1000:]
    heard = sum(any(not a.sure for a in advise(reply)) for reply in last) / len(last)
    yield ""
    yield f"Of the {len(last)} replies that were not learnt from, {100 * heard:.1f} in 100 get"
    yield "advice by weights alone. Of 51 such places (weights of the same day, a lower line) 18"
    yield "were right by reading, most of them vague;"
    yield "the others are plain facts with a not in them: so it says *may sound like*, and last."


def _speed() -> Iterator[str]:
    rows = _rows(TESTS / "sentences.csv")
    short = [row["bad"] for row in rows if row["bad"]]
    long = ["".join(row["good"] for row in rows[i : i + 10]) for i in range(0, 300, 10)]
    yield ""
    yield "### Time and memory"
    yield ""
    size = sum(p.stat().st_size for p in (ROOT / "yingda/wording/rules").glob("*.toml"))
    yield f"On {platform.machine()}, {os.cpu_count()} cores. Rules: {size / 1024:.0f} kB of TOML;"
    yield f"weights of tone: {tone.FILE.stat().st_size / 1024:.0f} kB."
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
    ("楼上漏水，楼下遭殃，这道理您总该明白。", "hurtful"),
    ("转学名额有限，人人都想进好学校，学校装得下吗？", "rhetorical, of the fresh part"),
    ("您的心情我完全理解，我们一起来想办法。", "kind, no hurt"),
    ("行，您说得都对。", "irony: only the voice tells"),
    ("会开到几点，将由主办方通知。", "no promise of the office, but may sound like one"),
    ("系统里没有这一项。", "cold, if nothing follows"),
    ("你在门口等我，我下来接你，你穿什么颜色的衣服？", "kind, with a plain 你"),
    ("谁负责呢？负责的是二队，队长姓乔。", "asks and answers itself"),
    ("谢谢您这么耐心地配合我们。", "thanks"),
    ("我们将在收到材料后为您办理。", "true, but no day"),
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

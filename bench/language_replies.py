# SPDX-License-Identifier: Apache-2.0
"""How well each rule of wording speaks: on real replies read whole, and on answers of our own.

Labels stand in `tests/wording`: `labels_whole.csv` by number and place, `answers.csv` with the
texts. `answers_before.csv` keeps what was counted before the rules were mended.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from yingda.knowledge.read_law import name
from yingda.wording import Edition, advise, cited, particulars

TESTS = Path(__file__).parents[1] / "tests/wording"
DAY = date(2026, 11, 23)
NUMBERS = ("phone", "identity", "card", "plate", "home")
ROWS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "vague": (("vague",), ("vague", "sounds_vague")),
    "vague_measure": (("vague_measure",), ("vague_measure",)),
    "no_answer": (("no_answer",), ("no_answer",)),
    "no_next_step": (("no_next_step",), ("no_next_step",)),
    "no_reason": (("no_reason",), ("no_reason",)),
    "no_measures": (("no_measures",), ("no_measures",)),
    "unnamed_basis": (("unnamed_basis",), ("unnamed_basis",)),
    "bare_title": (("bare_title",), ("bare_title",)),
    "no_such_article": (("no_such_article",), ("no_such_article",)),
    "not_in_force": (("not_in_force",), ("not_in_force",)),
    "unknown_title": (("unknown_title",), ("unknown_title",)),
    "particulars": (NUMBERS, ("particulars",)),
    "named_person": (("name",), ("named_person",)),
    "jargon": (("jargon",), ("jargon",)),
    "rhetorical": (("rhetorical",), ("rhetorical", "sounds_rhetorical")),
    "interrogating": (("interrogating",), ("interrogating", "sounds_interrogating")),
    "blaming": (("blaming",), ("blaming", "harsh", "sounds_blaming")),
    "cold": (("cold",), ("cold", "not_ours", "sounds_cold")),
}
"""Row of the table → what a reader notes, and the rules that say it."""
CITING = ("bare_title", "no_such_article", "not_in_force", "unknown_title")
TONE = ("vague", "rhetorical", "interrogating", "blaming", "cold")
Pairs = list[tuple[set[str], set[str]]]
Editions = Callable[[str], Sequence[Edition]]


class Count:
    """How often a row should speak, speaks, and does so rightly."""

    def __init__(self, pairs: Pairs, row: str) -> None:
        notes, names = map(set, ROWS[row])
        self.should = sum(bool(meant & notes) for meant, _said in pairs)
        self.alarms = sum(bool(said & names) for _meant, said in pairs)
        self.right = sum(bool(meant & notes and said & names) for meant, said in pairs)

    def __str__(self) -> str:
        return shown(self.should, self.alarms, self.right)


def shown(should: int, alarms: int, right: int) -> str:
    """One cell: precision, recall, and of how many; a dash where there is nothing to divide."""
    precision = f"{right / alarms:.2f}" if alarms else "-"
    recall = f"{right / should:.2f}" if should else "-"
    return f"{precision} / {recall} ({alarms}, {should})"


def rows(path: Path) -> list[dict[str, str]]:
    """A CSV file with long fields."""
    csv.field_size_limit(10**8)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def notes(should: str) -> set[str]:
    """What was noted of a reply, without its places: "vague@12 jargon@40"."""
    return {one.partition("@")[0] for one in should.split()}


def real(replies: dict[str, str], part: str) -> Pairs:
    """Replies that reader 2 read whole, of one part, as (noted, said)."""
    found = []
    for row in rows(TESTS / "labels_whole.csv"):
        if row["reader"] == "2" and row["part"] == part and row["row"] in replies:
            outcome = "resolved" if row["outcome"] == "nothing" else row["outcome"]
            said = advise(replies[row["row"]], outcome=outcome)
            found.append((notes(row["should"]), {a.rule for a in said}))
    return found


@cache
def held() -> dict[str, list[Edition]]:
    """The few laws of `laws_cited.csv`: last article, days in force."""
    found = defaultdict(list)
    for row in rows(TESTS / "laws_cited.csv"):
        found[name(row["title"])].append(
            Edition(
                title=row["title"],
                articles=frozenset(map(str, range(1, int(row["last"]) + 1))),
                since=_day(row["since"]),
                until=_day(row["until"]),
            )
        )
    return dict(found)


def _day(words: str) -> date | None:
    return date.fromisoformat(words) if words else None


def written(part: str) -> Pairs:
    """Our own answers of one part, as (meant, said)."""
    every = [row for row in rows(TESTS / "answers.csv") if row["part"] == part]
    return [(set(row["should"].split()), said_of(row)) for row in every]


def said_of(row: dict[str, str], editions: Editions | None = None) -> set[str]:
    """The rules that speak in one of our own answers, with the laws of `laws_cited.csv`."""
    said = advise(
        row["text"], outcome=row["outcome"], on=_day(row["on"]) or DAY,
        editions=editions or (lambda title: held().get(name(title), [])),
    )  # fmt: skip
    return {a.rule for a in said}


def with_library(editions: Editions) -> Iterator[str]:
    """The rows of citations again, compared with the loaded law library."""
    mine = [row for row in rows(TESTS / "answers.csv") if "《" in row["text"]]
    pairs = [(set(row["should"].split()), said_of(row, editions)) for row in mine]
    yield ""
    yield f"Our own answers with a title in them ({len(mine)} of `answers.csv`), compared with this"
    yield "library instead of the short list: precision / recall (alarms, should)"
    yield ", ".join(f"{row} {Count(pairs, row)}" for row in CITING) + "."
    yield "What it does not hold: " + "、".join(sorted(_missing(mine, editions))) + "."


def _missing(mine: list[dict[str, str]], editions: Editions) -> set[str]:
    """Titles of the short list that the library does not hold."""
    cited_there = {one.title for row in mine for one in cited(row["text"])}
    return {title for title in cited_there if held().get(name(title)) and not editions(title)}


def sentences(part: str) -> Pairs:
    """The sentences of tone of one part, in writing, as (meant, said)."""
    found: Pairs = []
    for row in rows(TESTS / "sentences.csv"):
        if row["part"] != part:
            continue
        for side in ("bad", "good"):
            if row[side]:
                said = {a.rule for a in advise(row[side], "writing")}
                found.append(({row["kind"]} if side == "bad" else set(), said))
    return found


_READ = """\
{whole} replies are read whole. Reader 2 took {drawn} by draws over all 2,000 and read them
without any alarm in sight, noting place and outcome, in three parts. *dev*: {dev}, all that had
been looked at when rules were made before, and a few more. *first*: {first} that nobody had
looked at; the rules were mended with dev alone and first was measured (*mended*), only then was
it used for mending too. *test*: {test} more that nobody had looked at, read before that second
mending, and for which nothing was changed; phrases of promise were then also gathered from
replies that bear no label. One who knew the rules read, gathered and mended, with the texts in
mind: a stranger would find less. {again} were read again on the same day without the first
notes: {same} got the same ([labelling](labelling.md)).

*Written*: {answers} short answers of our own on {matters} matters (`answers.csv`; for tone
`sentences.csv`, of which *dev* was learnt from), parts by matter, written before the rules were
mended, by the one who mended them. *before*: the rules of November 2026 before any of this.

A cell is precision / recall (alarms, should), counted once a reply. What a rule needs to know,
the outcome, was given; citations were compared with {laws} laws, on real replies not at all:
their titles are made anonymous. Small numbers say little. A promise without a day and a measure
without how often are near: a reader and a rule that call it by the other's name count as two
mistakes."""


def replies_part(data: Path) -> Iterator[str]:
    """The table of every rule, before and now."""
    labels = rows(TESTS / "labels_whole.csv")
    mine = [row for row in labels if row["reader"] == "2"]
    replies = _replies(data)
    yield "### Each rule on real replies and on answers of our own"
    yield ""
    again = rows(TESTS / "labels_again.csv")
    first = {row["row"]: notes(row["should"]) for row in mine}
    every = rows(TESTS / "answers.csv")
    yield from _READ.format(
        whole=len({row["row"] for row in labels}), drawn=len(mine),
        again=len(again),
        **{part: sum(row["part"] == part for row in mine) for part in ("dev", "first", "test")},
        same=sum(notes(row["should"]) == first[row["row"]] for row in again),
        answers=len(every), matters=len({row["matter"] for row in every}), laws=len(held()),
    ).splitlines()  # fmt: skip
    yield ""
    yield from _table(replies)
    yield from _numbers()
    if replies:
        yield from _first_reader(replies, labels)
        yield from _judged(replies)


_FAILS = (
    ("", "您楼上的周志强答应晚上不拉琴。", "a name without a role before it"),
    ("", "我们请张老三签了字。", "a nickname"),
    ("", "依规不予报销。", "a basis not named, in two characters"),
    ("", "此项须先做稳评，再报联审。", "jargon that nobody has listed yet"),
    ("", "该房屋在政策上不能过户。", "a policy as ground, without 根据"),
    ("unresolved", "因为各种原因，不能办理。", "a reason that is none"),
    ("unresolved", "因资金不足，已经多次开会。", "a measure that is none"),
    ("", "您尽快把材料补齐，我们当天办。", "the person is asked to hurry"),
)


def _failures() -> Iterator[str]:
    yield ""
    yield "Where these rules fail, invented:"
    yield ""
    yield "| outcome | text | what was found | remark |"
    yield "| --- | --- | --- | --- |"
    for outcome, text, remark in _FAILS:
        found = "、".join(dict.fromkeys(a.name for a in advise(text, outcome=outcome))) or "-"
        yield f"| {outcome or '-'} | {text} | {found} | {remark} |"


def _replies(data: Path) -> dict[str, str]:
    path = data / "replies.csv"
    return {row["id"]: row["reply"] for row in rows(path)} if path.is_file() else {}


def _table(replies: dict[str, str]) -> Iterator[str]:
    before = {
        (row["set"], row["rule"]): shown(*(int(row[n]) for n in ("should", "alarms", "right")))
        for row in rows(TESTS / "answers_before.csv")
    }
    yield (
        "| rule | real, dev | first: before | first: mended | first: now | test: before |"
        " test: now | written, dev | written, test: before | written, test: now |"
    )
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    parts = {part: real(replies, part) if replies else [] for part in ("dev", "first", "test")}
    own = {part: written(part) for part in ("dev", "test")}
    tone = {part: sentences(part) for part in ("dev", "test")}
    for row in ROWS:
        mine = tone if row in TONE else own
        dev, first, test = (Count(parts[part], row) for part in ("dev", "first", "test"))
        cells = [
            row, dev, before["first before", row], before["first mended", row], first,
            before["test before", row], f"**{test}**", Count(mine["dev"], row),
            before["written before", row], f"**{Count(mine['test'], row)}**",
        ]  # fmt: skip
        yield f"| {' | '.join(map(str, cells))} |"
    both = {"vague", "vague_measure"}
    yield ""
    yield (
        "Promise and measure together, on the real parts dev, first and test: "
        + ", ".join(
            shown(
                sum(bool(meant & both) for meant, _said in pairs),
                sum(bool(said & {*both, "sounds_vague"}) for _meant, said in pairs),
                sum(bool(meant & both and said & {*both, "sounds_vague"}) for meant, said in pairs),
            )
            for pairs in parts.values()
        )
        + "."
    )


def _numbers() -> Iterator[str]:
    yield ""
    yield "Particulars on the written test, found of those there (and marked where there is none):"
    said = []
    for kind in NUMBERS:
        meant = found = false = 0
        for row in rows(TESTS / "answers.csv"):
            if row["part"] == "test":
                there = kind in row["should"].split()
                seen = kind in {one for _s, _e, one in particulars.found(row["text"])}
                meant, found = meant + there, found + (there and seen)
                false += seen and not there
        said.append(f"{kind} {found} of {meant} ({false})")
    yield ", ".join(said) + "."


def _first_reader(replies: dict[str, str], labels: list[dict[str, str]]) -> Iterator[str]:
    """The 150 that were read with the alarms beside them, long used for mending."""
    mine = [row for row in labels if row["reader"] == "1"]
    pairs = [(notes(row["should"]), {a.rule for a in advise(replies[row["row"]])}) for row in mine]
    vague = {"vague", "vague_measure", "sounds_vague", "no_answer"}
    should = sum("vague" in meant for meant, _said in pairs)
    alarms = sum(bool(said & vague) for _meant, said in pairs)
    right = sum("vague" in meant and bool(said & vague) for meant, said in pairs)
    yield ""
    yield f"Reader 1 had read {len(mine)} short ones with the alarms beside them; rules were mended"
    yield "with them, so they flatter: vague, measures and empty answers together"
    yield f"{shown(should, alarms, right)}, unnamed_basis {Count(pairs, 'unnamed_basis')},"
    yield f"bare_title {Count(pairs, 'bare_title')}, jargon {Count(pairs, 'jargon')}."


def _judged(replies: dict[str, str]) -> Iterator[str]:
    """500 replies of which every alarm of today was judged: precision only, but on more of them."""
    labels = rows(TESTS / "labels_replies.csv")
    read = {row["row"] for row in labels}
    verdict = {(row["row"], row["rule"]): row["verdict"] for row in labels if row["rule"]}
    now = {(no, a.rule) for no in read for a in advise(replies[no])}
    count = Counter((rule, verdict.get((no, rule), "open")) for no, rule in now)
    yield ""
    yield f"{len(read)} replies (all dev) of which the first place of each alarm is judged,"
    yield "those of older rules at the time, the rest now, with a look at the lines around it"
    yield f"(`labels_replies.csv`; judged once and silent today: {len(set(verdict) - now)}):"
    yield ""
    yield "| rule | replies with alarm | share of replies | right | not judged |"
    yield "| --- | --- | --- | --- | --- |"
    for rule in sorted({rule for rule, _verdict in count}):
        true, false, left = (count[rule, v] for v in ("true", "false", "open"))
        share = (true + false + left) / len(read)
        right = f"{true / (true + false):.2f}" if true + false else "-"
        yield f"| {rule} | {true + false + left} | {share:.3f} | {right} | {left} |"

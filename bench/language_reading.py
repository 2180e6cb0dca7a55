# SPDX-License-Identifier: Apache-2.0
"""How well tiers, addresses, places and the rest for the form are read.

`python -m bench.language_reading` writes its part of docs/language.md.
"""

import csv
import statistics
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from bench import appeals, language, learn_addresses
from yingda import hints
from yingda.hints import addresses, learn_tiers, places, shipped, signs, tiers

ROOT = Path(__file__).parents[1]
GRAVE = ("critical", "urgent")
TOLD = 60
Row = tuple[str, str, str]  # tier, title, text
Seen = tuple[str, str]  # true, suggested


def write() -> None:
    """Measures, prints and writes the part of docs/language.md between its two marks."""
    language.write("reading", list(part()))


def part() -> Iterator[str]:
    """All tables."""
    yield "## 分级、地址、地点 Tier, address, place"
    yield from ("", "Measured by `python -m bench.language_reading`.")
    yield from _tier()
    yield from _address()
    yield from _places()
    yield from _rest()


def suggested(row: Row, learnt: tiers.Tiers | None) -> str:
    """The tier by signs alone, or with what was learnt."""
    by = hints.By(
        subject=shipped.weights("subject"), nature=shipped.weights("nature"), book=shipped.book(),
        tier=learnt, concepts=shipped.concept_book(),
    )  # fmt: skip
    return hints.tier_of(row[1], row[2], by).tier


def _tier() -> Iterator[str]:
    known = shipped.tiers_weights()
    yield from _told(known.weights.learnt)
    yield from (
        "",
        "| rows | by | critical: recall | precision | cannot wait: recall | precision | shown critical | shown urgent or worse |",  # noqa: E501
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    )
    fresh = _written("emergencies_in_styles")
    unseen, before = _written("emergencies_unseen"), _written("emergencies")
    orders = [("", r["标题"], r["投诉件内容"].strip()) for r in appeals.rows("orders_fuzhou")]
    board = [("", one.title, one.text.strip()) for one in appeals.board()]
    for name, rows in (
        (f"**in four styles, {len(fresh)}**", fresh), (f"unseen, {len(unseen)}", unseen),
        (f"seen before, {len(before)}", before), (f"orders of Fuzhou, {len(orders):,}", orders),
        (f"board, other {len(board)}", board),
    ):  # fmt: skip
        yield _line(name, "signs", [(row[0], suggested(row, None)) for row in rows])
        yield _line(name, "both", [(row[0], suggested(row, known)) for row in rows])
    apart, same, whole = _apart(known)
    yield _line(f"board, {len(same):,} read", "signs", [(r[0], suggested(r, None)) for r in same])
    yield _line(f"board, {len(same):,} read", "both", apart)
    only = [pair for pair, read in zip(apart, whole, strict=True) if read]
    yield _line(f"board, the {len(only)} read whole", "both", only)
    yield from _by_style(known)
    for name, rows in (("in four styles", fresh), ("unseen", unseen)):
        yield from ("", f"Wrong among those {name} (true → suggested):", "")
        for row in rows:
            if (said := suggested(row, known)) != row[0]:
                text = row[2] if len(row[2]) <= TOLD else f"{row[2][:TOLD]}…"
                yield f"- {f'【{row[1]}】' if row[1] else ''}{text}: {row[0]} → {said}"


def _told(told: dict[str, str]) -> Iterator[str]:
    yield from ("", "### 分级 Tier: signs alone, and with what was learnt", "")
    yield (
        f"Learnt from {told['examples']} examples: {len(shipped.tier_examples()):,} invented appeals "  # noqa: E501
        "(`yingda/hints/labels/tiers.csv`) and messages of the board as readers saw them. Lines were chosen on "  # noqa: E501
        f"matters held apart, where {float(told['recall_on_matters_apart']):.0%} of the critical short ones are "  # noqa: E501
        f"above theirs; of those then shown as critical {float(told['precision_critical']):.0%} are, "  # noqa: E501
        f"of those shown as urgent or worse {float(told['precision_cannot_wait']):.0%} cannot wait "
        "(nearly half of the invented ones are hard negatives; whole kinds of danger, or of the later "  # noqa: E501
        "ones whole batches, are held apart)."
    )
    letters = {
        name.removeprefix("letters_"): said for name, said in told.items() if "letters_" in name
    }
    yield (
        "Long letters have lines of their own; on matters apart, signs left out: "
        + "; ".join(f"{name.replace('_', ', ')}: {said}" for name, said in letters.items())
        + " (own: our invented letters; board: its messages of more than 80 characters; urgent: "
        "urgent or critical)."
    )
    yield ""
    yield (
        "*in four styles*: call notes, chat, letters, web forms, written before these weights and their "  # noqa: E501
        "training appeals; nothing was changed after a look at its errors. *unseen*: 104 of an earlier day, "  # noqa: E501
        "whose errors were known when further training appeals were written: no longer fresh. *seen before*: "  # noqa: E501
        "224 that their author knew when writing the concepts: they flatter. One author for all: expect "  # noqa: E501
        "a stranger's to fare worse. *board*: each row weighed by weights that never saw its matter (the "  # noqa: E501
        "27 numbers that weigh a letter as a whole saw it); those that a reader or the earlier weights "  # noqa: E501
        "called urgent or worse were read whole and labelled anew, the others by title or first lines. "  # noqa: E501
        "Orders and the 451 carry no tier: their share shown is an upper bound of false alarms; what the "  # noqa: E501
        "orders' rivers raised was looked at and invented ones were taught, so their share flatters."  # noqa: E501
    )
    yield ""
    yield (
        "The weights before these, measured the same way on the same rows: in four styles .96/.72 and "  # noqa: E501
        ".98/.85, board .59/.05 and .92/.28 (5.1% and 9.8% shown)."
    )


def _by_style(known: tiers.Tiers) -> Iterator[str]:
    with (ROOT / "tests/hints/emergencies_in_styles.csv").open(encoding="utf-8") as sheet:
        rows = list(csv.DictReader(sheet))
    yield from ("", "| style | rows | critical seen | false | cannot wait seen | false |",
                "| --- | --- | --- | --- | --- | --- |")  # fmt: skip
    for style in sorted({row["style"] for row in rows}):
        pairs = [
            (r["tier"], suggested((r["tier"], r["title"], r["text"]), known))
            for r in rows if r["style"] == style
        ]  # fmt: skip
        cells = []
        for grave in (("critical",), GRAVE):
            true = sum(a in grave for a, _b in pairs)
            both = sum(a in grave and b in grave for a, b in pairs)
            cells += [f"{both} of {true}", str(sum(b in grave for _a, b in pairs) - both)]
        yield f"| {style} | {len(pairs)} | {' | '.join(cells)} |"


def _written(name: str) -> list[Row]:
    with (ROOT / f"tests/hints/{name}.csv").open(encoding="utf-8") as sheet:
        rows = list(csv.DictReader(sheet))
    return [(row["tier"], row.get("title", ""), row["text"]) for row in rows]


def _apart(known: tiers.Tiers) -> tuple[list[Seen], list[Row], list[bool]]:
    """The board's labelled rows, each by weights that never saw its matter, with the lines kept;
    and whether each was read whole."""
    examples, by = appeals.of_tiers(), shipped.concept_book()
    texts = {(r["title"], r["text"].strip()): (r["file"], r["id"]) for r in appeals.readings()}
    read = appeals.whole_tiers()
    found: list[Seen] = []
    rows: list[Row] = []
    whole: list[bool] = []
    for part_ in range(learn_tiers.PARTS):
        taught = [one for one in examples if learn_tiers.part_of(one) != part_]
        here = msgspec.structs.replace(known, weights=learn_tiers.taught(taught, by, {}))
        for one in examples:
            if learn_tiers.part_of(one) == part_ and one.counts < 1:
                rows.append((one.label, one.title, one.text))
                found.append((one.label, suggested(rows[-1], here)))
                whole.append(texts[one.title, one.text] in read)
    return found, rows, whole


def _line(name: str, by: str, pairs: Sequence[Seen]) -> str:
    cells = []
    for grave in (("critical",), GRAVE):
        true = sum(a in grave for a, _b in pairs)
        both = sum(a in grave and b in grave for a, b in pairs)
        said = sum(b in grave for _a, b in pairs)
        cells += [f"{both / true:.2f} of {true}" if true else "-"]
        cells += [f"{both / said:.2f}" if true and said else "-"]
    shown = [sum(b in grave for _a, b in pairs) / len(pairs) for grave in (("critical",), GRAVE)]
    return f"| {name} | {by} | {' | '.join(cells)} | {shown[0]:.1%} | {shown[1]:.1%} |"


def _address() -> Iterator[str]:
    model, known = shipped.address_model(), learn_addresses.known("dev")
    scored = msgspec.json.decode(model.learnt["apart"], type=learn_addresses.Counts)
    begun = time.process_time()
    learn_addresses.score(model, known[:500])
    took = (time.process_time() - begun) * 1000 / 500
    precision, recall, f1 = learn_addresses.f1(scored)
    size, names = (
        (shipped.FOLDER / f"{name}.bin").stat().st_size / 1e6 for name in ("address", "toponyms")
    )
    yield from ("", "### 地址 Address, cut into its parts", "")
    yield (
        f"{len(known):,} addresses of the dev part, by weights learnt from the train part alone (features and "  # noqa: E501
        f"passes were chosen with a quarter of the train part and a look at this one): precision {precision:.3f}, "  # noqa: E501
        f"recall {recall:.3f}, **F1 {f1:.3f}**; a part is right by its place and label. The text is given as it is "  # noqa: E501
        "written. The weights before these had .872 so, and .886 when told where the corpus' own tokens "  # noqa: E501
        "end (it joins 12-3 where that is one part and splits it where it is two: a figure of ours until now, "  # noqa: E501
        "and probably that of the published linear-chain CRF, .874). What is shipped is learnt from both parts, "  # noqa: E501
        f"and not measured. {took:.0f} ms an address, {size:.2f} MB, and {names:.2f} MB of names of "  # noqa: E501
        "places of the whole country. Mostly addresses of Zhejiang."
    )
    yield from ("", "| part | true | precision | recall |", "| --- | --- | --- | --- |")
    for label, (right, said, true) in scored.items():
        if true:
            yield f"| {label} | {true} | {right / max(said, 1):.3f} | {right / true:.3f} |"
    yield from ("", "Invented ones, as they were cut:", "")
    for said in (
        "北京市朝阳区望京街道广顺北大街33号院2号楼5单元301室", "丰台区方庄芳古园一区12号楼",
        "村东头老王家隔壁", "地铁四惠东站C口往南200米",
    ):  # fmt: skip
        cut = " / ".join(f"{p.words} {p.label}" for p in addresses.parse(said, model))
        yield f"- {said}: {cut}"


def _gazetteer() -> places.Gazetteer:
    with (ROOT / "demo/roster/places.csv").open(encoding="utf-8-sig") as sheet:
        known = [places.Known(**row) for row in csv.DictReader(sheet)]
    return places.Gazetteer(known, by_sound=shipped.readings())


def _right(city: places.Gazetteer, rows: Sequence[dict[str, str]]) -> tuple[int, int, int, int]:
    """How many are right first, right among three, shown as sure, and sure but wrong."""
    first = third = shown = wrong = 0
    for row in rows:
        found = [one for one in city.candidates(row["text"]) if not one.seat]
        paths = [" ".join(one.path) for one in found]
        meant = tuple(filter(None, row["path"].split("|")))
        right = bool(meant) and paths[:1] != [] and paths[0].startswith(meant)
        sure = bool(found) and places.sure(found)
        first += right
        third += bool(meant) and any(path.startswith(meant) for path in paths[:3])
        shown += sure
        wrong += sure and not right
    return first, third, shown, wrong


def _places() -> Iterator[str]:
    sheets = {}
    for name in ("places", "places_unseen"):
        with (ROOT / f"tests/hints/{name}.csv").open(encoding="utf-8") as sheet:
            sheets[name] = list(csv.DictReader(sheet))
    unseen = sheets["places_unseen"]
    yield from ("", "### 地点 Place, in Beijing's roster", "")
    yield (
        "Invented appeals: *old* by whoever wrote the first rules; *unseen* (`places_unseen.csv`) was frozen "  # noqa: E501
        "before the rules were mended: its odd rows were looked at while mending, its even rows were only "  # noqa: E501
        "counted. Before: right first 111 of its 192 that mean a place (56 odd, 55 even), among three 121. By the "  # noqa: E501
        "rules alone, without new names: 70 odd, 69 even. Then some 600 landmarks and old names of Beijing were "  # noqa: E501
        "written into the roster by the author of the set, who knew it: with them the figures flatter, and "  # noqa: E501
        "a stranger's landmarks will often be missing. *sure*: what the desk would propose without a doubt."  # noqa: E501
    )
    yield from ("", "| rows | mean a place | right first | among three | sure | sure but wrong |")
    yield "| --- | --- | --- | --- | --- | --- |"
    for name, rows in (
        ("old", sheets["places"]), ("unseen, odd", unseen[::2]), ("unseen, even", unseen[1::2]),
    ):  # fmt: skip
        meant = sum(bool(row["path"]) for row in rows)
        counts = " | ".join(map(str, _right(_gazetteer(), rows)))
        yield f"| {name}, {len(rows)} | {meant} | {counts} |"
    city = _gazetteer()
    away = [r["投诉件内容"] for r in appeals.rows("orders_fuzhou")]
    sure = sum(_right(city, [{"text": text, "path": ""}])[2] for text in away)
    yield ""
    yield f"Of {len(away):,} real orders of another city {sure / len(away):.1%} would name a place of Beijing surely."  # noqa: E501
    yield from ("", "Where it fails (invented):", "")
    for said, meant in (
        ("工人新村那边停水", "a name in many places"),
        ("香山路口堵车", "a crossing, perhaps far off"),
        ("新开的那家网红商场没有消防通道", "a landmark that nobody wrote down"),
    ):  # fmt: skip
        found = [f"{' '.join(c.path)} {c.weight:.2f}" for c in city.candidates(said)[:2]]
        yield f"- {said}: {'; '.join(found) or 'nothing'} (meant: {meant})"


def _rest() -> Iterator[str]:
    yield from ("", "### 身份信息、快慢 Particulars and speed", "")
    yield (
        "Phones, service numbers, cards, ID numbers and plates in full-width digits, Chinese numerals, "  # noqa: E501
        "with gaps and hyphens are found in every case that the property tests make. Of 150 names "
        "found in real messages and read once 11 were none (有关同志, 女儿童权益); most of "
        "these were mended since. Names said without role, title or 我叫 are not looked for."
    )
    by = hints.By(
        subject=shipped.weights("subject"), nature=shipped.weights("nature"), book=shipped.book(),
        gazetteer=_gazetteer(), tier=shipped.tiers_weights(), concepts=shipped.concept_book(),
        address=shipped.address_model(),
    )  # fmt: skip
    rows, now, took, alone = appeals.rows("appeals_one_city")[:200], datetime.now(UTC), [], []
    for row in rows:
        begun = time.process_time()
        hints.read(row["title"], row["text"], by, now)
        between = time.process_time()
        tiers.suggest(
            signs.suggest(row["title"], by.book),
            tiers.weigh(shipped.tiers_weights(), row["title"], row["text"], shipped.concept_book()),
            row["title"],
        )
        took.append((between - begun) * 1000)
        alone.append((time.process_time() - between) * 1000)
    size = sum(p.stat().st_size for p in shipped.FOLDER.glob("*.bin")) / 1e6
    yield ""
    yield (
        f"All hints for one appeal: median {statistics.median(took):.1f} ms, 95 % under "
        f"{sorted(took)[len(took) * 19 // 20]:.0f} ms of one core; the tier alone {statistics.median(alone):.1f} ms. "  # noqa: E501
        f"All weights together {size:.2f} MB."
    )


if __name__ == "__main__":
    write()

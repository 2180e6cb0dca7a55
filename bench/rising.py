# SPDX-License-Identifier: Apache-2.0
"""How early hot matters are seen to rise, and how often an alarm is none: one city's year, again.

The 4,307 appeals of `appeals_one_city` come in day by day, each at its own time, through the code
that runs in a city (`office.gathering`). Subject by the weights, place by the district named in
the text. Which matters were hot was chosen from what the method itself showed
(`bench/hot_matters.csv`, by number): it flatters.
"""

import re
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

from bench import appeals
from bench.repeats import known
from yingda.flow.limits import ZONE

DISTRICT = re.compile(r"A(\d)(?:区|县)")


def when(said: str) -> datetime:
    """The moment of a row, in the city's time."""
    for form in ("%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M"):
        try:
            return datetime.strptime(said.strip(), form).replace(tzinfo=ZONE)
        except ValueError:
            continue
    raise ValueError(said)


def rising() -> None:
    """Let the year come in; print what was flagged, when, and what it was."""
    rows = sorted(
        ((when(row["at"]), row) for row in appeals.rows("appeals_one_city")), key=lambda r: r[0]
    )
    flagged, of = _year(rows)
    at = {row["id"]: moment.date() for moment, row in rows}
    topic = {no: name for name, numbers in known().items() for no in numbers}
    _known_ones(flagged, of, at, topic)
    _alarms(flagged, of, at, topic)


def _enter(day_rows: list[tuple[datetime, dict[str, str]]]) -> None:
    from yingda.ledgers.alike import AlikeLine
    from yingda.ledgers.hotspots import HotspotLine
    from yingda.office import hinting, tracing

    weights = hinting.in_force("subject")
    from yingda.hints.weights import weigh

    traces, spots = [], []
    for moment, row in day_rows:
        keys = list(tracing.trace(row["title"], row["text"]))
        traces.append(AlikeLine(case_no=row["id"], at=moment, keys=keys))
        seen = weigh(weights, row["title"], row["text"])
        found = DISTRICT.search(row["title"] + row["text"])
        on = moment.date()
        spots.append(
            HotspotLine(
                case_no=row["id"], day=on, week=on - timedelta(days=on.weekday()),
                subject=seen.label if seen.sure else "", street="",
                district=f"A{found[1]}" if found else "",
            )
        )  # fmt: skip
    AlikeLine.objects.bulk_create(traces)
    HotspotLine.objects.bulk_create(spots)


def _year(
    rows: list[tuple[datetime, dict[str, str]]],
) -> tuple[dict[str, tuple[date, int, int]], dict[str, list[str]]]:
    """Key → (first day, cases in the week then, cases of the matter so far); the cases of each."""
    from yingda.ledgers import alike, rising
    from yingda.ledgers.alike import AlikeLine
    from yingda.office import gathering

    by_day: dict[date, list[tuple[datetime, dict[str, str]]]] = defaultdict(list)
    for moment, row in rows:
        by_day[moment.date()].append((moment, row))
    seen: dict[str, tuple[date, int, int]] = {}
    for nth, on in enumerate(sorted(by_day)):
        _enter(by_day[on])
        if nth % 14 == 0:
            alike.count_pieces()
        end = datetime.combine(on, datetime.max.time(), ZONE)
        while gathering.gather(end):
            pass
        gathering.look(end)
        for line in rising.now_rising(on, 200):
            if line.key not in seen:
                so_far = AlikeLine.objects.filter(matter=line.matter or "-").count()
                seen[line.key] = (on, line.cases, so_far)
    of: dict[str, list[str]] = defaultdict(list)
    for no, matter in AlikeLine.objects.values_list("case_no", "matter"):
        of[f"m:{matter}"].append(no)
    return seen, of


def _known_ones(
    flagged: dict[str, tuple[date, int, int]], of: dict[str, list[str]], at: dict[str, date],
    topic: dict[str, str],
) -> None:  # fmt: skip
    first: dict[str, tuple[date, int, int]] = {}
    for key, found in flagged.items():
        names = Counter(topic.get(no, "") for no in of.get(key, ()))
        name = names.most_common(1)[0][0] if names else ""
        if name and (name not in first or found[0] < first[name][0]):
            first[name] = found
    print(
        "matter  appeals  in 7 days at most  seen after  on         before its peak  still to come"
    )
    for name, numbers in sorted(known().items(), key=lambda pair: -len(pair[1])):
        days = sorted(at[no] for no in numbers if no in at)
        peak, most = _peak(days)
        if name not in first:
            print(f"{name:<7} {len(days):>7} {most:>18}  not seen")
            continue
        on = first[name][0]
        before = sum(d <= on for d in days)
        print(
            f"{name:<7} {len(days):>7} {most:>18} {before:>11}  {on}"
            f" {(peak - on).days:>10} days {len(days) - before:>13}"
        )


def _peak(days: list[date]) -> tuple[date, int]:
    """The last day of its fullest week, and how many came in it."""
    weeks = {d: sum(d - timedelta(days=7) < other <= d for other in days) for d in days}
    best = max(weeks, key=lambda d: (weeks[d], -d.toordinal()))
    return best, weeks[best]


def _alarms(
    flagged: dict[str, tuple[date, int, int]], of: dict[str, list[str]], at: dict[str, date],
    topic: dict[str, str],
) -> None:  # fmt: skip
    days = (max(at.values()) - date(2019, 1, 1)).days
    matters = {key: found for key, found in flagged.items() if key.startswith("m:")}
    mine = [key for key in matters if any(no in topic for no in of[key])]
    print(f"matters flagged in {days} days: {len(matters)}, known hot ones {len(mine)}, other")
    for key in matters:
        if key not in mine:
            print("  ", key, matters[key], " ".join(of[key][:12]))
    places = [key for key in flagged if key.startswith("s:")]
    print(f"subjects at districts flagged: {len(places)}")
    for key in places:
        print("  ", key, *flagged[key])

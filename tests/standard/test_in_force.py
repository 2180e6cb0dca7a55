# SPDX-License-Identifier: Apache-2.0
"""服务标准 Standard: what holds on which day, limits, ladders, lists, clauses."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from yingda.standard import Standard, load

TODAY = date(2026, 11, 23)
TIER = '[[tier]]\nid = "general"\nname = "一般"\nrank = 1\nfrom = 2020-01-01\nsource = "试"\n'
LIMIT = '[[limit]]\nstep = "reply"\ntiers = ["general"]\nwithin = "{}"\nfrom = {}\nsource = "试"\n'


def test_limits_are_due_as_the_table_says(
    cities: dict[str, Standard], line_of_limits: dict[str, Any]
) -> None:
    case = line_of_limits
    due = cities[case["city"]].due(case["step"], case["tier"], case["begun"])
    assert due and due.at == case["due"]


def test_a_limit_says_its_clause_source_book_and_date(
    beijing: Standard, at: Callable[..., datetime]
) -> None:
    due = beijing.due("reply", "urgent", at(2026, 3, 2, 10))
    assert due
    assert (due.within, due.calendar, due.clause) == (
        "24小时",
        "natural",
        "beijing-draft-2021:reply",
    )
    assert (due.book, due.since) == ("beijing-draft-2021", date(2021, 12, 28))
    assert "征求意见稿" in due.source


def test_the_limit_in_force_on_the_day_of_the_start_counts_in_the_citys_zone(
    books: Callable[..., Path], at: Callable[..., datetime]
) -> None:
    changed = TIER + LIMIT.format("10d", "2020-01-01") + LIMIT.format("5d", "2026-03-02")
    standard = load(["a"], books(a=changed))
    before, after = at(2026, 3, 1, 23, 59), at(2026, 3, 2, 0, 0)
    old, new = standard.due("reply", "general", before), standard.due("reply", "general", after)
    assert old and new
    assert (old.at - before, new.at - after) == (timedelta(days=10), timedelta(days=5))
    assert standard.due("reply", "general", at(2019, 12, 31)) is None


def test_a_step_without_a_known_limit_has_none(
    books: Callable[..., Path], at: Callable[..., datetime]
) -> None:
    unseen = LIMIT.replace('within = "{}"', "unknown = true").format("2020-01-01")
    standard = load(["a"], books(a=TIER + unseen))
    assert standard.due("reply", "general", at(2026, 3, 2)) is None
    assert standard.due("dispatch", "general", at(2026, 3, 2)) is None


def test_a_later_book_replaces_an_earlier_one_until_it_ends(books: Callable[..., Path]) -> None:
    value = '[[value]]\nkey = "rework.max_times"\nvalue = {}\nfrom = 2020-01-01\n{}source = "试"\n'
    folder = books(a=value.format(1, ""), b=value.format(3, "until = 2022-01-01\n"))
    standard = load(["a", "b"], folder)
    asked = [standard.setting("rework.max_times", date(y, 6, 1)) for y in (2019, 2021, 2022)]
    assert asked == [None, 3, 1]
    replaced = standard.value("rework.max_times", date(2021, 6, 1))
    assert replaced and replaced.book == "b"


def test_a_limit_to_the_end_of_the_day_ends_with_that_day(
    books: Callable[..., Path], at: Callable[..., datetime]
) -> None:
    standard = load(["a"], books(a=TIER + LIMIT.format("7d", "2020-01-01") + "to_day_end = true\n"))
    due = standard.due("reply", "general", at(2026, 3, 2, 10))
    assert due and due.at == at(2026, 3, 9, 23, 59, 59)


def test_a_limit_may_count_the_day_of_receipt(
    books: Callable[..., Path], at: Callable[..., datetime]
) -> None:
    counted = LIMIT.format("1wd", "2020-01-01") + "counts_receipt_day = true\n"
    standard = load(["a"], books(a=TIER + counted))
    start = at(2026, 3, 2, 10)
    due = standard.due("reply", "general", start)
    assert due and due.at.date() == start.date()
    assert [s.counted for s in standard.spans(start, due)] == [True]


def test_the_tier_changed_while_paused_keeps_the_pause(
    beijing: Standard, at: Callable[..., datetime]
) -> None:
    start, pause = at(2026, 3, 2, 10), (at(2026, 3, 2, 11), at(2026, 3, 2, 17))
    due = beijing.replayed("reply", "urgent", start, [pause])
    assert due and due.at == start + timedelta(hours=24 + 6)
    assert beijing.replayed("whistle", "nobody", start, [pause]) is None


def test_the_ladder_climbs_in_order_of_time(beijing: Standard, at: Callable[..., datetime]) -> None:
    start = at(2026, 3, 2, 10)
    due = beijing.due("reply", "general", start)
    assert due
    rungs = beijing.ladder("reply", "general", start, due)
    assert [r.id for r in rungs] == ["near", "due", "head", "raise", "account"]
    assert [r.at for r in rungs] == [
        at(2026, 3, 8, 0, 24) + timedelta(hours=7, minutes=36),
        at(2026, 3, 9, 10),
        at(2026, 3, 10, 10),
        at(2026, 3, 12, 10),
        at(2026, 3, 16, 17, 30),
    ]


def test_at_night_only_the_first_tier_is_woken(
    beijing: Standard, at: Callable[..., datetime]
) -> None:
    start = at(2026, 3, 2, 22)
    woken, left = (beijing.due("reply", tier, start) for tier in ("critical", "urgent"))
    assert woken and left
    assert beijing.ladder("reply", "critical", start, woken)[0].at == at(2026, 3, 2, 23)
    late = beijing.ladder("reply", "urgent", start, left)
    assert all(8 <= rung.at.hour < 21 for rung in late)
    assert late[1].at == at(2026, 3, 4, 8)


def test_every_value_the_flow_asks_for_is_known_in_both_cities(cities: dict[str, Standard]) -> None:
    asked = (
        "dispatch.undo_within dispute.within dispute.max_times extend.max_times extend.max "
        "follow_up.trigger follow_up.max_attempts follow_up.expires rework.max_times "
        "supervise.quiet merge.within exclusion.contest_within rates.partly_weight "
        "rates.basically_weight rates.weights rates.min_n register.required register.wanted"
    )
    for name, standard in cities.items():
        for key in asked.split():
            for day in (date(2016, 1, 20), date(2020, 6, 1), TODAY):
                assert standard.value(key, day), (name, key, day)


def test_every_list_the_flow_asks_for_is_known_in_both_cities(cities: dict[str, Standard]) -> None:
    asked = (
        "natures dispute.reasons pause.reasons follow_up.channels close.suspend_reasons "
        "exclusion.reasons calls.exclusion_reasons divert.exits divert.emergency_lines "
        "divert.lawful_channels triage.signs reply.outcomes"
    )
    for name, standard in cities.items():
        for key in asked.split():
            for day in (date(2016, 1, 20), TODAY):
                found = standard.choices(key, day)
                assert found and all(c.name and c.name_en for c in found), (name, key, day)


def test_every_step_has_a_limit_for_every_tier_since_the_oldest_case(
    cities: dict[str, Standard], at: Callable[..., datetime]
) -> None:
    steps = "dispatch sign_in contact reply review follow_up whistle ruling"
    for name, standard in cities.items():
        for step in steps.split():
            for tier in standard.tiers:
                if name == "jinan" and step == "reply" and tier.rank > 2:
                    continue
                for start in (
                    at(2016, 1, 20),
                    at(2021, 12, 27),
                    at(2021, 12, 28),
                    at(2026, 11, 23),
                ):
                    assert standard.due(step, tier.id, start), (name, step, tier.id, start)


def test_the_two_cities_count_the_same_case_by_two_calendars(
    beijing: Standard, jinan: Standard, at: Callable[..., datetime]
) -> None:
    start = at(2026, 9, 30, 10)
    dues = [standard.due("reply", "general", start) for standard in (beijing, jinan)]
    assert [due and due.calendar for due in dues] == ["natural", "working"]
    assert [due and due.at for due in dues] == [at(2026, 10, 7, 10), at(2026, 10, 13, 17, 30)]


def test_the_pair_returns_and_extends_in_working_days(
    jinan: Standard, at: Callable[..., datetime]
) -> None:
    assert jinan.setting("dispute.within", TODAY) == "2wd"
    assert jinan.setting("extend.max", TODAY) == "10wd"


def test_an_unresolved_case_needs_a_reason_or_a_difficulty(beijing: Standard) -> None:
    assert "reason|difficulty" in beijing.reply_parts("unresolved", TODAY)
    assert {"facts", "citations"} <= set(beijing.reply_parts("unreasonable", TODAY))
    assert beijing.reply_parts("unheard_of", TODAY) == ()


def test_time_matter_and_contact_must_be_recorded(beijing: Standard) -> None:
    required, wanted = beijing.record_fields(TODAY)
    assert set(required) == {"said_at", "title", "phone"}
    assert not set(required) & set(wanted)


def test_the_six_exits_of_article_eleven_cite_it(beijing: Standard) -> None:
    exits = beijing.choices("divert.exits", TODAY)
    assert [c.id for c in exits] == [
        "emergency_line", "lawful_channel", "repeat", "secret", "beyond_duties", "unlawful",
    ]  # fmt: skip
    assert {c.clause for c in exits} == {"beijing-regulation-2021:11"}
    assert all(c.words for c in exits)


def test_all_articles_of_the_ordinance_are_there_and_the_clauses_the_flow_cites(
    beijing: Standard,
) -> None:
    found = {clause.key for clause in beijing.clauses(TODAY)}
    assert {f"beijing-regulation-2021:{n}" for n in range(1, 39)} <= found
    assert {"beijing-draft-2021:dispatch", "beijing-draft-2021:reply"} <= found


def test_a_clause_is_not_in_force_before_its_day(beijing: Standard) -> None:
    assert not [
        c for c in beijing.clauses(date(2021, 9, 23)) if c.book == "beijing-regulation-2021"
    ]
    assert beijing.clause("beijing-regulation-2021:23", date(2021, 9, 23)) is None
    assert beijing.clause("beijing-regulation-2021:23", date(2021, 9, 24))


def test_the_edition_names_the_latest_change(beijing: Standard) -> None:
    assert beijing.edition(date(2021, 10, 1)) == "beijing-regulation-2021@2021-09-24"
    assert beijing.edition(TODAY) == "state-council-2025@2025-06-25"
    assert beijing.edition(date(2000, 1, 1)) == ""


def test_tiers_go_from_the_most_urgent(beijing: Standard) -> None:
    assert [t.id for t in beijing.tiers] == ["critical", "urgent", "general", "complex"]
    assert beijing.tier("critical").quiet_exempt
    with pytest.raises(KeyError):
        beijing.tier("ordinary")

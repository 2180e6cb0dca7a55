# SPDX-License-Identifier: Apache-2.0
"""现行 Dated: the latest layer holds, and in it the latest date."""

from datetime import date

from yingda.standard.dated import Dated
from yingda.standard.rows import Held, ValueRow


def row(
    value: int, since: int, layer: int, until: int | None = None, unknown: bool = False
) -> Held:
    said = ValueRow(
        key="k",
        value=value,
        unknown=unknown,
        since=date(since, 1, 1),
        until=date(until, 1, 1) if until else None,
        source="试",
    )
    return Held(row=said, book=f"b{layer}", layer=layer)


def value(dated: Dated, year: int) -> object:
    held = dated.on("k", date(year, 6, 1))
    return held and held.row.value


def test_the_later_layer_holds_even_if_the_earlier_one_is_younger() -> None:
    dated = Dated([row(1, 2025, 0), row(2, 2020, 1)])
    assert [value(dated, y) for y in (2019, 2021, 2026)] == [None, 2, 2]


def test_in_one_layer_the_later_date_holds_from_its_day() -> None:
    dated = Dated([row(1, 2020, 0), row(2, 2022, 0)])
    assert dated.on("k", date(2022, 1, 1)) is not None
    assert [value(dated, y) for y in (2020, 2021, 2022)] == [1, 1, 2]


def test_what_has_ended_gives_way_to_the_layer_below() -> None:
    dated = Dated([row(1, 2020, 0), row(2, 2020, 1, until=2022)])
    assert [value(dated, y) for y in (2021, 2022)] == [2, 1]


def test_what_is_unknown_hides_nothing() -> None:
    dated = Dated([row(1, 2020, 0), row(2, 2021, 1, unknown=True)])
    assert value(dated, 2022) == 1
    assert dated.on("other", date(2022, 1, 1)) is None

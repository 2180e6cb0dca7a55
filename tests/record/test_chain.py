# SPDX-License-Identifier: Apache-2.0
"""链 Every part of an entry changes its mac."""

from yingda.record import chain

KEY, OTHER = b"k" * 32, b"o" * 32
ENTRY = {"key": KEY, "before": chain.START, "of": "case", "no": "1", "position": 1, "body": "{}"}


def test_each_part_of_an_entry_counts():
    mac = chain.link(**ENTRY)
    assert len(mac) == 32 and mac == chain.link(**ENTRY)
    for part, other in (
        ("key", OTHER), ("before", OTHER), ("of", "unit"), ("no", "2"), ("position", 2),
        ("body", "{} "),
    ):  # fmt: skip
        assert chain.link(**(ENTRY | {part: other})) != mac, part


def test_the_end_of_one_part_is_not_the_beginning_of_the_next():
    assert chain.link(KEY, OTHER, "case", "12", 3, "{}") != chain.link(
        KEY, OTHER, "case", "1", 23, "{}"
    )


def test_a_seal_counts_the_order_of_its_entries_and_the_seal_before():
    macs = [b"a" * 32, b"b" * 32]
    seal = chain.seal(KEY, chain.START, macs)
    assert seal != chain.seal(KEY, chain.START, macs[::-1])
    assert seal != chain.seal(KEY, OTHER, macs)
    assert seal != chain.seal(KEY, chain.START, macs[:1])
    assert seal != chain.seal(OTHER, chain.START, macs)

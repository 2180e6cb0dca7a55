# SPDX-License-Identifier: Apache-2.0
"""`python -m bench.learn_rarity`: how rare every two signs are, from the real appeals.

Not from `appeals_one_city`, on which repeats and hot matters are measured. To be run once: with
another table every trace would have to be made anew (`yingda rebuild_ledgers`).
"""

from collections import Counter

from bench import appeals
from yingda.hints import rare, shipped

FROM = "Teddy Cup 2020 C: 3,244 messages; 1,203 orders of Fuzhou. Counts of pairs only, no texts."


def main() -> None:
    """Count and write `yingda/hints/weights/rarity.bin`."""
    said = [
        row["title"] + "。" + row["text"][: rare.READ]
        for name in ("appeals_unlabelled", "appeals_labelled")
        for row in appeals.rows(name)
    ]
    said += [row["标题"] + "。" + row["投诉件内容"] for row in appeals.rows("orders_fuzhou")]
    counted: Counter[str] = Counter()
    for text in said:
        counted.update(rare.pieces(text))
    made = rare.learnt(counted, len(said), {"from": FROM, "texts": str(len(said))})
    (shipped.FOLDER / "rarity.bin").write_bytes(packed := rare.packed(made))
    print(made.learnt, f"{len(counted)} pairs, {len(packed) / 1e3:.0f} kB")


if __name__ == "__main__":
    main()

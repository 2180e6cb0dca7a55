# SPDX-License-Identifier: Apache-2.0
"""`python -m bench.learn_hints`: learn the weights that are shipped, from the real appeals."""

import sys
import time

from bench import appeals, trials
from yingda.hints import learn, learn_tiers, shipped, tiers, weights

FROM = {
    "subject": "Teddy Cup 2020 C: 451 messages labelled by the board, some 8,850 read by us by "
    "number; the words of its subject tree, and words and titles of our own. Texts are not kept. "
    "Words of jieba's dictionary (MIT) are pieces.",
    "nature": "Teddy Cup 2020 C: some 8,450 messages read by us by number; 1,203 orders of Fuzhou "
    "with their own nature. Texts are not kept.",
    "tier": "appeals of our own invention (labels/tiers.csv); Teddy Cup 2020 C: some 7,200 messages "  # noqa: E501
    "read by us by number, whose texts are not kept.",
}
WANTED = {"subject": 0.93, "nature": 0.9}  # so many of what is shown must be right


def main(what: list[str]) -> None:
    """Learn and write the files of `yingda/hints/weights`."""
    for name, tried, labels in (
        ("subject", trials.of_subjects, appeals.SUBJECTS),
        ("nature", trials.of_natures, appeals.NATURES),
    ):
        if what and name not in what:
            continue
        begun = time.perf_counter()
        examples, held = tried()
        told = {"from": FROM[name], "of": name}
        made = learn.learn(
            examples, labels, told, WANTED[name], tell=print, trials=held, words=shipped.words()
        )
        (shipped.FOLDER / f"{name}.bin").write_bytes(packed := weights.packed(made))
        print(name, made.learnt, f"sharpness {made.sharpness}, line {made.line:.2f}",
              f"{len(packed) / 1e6:.2f} MB, {time.perf_counter() - begun:.0f} s")  # fmt: skip
    if not what or "tier" in what:
        tier()


def tier() -> None:
    """Learn and write `tier.bin`."""
    begun = time.perf_counter()
    found = {"from": FROM["tier"], "of": "tier"}
    made = learn_tiers.learn_tiers(appeals.of_tiers(), shipped.concept_book(), found, tell=print)
    (shipped.FOLDER / "tier.bin").write_bytes(packed := tiers.packed(made))
    print("tier", made.weights.learnt, f"critical {made.critical:.2f}, waits {made.waits:.2f}",
          f"{len(packed) / 1e6:.2f} MB, {time.perf_counter() - begun:.0f} s")  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])

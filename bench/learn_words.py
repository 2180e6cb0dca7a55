# SPDX-License-Identifier: Apache-2.0
"""`python -m bench.learn_words FILE`: the words of a dictionary that people use in their messages.

FILE is the dictionary of jieba (MIT licence), a word a line; what stands in fewer than LEAST of the
board's messages is left out. Only words are kept, never how they stood together.
"""

import sys
from collections import Counter
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from bench import appeals
from yingda.hints import grams

LEAST = 8
READ = 600
SHEET = appeals.ROOT / "yingda/hints/words.txt"


def used(known: set[str]) -> list[str]:
    """The known words that stand in enough messages."""
    often: Counter[str] = Counter()
    files = (*appeals.FILES, "appeals_labelled")
    for title, text in {
        (row["title"], row["text"]) for name in files for row in appeals.rows(name)
    }:
        said = f"{grams.plain(title)}。{grams.plain(text)[:READ]}"
        often.update(
            {
                said[nth : nth + long]
                for long in range(2, grams.LONGEST + 1)
                for nth in range(len(said) - long + 1)
            }
            & known
        )
    return sorted(word for word, n in often.items() if n >= LEAST)


def main(file: str) -> None:
    """Writes the sheet anew; its first lines stay."""
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    known = {word for word in (line.split(" ")[0] for line in lines) if not word.isascii()}
    head = [line for line in SHEET.read_text(encoding="utf-8").splitlines() if line[0] == "#"]
    told = [" ".join(same) for _sign, same in groupby(used(known), key=itemgetter(0))]
    SHEET.write_text("\n".join(head + told) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])

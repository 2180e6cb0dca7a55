# SPDX-License-Identifier: Apache-2.0
"""双字 Grams: every two neighbouring characters of a Chinese text; words and numbers as they are.

No segmenter: it cuts a word differently in another context and then misses it. Two characters
are also the shortest words that people search for.
"""

import re

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+")
LONGEST = 40


def grams(text: str) -> list[str]:
    """The grams of `text`, each once, in order; a Chinese character that stands alone counts."""
    found: dict[str, None] = {}
    for run in _RUN.findall(text.lower()):
        if run[0].isascii() or len(run) == 1:
            found[run[:LONGEST]] = None
        else:
            found |= dict.fromkeys(run[i : i + 2] for i in range(len(run) - 1))
    return list(found)


def like(word: str) -> str:
    """`word` as a pattern of LIKE that means itself, anywhere in a text."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", word) + "%"

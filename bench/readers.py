# SPDX-License-Identifier: Apache-2.0
"""How far readers who did not see each other's labels agree: percent and Cohen's kappa."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from bench import appeals

COLUMNS = ("subject", "nature", "tier")
NAMES = {"": "1", "a": "2", "b": "3", "c": "4"}
LEAST = 50
Votes = dict[tuple[str, str], dict[str, str]]


def kappa(pairs: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """The share that agrees, and how much better that is than by chance."""
    n = len(pairs)
    same = sum(a == b for a, b in pairs) / n
    first, second = (Counter(pair[nth] for pair in pairs) for nth in (0, 1))
    chance = sum(first[label] * second[label] for label in first) / n / n
    return same, (same - chance) / (1 - chance) if chance < 1 else 1.0


def both_read() -> dict[tuple[str, str], list[tuple[dict[str, str], dict[str, str]]]]:
    """Two readers → what each found in the messages that both read."""
    by: dict[tuple[str, str], dict[str, dict[str, str]]] = {}
    for row in appeals.readings():
        reader = NAMES[row.get("reader") or ""]
        by.setdefault((row["file"], row["id"]), {})[reader] = row
    found: dict[tuple[str, str], list[tuple[dict[str, str], dict[str, str]]]] = {}
    for votes in by.values():
        for a, b in combinations(sorted(votes), 2):
            found.setdefault((a, b), []).append((votes[a], votes[b]))
    return found


def table() -> Iterator[str]:
    """A line a pair of readers and column."""
    yield from (
        "| Readers | What | Messages | Same | Cohen's kappa |",
        "| --- | --- | --- | --- | --- |",
    )
    for (a, b), rows in sorted(both_read().items()):
        for column in COLUMNS:
            pairs = [(x[column], y[column]) for x, y in rows if x[column] and y[column]]
            if len(pairs) >= LEAST:
                same, better = kappa(pairs)
                yield f"| {a} and {b} | {column} | {len(pairs):,} | {same:.1%} | {better:.2f} |"


def main() -> None:
    """Prints the table."""
    print("\n".join(table()))


if __name__ == "__main__":
    main()

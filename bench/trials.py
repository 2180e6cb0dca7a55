# SPDX-License-Identifier: Apache-2.0
"""Appeals weighed by weights that never saw their matter, made once a run for figures and lines."""

from collections.abc import Sequence
from functools import cache

from bench import appeals
from yingda.hints import grams, learn, shipped
from yingda.hints.learn import Example, Trial

FOLDS = 5
FOLDS_OF_NATURES = 3
LONG = 4


@cache
def of_subjects() -> tuple[list[Example], list[Trial]]:
    """The board's own rows, all parts."""
    examples = appeals.of_subjects()
    made = [trial for part in range(FOLDS) for trial in subject_part(examples, part)]
    return examples, sorted(made, key=lambda trial: trial.at)


def subject_part(examples: list[Example], part: int) -> list[Trial]:
    """One part. The words and titles of our own were written by one who had read the board's
    rows; so all those are left out that stand in the tried rows and in no other of the board."""
    ours = set(appeals.own_words())
    known, unknown = list(learn.folds(examples, FOLDS))[part]
    print(f"subject {part + 1}/{FOLDS}", flush=True)
    held = [(n, examples[n]) for n in unknown if examples[n].decided]
    seen = [examples[n] for n in known if examples[n].decided]
    there, elsewhere = _said([one for _n, one in held]), _said(seen)
    taught = [
        examples[n]
        for n in known
        if examples[n] not in ours or not only_in(examples[n].title, there, elsewhere)
    ]
    return learn.weighed(taught, held, appeals.SUBJECTS, words=shipped.words())


def only_in(words: str, there: str, elsewhere: str) -> bool:
    """A word, or four characters on end of a title, that stands there and not elsewhere."""
    plain = grams.plain(words)
    cut = [plain[n : n + LONG] for n in range(len(plain) - LONG + 1)] or [plain]
    return any(part in there and part not in elsewhere for part in {plain, *cut})


def _said(examples: Sequence[Example]) -> str:
    return "\n".join(grams.plain(one.title) + "\n" + grams.plain(one.text) for one in examples)


@cache
def of_natures() -> tuple[list[Example], list[Trial]]:
    """All rows with a nature."""
    examples = appeals.of_natures()
    trials = learn.tried(
        examples, appeals.NATURES, FOLDS_OF_NATURES, tell=lambda w: print("nature", w),
        words=shipped.words(),
    )  # fmt: skip
    return examples, trials

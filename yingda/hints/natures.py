# SPDX-License-Identifier: Apache-2.0
"""性质 Nature: consult, help, complaint, report, suggest, praise; rules first, then learnt weights.

Many say outright what they want (请问, 投诉, 建议, 感谢); where they do not, the weights speak. Who
says 举报 means a crime in six cases of ten, else a complaint: there too the weights speak, between
the two. Praise is by rule alone: too few were there to learn from.
"""

import re

import msgspec

from .weights import Phrase, Weights, weigh

_PRAISE = re.compile(r"表扬|感谢|点赞|致谢|好评|锦旗|拾金不昧|热心(?:帮|服务)|为.{1,10}点个?赞")
_NOT_PRAISE = re.compile(
    r"投诉|举报|不(?:作为|解决|处理|管)|不甚感谢|将?不胜感谢|请求|恳请|希望|尽快|谢谢"
    r"|提前感谢|先行?感谢|万分感谢|非常感谢.{0,6}[!！。]?$"
)
_OPENING = 40
_OUTRIGHT: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("suggest", re.compile(r"^(?!.{0,6}(?:投诉|举报|咨询|请问)).*?(建议(?!书)|建言)")),
    (
        "consult",
        re.compile(r"^(?:咨询|想咨询|我想(?:问|咨询|了解)|问一下|想问)|请问|(?:的|求)咨询$"),
    ),
    ("complaint", re.compile(r"^(?:我要|我想|我)?投[诉拆]")),
    ("help", re.compile(r"^(?:紧急)?(?:求助|求救|救命)")),
)
_REPORT = re.compile(r"^(?:我要|我想|我)?(?:实名|匿名)?(?:举报|检举|控告)")
_REPORTED = ("report", "complaint")


class Nature(msgspec.Struct, frozen=True, kw_only=True):
    """A suggested nature, its chance (1.0: said outright), whether to show it, and why."""

    id: str
    chance: float
    sure: bool
    because: tuple[Phrase, ...]


def outright(title: str, text: str) -> Nature | None:
    """The nature that is said in so many words, if one is."""
    opening = (title or text[:_OPENING]).strip()
    for nature, pattern in _OUTRIGHT:
        if said := pattern.search(opening):
            return _by_words(nature, said.group(pattern.groups))
    praise = _PRAISE.search(opening)
    if praise and not _NOT_PRAISE.search(opening):
        return _by_words("praise", praise.group())
    return None


def among(title: str, text: str) -> tuple[str, ...]:
    """The natures that are still possible: who says 举报 reports or complains. () = all."""
    return _REPORTED if _REPORT.search((title or text).strip()) else ()


def suggest(weights: Weights, title: str, text: str) -> Nature:
    """The nature that this appeal seems to have."""
    if said := outright(title, text):
        return said
    found = weigh(weights, title, text, among(title, text))
    return Nature(id=found.label, chance=found.chance, sure=found.sure, because=found.because)


def _by_words(nature: str, words: str) -> Nature:
    return Nature(id=nature, chance=1.0, sure=True, because=(Phrase(words=words, weight=1.0),))

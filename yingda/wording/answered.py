# SPDX-License-Identifier: Apache-2.0
"""逐项答复 Answered: the requests of an appeal, each taken up by the answer or not.

A request is a sentence that asks or wishes. It counts as taken up when enough of the words that
tell it apart, and of the appeal's, stand in the answer; the figure is shown, and a person judges.
"""

import re

from msgspec import Struct

ENOUGH = 0.15
"""Share of a request's bigrams in the answer, and that of the whole appeal's, together (chosen on
real answers, docs/language): an answer to this appeal says a request in other words, but keeps
the appeal's own."""
_SENTENCE = re.compile(r"[^。！？；!?;\n]+[。！？；!?;\n]*")
_ASKS = re.compile(
    r"[吗呢?？]|请(?!勿)|希望|恳请|恳求|要求|能否|可否|是否|盼|望(?:贵|领导|政府|有关|相关|予|能|尽)"
    r"|为什么|为何|怎么(?:办|处理|才)|什么时候|何时|哪里|哪个部门|多少|求(?:助|解|帮)|解决|咨询|想问|想知道"
)
_EMPTY = re.compile(
    r"请问|希望|恳请|要求|能否|可否|是否|尽快|领导|政府|部门|有关|相关|解决|处理|一下|我们|你们|他们|您好|你好|谢谢"
    r"|为什么|怎么|什么|问题|这个|这种|这样|可以|没有|不能|进行|给予|答复|回复|反映|市民|老百姓|百姓|咨询|情况|现在|已经"
)
_WORD = re.compile(r"[\u4e00-\u9fff]{2,}|\d{2,}")


class Taken(Struct, frozen=True, kw_only=True):
    """诉请 One request: its place in the appeal, its words, the share of them in the answer."""

    start: int
    end: int
    request: str
    share: float
    taken: bool


def answered(appeal: str, answer: str) -> tuple[Taken, ...]:
    """The requests of `appeal`, each compared with `answer`. None found: an empty tuple."""
    there, every = _bigrams(answer), _bigrams(appeal)
    whole = len(every & there) / len(every) if every else 0.0
    found = []
    for match in _SENTENCE.finditer(appeal):
        if not _ASKS.search(match.group()):
            continue
        own = _bigrams(match.group())
        if len(own) < 2:
            continue
        share = len(own & there) / len(own)
        words = match.group().strip()
        found.append(
            Taken(
                start=match.start(), end=match.end(), request=words, share=share,
                taken=share > 0 and share + whole >= ENOUGH,
            )
        )  # fmt: skip
    return tuple(found)


def _bigrams(text: str) -> set[str]:
    words = _WORD.findall(_EMPTY.sub("，", text))
    return {word[i : i + 2] for word in words for i in range(len(word) - 1)}

# SPDX-License-Identifier: Apache-2.0
"""语气 Tone: how much a sentence sounds like one that hurts, by weights learnt from sentences.

The rules know phrases; this knows how the small words of a hurtful sentence go together, and so
hears one that no rule names, and doubts a phrase that stands in a kind one. Of moments, numbers
and names of laws only counts that there is one. Learnt by `python -m bench.learn_tone`.
"""

import re
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from math import log, sqrt
from pathlib import Path

import msgspec

from .rules import Where

FILE = Path(__file__).parent / "weights/tone.bin"
BUCKETS = 1 << 17
SHORTEST = 4
HURT = "hurt"
WELL = 0.1
"""Under this score a sentence sounds well, whatever phrase of a rule stands in it."""
PLAINLY = 0.3
"""By how much another kind must be likelier than one that a rule has named."""
KINDS = ("rhetorical", "interrogating", "blaming", "cold", "vague")
_STATED = ("cold", "vague")
"""The kinds near plain facts: a letter, which mostly reports, must sound worse to be one."""
_MOMENT = re.compile(
    r"[\d一二两三四五六七八九十百半几]+\s*(?:年|月|日|号|时|点钟?|天|个?(?:工作日|小时|分钟|月|星期)|周)(?:前|内|后)?"
    r"|[今明后当次昨](?:天|日|晚|早|年)|本周|下周|周[一二三四五六日末]|星期[一二三四五六日天]|月底|年底|下班前"
    r"|上午|下午|晚上|早上|中午"
)
_NUMBER = re.compile(
    r"[\dA-Za-z\-:：.]+|[一二两三四五六七八九十百千万]+(?=[元个位人次度吨米户家份盏台套名条辆项件栋处])"
)
_TITLE = re.compile(r"《[^》]*》")
_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|\"[^\"]*\"")
_ONE_FORM = str.maketrans("你!?,０１２３４５６７８９", "您！？，0123456789")
_SMALL = frozenset(
    "您我们他谁哪什么怎难道还才就都也又再不没别能会要该可是吗呢吧啊嘛么？！了过着得自己怪赖叫让凭为何请问已将把被给跟对"
)
_NEAR = 5
_CLAUSE = re.compile("[，。？！；：]")
_MARK = "@"
_MARKS = {
    "when": re.compile("Ｔ"),
    "number": re.compile("Ｎ"),
    "phone": re.compile("电话|联系人|分机|号键|座机|手机"),
    "who": re.compile(
        r"[小老][\u4e00-\u9fff]|[\u4e00-\u9fff](?:师傅|主任|经理|姐|科长|班长|大姐|医生|律师|工)"
    ),
    "for_you": re.compile("[帮给替为陪教请领带]您|我[来去把先帮给陪请]|我马上|我现在"),
    "can": re.compile("可以|能[办补退换申]|免费"),
    "sorry": re.compile("抱歉|对不起|不好意思|道歉|辛苦|谢"),
    "asks": re.compile("请问|麻烦|方便|大概|大约"),
    "where": re.compile("[一二三四五]楼|窗口|[左右隔]边|隔壁|路"),
}
"""What speaks for or against a hurt wherever it stands: a day, a name, what is done for you."""
_SOFT = re.compile("请问|麻烦|方便|大概|大约|是不是|有没有|哪|几|什么时候")


class Tone(msgspec.Struct, frozen=True, kw_only=True):
    """One row for "hurts or not" and one a kind, a byte a weight; `rarity` 0: never seen.

    `steps`: what a unit of a row is worth; `lines`: the score of HURT from which on it is said,
    for speech and for writing; `learnt`: from what, and how well.
    """

    labels: tuple[str, ...]
    rarity: bytes
    rarity_step: float
    rows: tuple[bytes, ...]
    steps: tuple[float, ...]
    leans: tuple[float, ...]
    lines: dict[str, float]
    learnt: dict[str, str]


class Sounds(msgspec.Struct, frozen=True, kw_only=True):
    """像 One sentence: the score of hurting (over 0: rather yes), the likeliest kind, and how
    likely each kind is beside the others."""

    hurt: float
    kind: str
    kinds: dict[str, float]


def packed(tone: Tone) -> bytes:
    """The weights as they are kept in a file."""
    return zlib.compress(msgspec.msgpack.encode(tone), 9)


@cache
def shipped() -> Tone:
    """The weights of the room."""
    return msgspec.msgpack.decode(zlib.decompress(FILE.read_bytes()), type=Tone)


def plain(sentence: str) -> str:
    """The sentence in one form: each moment Ｔ, each number Ｎ, laws without names, no quotes."""
    flat = _TITLE.sub("《》", _QUOTED.sub("", sentence.translate(_ONE_FORM)))
    return re.sub(r"\s+", "", _NUMBER.sub("Ｎ", _MOMENT.sub("Ｔ", flat)))


def pieces(sentence: str, said: Collection[str] = ()) -> set[str]:
    """What a sentence is weighed by: single characters and pairs, small words that follow one
    another, what stands in a question, how clauses begin and end, marks, and the kinds of which a
    rule has spoken (`said`)."""
    flat = plain(sentence)
    whole = f"^{flat}$"
    found = {whole[at : at + n] for n in (1, 2) for at in range(len(whole) - n + 1)}
    for part in re.split(r"(?<=[。？！；])", whole):
        found.update(_order(part))
        if "？" in part:
            found.add("?")
            found.update("?" + part[at : at + 2] for at in range(len(part) - 1))
            found.update("?" + small for small in _SMALL.intersection(part))
    for clause in filter(None, _CLAUSE.split(flat)):
        found.update(
            f"{at}{n}{clause[:n] if at == '(' else clause[-n:]}" for at in "()" for n in (1, 2)
        )
        found.add(f"({min(8, len(clause) // 2)}")
    found.update(f"!{kind}" for kind in said)
    found.update(_MARK + mark for mark in _marks(flat))
    return found


def _marks(flat: str) -> Iterator[str]:
    yield from (name for name, pattern in _MARKS.items() if pattern.search(flat))
    yield f"long{min(9, len(flat) // 10)}"
    yield f"ends{flat[-2:]}"
    if "！" in flat:
        yield "cries"
    if "？" in flat:
        yield f"asks{'您' in flat}{bool(_SOFT.search(flat))}"
        yield f"asks{min(3, flat.count('？'))}"
        yield f"asks_last{flat.endswith('？')}"


def of_kind(found: set[str]) -> set[str]:
    """The pieces that tell one kind of hurt from another: all but the marks."""
    return {piece for piece in found if not piece.startswith(_MARK)}


def _order(part: str) -> Iterator[str]:
    small = [c for c in part if c in _SMALL]
    for at, first in enumerate(small):
        yield from (f">{first}{then}" for then in small[at + 1 : at + 1 + _NEAR])


def bucket(piece: str) -> int:
    """Where the weights of a piece are kept; the same on every machine."""
    return zlib.crc32(piece.encode()) % BUCKETS


def rarities(all_pieces: Iterable[set[str]]) -> dict[int, float]:
    """Bucket → how rare; what stands in one sentence only teaches nothing."""
    each = [{bucket(piece) for piece in found} for found in all_pieces]
    often = Counter(at for buckets in each for at in buckets)
    return {at: 1 + log((len(each) + 1) / (n + 1)) for at, n in often.items() if n > 1}


def values(found: set[str], rarity: dict[int, float]) -> dict[int, float]:
    """Bucket → value; a long sentence weighs no more than a short one."""
    known = {at: rare for at in map(bucket, found) if (rare := rarity.get(at))}
    size = sqrt(sum(rare * rare for rare in known.values())) or 1.0
    return {at: rare / size for at, rare in known.items()}


def sounds(sentence: str, said: Collection[str] = (), tone: Tone | None = None) -> Sounds:
    """How the sentence sounds, of which rules have spoken with the kinds `said`."""
    tone = tone or shipped()
    found = pieces(sentence, said)
    seen = {at: tone.rarity[at] * tone.rarity_step for at in map(bucket, found)}
    weighed = values(found, seen)
    given = {}
    for label, raw, step, lean in zip(tone.labels, tone.rows, tone.steps, tone.leans, strict=True):
        row = memoryview(raw).cast("b")
        given[label] = lean + step * sum(row[at] * value for at, value in weighed.items())
    hurt = given.pop(HURT)
    return Sounds(hurt=hurt, kind=max(KINDS, key=given.__getitem__), kinds=given)


def hurts(sentence: str, where: Where) -> str:
    """The kind that the sentence might be taken for; "" when it sounds well or says too little."""
    if len(plain(sentence)) < SHORTEST:
        return ""
    heard = sounds(sentence)
    return heard.kind if heard.hurt >= line(shipped().lines, heard.kind, where) else ""


def line(lines: dict[str, float], kind: str, where: Where) -> float:
    """The score of hurting from which on a sentence is said to be of that kind."""
    return lines[where if kind in _STATED else "speech"]


def likely(heard: Sounds, said: Collection[str]) -> set[str]:
    """Of the kinds that rules have said of a sentence those that are not plainly less likely than
    another; only that other kind when all are."""
    most = heard.kinds[heard.kind]
    return {kind for kind in said if most - heard.kinds[kind] <= PLAINLY} or {heard.kind}

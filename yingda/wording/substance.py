# SPDX-License-Identifier: Apache-2.0
"""实质 Substance: what an answer says beside greeting, thanks, and that the letter has come or been
passed on.

A board stamps "您的留言已收悉，已转有关部门" on letters that are answered in full below it; alone,
the same words are no answer.
"""

import re
from functools import lru_cache

ENOUGH = 12
"""Chinese characters under which an answer says nothing of its own (our choice)."""
EMPTY = 4
_CLAUSE = re.compile(r"[^，,。；;！!？?：:\n]+[，,。；;！!？?：:\n]*")
_WORD = re.compile(r"[\u4e00-\u9fff]")
_DONE = "核实|处理|办理|办复|核处|核查|查处|处置|调查|答复|研究|落实|了解|解决|回应"
_PASSED = re.compile(
    r"(?:(?:已经?|予以|现|并|就|我们|问题|情况|留言|事项|此件|报告)(?:由我[^，。]{0,4})?(?:将[^，。；]{0,16})?"
    r"(?:转(?:至|给|交|由|到|请)?|移交|批转|交办?(?:由|给|至|到)?|转达|汇报|上报|发函)(?:给|至|到|由|了)?)"
    rf"(?!弯|学|让|岗|账|化|入|出|变|为|诊|院|正|租|型|机|角|运|椅|盘|播|载|通|付|纳|易)[^，。；]{{0,24}}?"
    rf"(?:{_DONE}|[局委办会镇乡部院校站处室心所队司县区市道门位导贴社]|$)|已向[^，。；]{{1,12}}(?:汇报|反映|报告)"
)
_CAME = re.compile(
    r"收悉|(?:来信|留言|反映|函件|来电|投诉|建议|件|帖子?)[^，。]{0,8}收到|收到(?:您|你|来信|留言|后|此|该|群众|市民|反映)|^收到|获悉|已?阅(?!读)|^\s*(?:您|你)?(?:所)?(?:反映|提出|咨询|投诉)的[^，。]{0,24}(?:问题|情况|事项|建议|帖子)$"
    r"|^\s*(?:您|你)的(?:留言|来信|建议|诉求)$|关于(?:您|你)(?:所)?(?:反映|提|咨询)"
)
_POLITE = re.compile(
    r"您好|你好|网友|网民|尊敬的|亲爱的|感谢|谢谢|祝(?:您|你)|敬请|请(?:您|你)?(?:留意|知悉|谅解|理解|支持|耐心)|特此|此复"
    r"|(?:回复|答复)如下|(?:及时|尽快|将|会|向您|与您)[^，。]{0,6}(?:反馈|回复|答复)|^[“\"]?UU\d+|^\s*\d{4}[年.\-/]"
    r"|(?:局|办|委|中心|镇|政府|街道|大队|办公室|公司)\s*\d{4}年\d{1,2}月\d{1,2}日\s*$"
)
_WAY = re.compile(
    r"(?<![A-Za-z\d])\d{5}|\d{3,4}[-－—]|拨打|https?:|咨询(?:电话|热线)|可以?(?:向|到|在|登录)"
)
_NAMED = re.compile(r"[“\"][^“”\"]{0,30}[”\"]")


@lru_cache(maxsize=64)
def own(text: str) -> str:
    """`text` without the clauses that only greet, thank, receive or pass on; same order."""
    return "".join(c for c in _CLAUSE.findall(text) if not _idle(c)).strip()


def _idle(clause: str) -> bool:
    bare = _NAMED.sub("", clause).strip(" ，,。；;！!？?：:\n")
    return not _WORD.search(bare) or any(p.search(bare) for p in (_PASSED, _CAME, _POLITE))


def thin(text: str) -> tuple[int, int] | None:
    """The place where an answer that says nothing else receives or passes on the letter; (0, 0)
    when it has no such words either; None when it says something, or where to ask."""
    left = len(_WORD.findall(own(text)))
    if _WAY.search(text) or left >= ENOUGH:
        return None
    if passed := _PASSED.search(text):
        return passed.span()
    came = _CAME.search(text)
    return None if left >= EMPTY else came.span() if came else (0, 0)

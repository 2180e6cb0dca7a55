# SPDX-License-Identifier: Apache-2.0
"""叫法 Naming: how people say a place that the roster writes in full.

芳古园一区第一社区居委会 is said 芳古园一区; what it shares with others, 芳古园, is their ground.
"""

import re
from collections import Counter
from collections.abc import Iterable

ENDINGS = re.compile(
    r"(?:地区办事处|街道办事处|(?:股份经济合作社)?生活区|社区(?:居民)?(?:委员会|居委会|村委会)"
    r"|居民委员会|村民委员会|村委会|居委会|社区|街道|地区|新村|镇|乡|村|区|县)$"
)
_NUMBERED = re.compile(r"(?:第?[一二三四五六七八九十]+|第?\d+)(?:号院|社区|区|里|园|村|院)?$")
_LANE = re.compile(r"(?:[东南西北中前后新]{0,2}[里园苑区院村街路]|[东南西北中])$")
SIDES = re.compile(r"[东南西北中前后大小新老一二三四五六七八九十里园苑区院街路村口\d]+")
_ORDINARY = frozenset(
    re.findall(
        r"\S+",
        """
    幸福 光明 和平 新华 友谊 胜利 团结 建设 工业 广场 铁路 果园 花园 公园 车站
    学院 医院 东风 向阳 红旗 解放 文化 体育 先锋 前进 曙光 朝阳 永安 长安 平安
    健康 康乐 工人 人民 民族 新城 新村 鼓楼 天桥 中心 家园 小区 大街 平房 王平
    前门 银行 机场 水库 商业 老街 河北 山东 体育场 体育馆 运动场 师范大学
    石油大院 稻田 石桥 幸福家园 东城 滨河 花园 新星 康城
    """,
    )
)


def short(name: str) -> str:
    """The name without what kind of place it is."""
    return ENDINGS.sub("", name)


def said_for(name: str) -> tuple[str, ...]:
    """How people say an official name: 后沙峪地区 is 后沙峪镇, 多福巷社区居委会 is 多福巷社区."""
    bare = short(name)
    if len(bare) < 2 or bare == name:
        return ()
    if name.endswith(("地区", "地区办事处")):
        return (f"{bare}镇", f"{bare}街道", f"{bare}乡")
    if name.endswith("街道办事处"):
        return (f"{bare}街道",)
    if name.endswith(("村委会", "村民委员会")):
        return (bare if bare.endswith("村") else f"{bare}村",)
    if name.endswith(("社区", "居委会", "居民委员会")):
        return (f"{bare}社区", f"{bare}居委会")
    return ()


def numberless(name: str) -> str:
    """芳古园一区第一 → 芳古园一区: committees of one estate are numbered, people say none."""
    return re.sub(r"第[一二三四五六七八九十]+$", "", name)


def grounds(names: Iterable[tuple[str, str]]) -> dict[str, Counter[str]]:
    """Names of ground that several committees of one parent share (花家地西里, 花家地南里: 花家地):
    name → how many of each parent. `names`: short names of communities, with their parent."""
    found: dict[str, Counter[str]] = {}
    for name, parent in names:
        bare = name
        for strip in (_NUMBERED, _LANE, _LANE):
            cut = strip.sub("", bare)
            if len(cut) < 2 or SIDES.fullmatch(cut):
                break
            if cut != bare:
                found.setdefault(cut, Counter())[parent] += 1
            bare = cut
    return {name: of for name, of in found.items() if max(of.values()) > 1 and not ordinary(name)}


def ordinary(name: str) -> bool:
    """Whether the name alone is a common word, or only says which side: it may mean anything."""
    kindless = ENDINGS.sub("", name)
    return kindless in _ORDINARY or len(kindless) < 2 or bool(SIDES.fullmatch(kindless))


def a_road(name: str) -> bool:
    """Whether the name alone sounds like a road: a community is often named after one."""
    return name.endswith(("路", "街", "桥", "巷", "胡同", "大道"))

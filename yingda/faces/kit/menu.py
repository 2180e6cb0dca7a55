# SPDX-License-Identifier: Apache-2.0
"""导航 Menu: the lists of each duty; the first is where the duty begins its day."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from yingda.roster.models import Officer


class Item(Struct, frozen=True):
    """One list: its address, its name, the duties it is for."""

    url: str
    name: Promise
    duties: frozenset[str]


def _item(url: str, name: Promise, *duties: str) -> Item:
    return Item(url, name, frozenset(duties))


ITEMS = (
    _item("/desk/", _("坐席台"), "operator", "duty_leader"),
    _item("/wallboard/", _("大屏"), "duty_leader", "operator"),
    _item("/dispatch/", _("待派单"), "dispatcher", "duty_leader"),
    _item("/dispatch/asked/", _("待审批"), "dispatcher", "duty_leader"),
    _item("/dispatch/review/", _("待审核"), "reviewer", "duty_leader"),
    _item("/desk/follow-ups/", _("待回访"), "caller_back", "duty_leader"),
    _item("/calls/missed/", _("漏接回拨"), "operator", "caller_back", "duty_leader"),
    _item("/desk/callers/", _("来电名单"), "duty_leader", "administrator"),
    _item("/unit/", _("待办工单"), "clerk"),
    _item("/unit/all/", _("全部工单"), "clerk"),
    _item("/reports/assessment/", _("考评"), "assessor", "duty_leader"),
    _item("/reports/hotspots/", _("热点"), "assessor", "quality", "duty_leader"),
    _item("/reports/formula/", _("套话雷达"), "quality", "assessor", "duty_leader"),
    _item("/readings/", _("计量"), "assessor", "quality", "duty_leader", "administrator"),
    _item("/calls/", _("话务"), "operator", "quality", "assessor", "duty_leader"),
    _item("/reports/dead-letters/", _("未送达"), "administrator", "quality", "duty_leader"),
    _item("/dispatch/all/", _("全部诉求"), "dispatcher", "reviewer", "duty_leader", "quality",
          "assessor", "administrator", "caller_back"),
    _item("/knowledge/", _("知识库"), "operator", "duty_leader", "caller_back", "dispatcher",
          "clerk", "reviewer", "quality", "administrator"),
)  # fmt: skip


def lists(officer: Officer | None) -> list[Item]:
    """The lists of an officer, that of their first duty first."""
    if officer is None:
        return []
    mine = [item for item in ITEMS if item.duties & set(officer.duties)]
    return sorted(mine, key=lambda item: officer.duties[0] not in item.duties)


SHOWN = 7
"""Lists that stand in the bar; the others are folded behind "more": a bar is read at a glance."""


class Menu(Struct, frozen=True, kw_only=True):
    """What the bar shows: the lists in it, those folded away, and the folded one that is open."""

    first: list[Item]
    more: list[Item]
    here: Item | None


def shown(officer: Officer | None, path: str) -> Menu:
    """The bar of an officer who looks at `path`. One list alone is not folded away."""
    mine = lists(officer)
    most = SHOWN if len(mine) > SHOWN + 1 else len(mine)
    more = mine[most:]
    here = next((item for item in more if item.url == path), None)
    return Menu(first=mine[:most], more=more, here=here)


def home(officer: Officer) -> str:
    """Where the officer's day begins."""
    mine = lists(officer)
    return mine[0].url if mine else "/notices/"

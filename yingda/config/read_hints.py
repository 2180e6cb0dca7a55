# SPDX-License-Identifier: Apache-2.0
"""提示 What the hints see in a text, line by line, for the command line."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from yingda import hints
from yingda.faces.kit import labels
from yingda.hints.weights import Phrase
from yingda.office import hinting
from yingda.office.door import standard_in_force
from yingda.office.suggesting import question


def lines(text: str, now: datetime) -> Iterator[str]:
    """Tier, nature, subject, places, particulars, moments, and what is still to be asked."""
    hinting.forget()
    seen = hinting.read("", text, now)
    standard = standard_in_force()
    tiers = {tier.id: tier.name for tier in standard.tiers}
    yield _("分级：{tier}").format(tier=_(tiers.get(seen.tier.tier, seen.tier.tier)))
    for sign in seen.tier.signs:
        note = f"（{_(sign.softened)}）" if sign.softened else ""
        yield f"  “{sign.words}” {_(sign.why)}{note}"
    natures = {one.id: one.name for one in standard.choices("natures", now.date())}
    nature = _(natures.get(seen.nature.id, seen.nature.id))
    yield _suggested(_("性质"), nature, seen.nature.chance, seen.nature.sure, seen.nature.because)
    of = seen.subject
    yield _suggested(_("分类"), of.label, of.chance, of.sure, of.because)
    for place in seen.places:
        why = "；".join(place.because)
        yield f"{_('地点')}：{' '.join(place.path)} {place.weight:.2f}（{why}）"
    for spot in seen.spots:
        yield f"{_('位置')}：{spot}"
    yield from _for_the_form(seen)
    for found in seen.particulars:
        yield f"{_('身份信息')}：{found.kind} {found.start}-{found.end}"
    for moment in seen.moments:
        about = _("约") if moment.rough else ""
        yield f"{_('时刻')}：“{moment.words}” {about}{moment.at:%Y-%m-%d %H:%M}"
    for gap in seen.gaps:
        yield f"{_('还要问')}：{question(gap)}"


def _for_the_form(seen: hints.Hints) -> Iterator[str]:
    """Addresses cut into fields, who it is about, how much."""
    for told in seen.whereabouts:
        note = _("（像是公司或户籍所在地）") if told.seat else ""
        yield f"{_('地址')}：{' | '.join(told.fields.values())}{note}"
    for party in seen.accused:
        yield f"{_('被诉方')}：{party.words}"
    for quantity in seen.quantities:
        about = _("约") if quantity.rough else ""
        yield f"{_('数量')}：“{quantity.words}” {about}{quantity.number or ''}".rstrip()
    for fact in seen.facts:
        unsure = "" if fact.sure else _("拿不准")
        yield f"{_('填表')}：{labels.FIELDS[fact.of]} {fact.value} {unsure}".rstrip()


def _suggested(
    what: str, label: str, chance: float, sure: bool, because: tuple[Phrase, ...]
) -> str:
    """拿不准 instead of a guess; the likeliest stands behind it, so that one can see why."""
    why = "、".join(f"“{one.words}”" for one in because)
    held = label if sure else _("拿不准（最像{label}）").format(label=label)
    return f"{what}：{held} {chance:.2f} {why}".rstrip()

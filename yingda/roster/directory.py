# SPDX-License-Identifier: Apache-2.0
"""派单目录 Directory: who is responsible for this matter at this place, and on what basis.

Among the lines valid on the day the most specific subject wins, then the narrowest place. A line
whose lead cannot be found there (or is a community) is passed over. Rules: 条例 art. 11 (a
directory by legal authority, territory and level) and 12 (district government when no unit is
clear). At most two SQL statements for a proposal.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length
from django.utils.translation import gettext as _
from msgspec import Struct

from yingda.flow.case import Addressee

from .models import DirectoryLine, Level, Subject, Unit

GENERAL_BASIS = "《北京市接诉即办工作条例》第十二条"
DEPARTMENT = "@district_department:"


class UnknownUnit(LookupError):
    """No unit in use has this code."""


class Proposal(Struct, frozen=True, kw_only=True):
    """派单建议 Lead and assisting units for a matter, the line that says so ("" for none), the
    subject for which that line stands (`of`), and why.

    `why` is a Chinese sentence for the dispatcher; `recused` is the unit that may not lead
    because it is itself complained of ("" when there is none).
    """

    lead: Addressee
    assisting: tuple[Addressee, ...]
    line: str
    legal_basis: str
    level: str
    why: str
    recused: str = ""
    of: str = ""


def addressee(code: str) -> Addressee:
    """The unit `code` as the flow knows it. Raises UnknownUnit when it is absent or not in use."""
    return addressees([code])[code]


def addressees(codes: Iterable[str]) -> dict[str, Addressee]:
    """Several units by code, in one statement. Raises UnknownUnit with the first that is absent."""
    wanted = set(codes)
    found = {unit.code: _seen(unit) for unit in _units(Q(code__in=wanted))}
    for code in sorted(wanted - found.keys()):
        raise UnknownUnit(code)
    return found


def propose(
    subject_code: str, district: str, street: str, on: date, accused_unit: str = ""
) -> Proposal | None:
    """Who should lead this matter here, on that day; None when neither matter nor place tells.

    `district` has six digits, `street` nine; either may be "". A unit that is itself complained of
    (`accused_unit`) neither leads nor assists: its superior takes the matter.
    """
    district = district or street[:6]
    lines = _lines(subject_code, district, street, on)
    places = _Places(_rules(lines), district, street)
    for line in lines:
        lead = places.unit(line.lead)
        if lead is not None and lead.level != Level.COMMUNITY:
            return _proposal(lead, line, places, accused_unit)
    government = places.unit("@district_government")
    return _proposal(government, None, places, accused_unit) if government else None


def _lines(subject: str, district: str, street: str, on: date) -> Sequence[DirectoryLine]:
    """Lines for the subject or an ancestor in these places on that day, the best first."""
    above = ["pk", "parent_id", "parent__parent_id"]
    me = Subject.objects.filter(pk=subject)
    of_matter = Q()
    for step in above:
        of_matter |= Q(subject_id__in=me.values(step))
    return list(
        DirectoryLine.objects.filter(of_matter, scope__in={"", district, street})
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), valid_from__lte=on)
        .select_related("subject")
        .order_by("-subject__level", Length("scope").desc(), "-valid_from", "pk")
    )


def _rules(lines: Sequence[DirectoryLine]) -> set[str]:
    return {rule for line in lines for rule in (line.lead, *line.assisting)}


def _units(wanted: Q) -> "QuerySet[Unit]":
    """Units in use, each with the government of its district."""
    government = Unit.objects.filter(
        level=Level.DISTRICT, district=OuterRef("district"), active=True
    ).exclude(district="")
    return (
        Unit.objects.filter(wanted, active=True)
        .annotate(
            above=Subquery(government.values("code")[:1]),
            above_name=Subquery(government.values("name")[:1]),
        )
        .order_by("code")
    )


class _Places:
    """The units that rules of the directory mean at one place."""

    def __init__(self, rules: Iterable[str], district: str, street: str) -> None:
        kinds = {r.removeprefix(DEPARTMENT) for r in rules if r.startswith(DEPARTMENT)}
        wanted = Q(code__in={rule for rule in rules if not rule.startswith("@")})
        if district:
            wanted |= Q(level=Level.DISTRICT, district=district)
            wanted |= Q(level=Level.DISTRICT_DEPARTMENT, district=district, kind__in=kinds)
        if street:
            wanted |= Q(level=Level.SUBDISTRICT, street=street)
        self._by_rule: dict[str, Unit] = {}
        superiors = Unit.objects.filter(wanted).values("parent_id")
        for unit in _units(wanted | Q(code__in=superiors)):
            self._by_rule.setdefault(unit.code, unit)
            if unit.district == district and district:
                self._by_rule.setdefault(_rule_of(unit, street), unit)

    def unit(self, rule: str) -> Unit | None:
        """The unit in use that `rule` means here, if there is one."""
        return self._by_rule.get(rule)


def _rule_of(unit: Unit, street: str) -> str:
    match unit.level:
        case Level.DISTRICT:
            return "@district_government"
        case Level.DISTRICT_DEPARTMENT:
            return DEPARTMENT + unit.kind
        case Level.SUBDISTRICT if unit.street == street:
            return "@subdistrict"
        case _:
            return unit.code


def _proposal(
    lead: Unit, line: DirectoryLine | None, places: _Places, accused: str
) -> Proposal | None:
    recused = lead.code if lead.code == accused else ""
    chosen = _superior(lead, places) if recused else lead
    if chosen is None:
        return None
    beside = [places.unit(rule) for rule in line.assisting] if line else []
    taken = {chosen.code, accused}
    assisting = {u.code: _seen(u) for u in beside if u is not None and u.code not in taken}
    return Proposal(
        lead=_seen(chosen),
        assisting=tuple(assisting.values()),
        line=line.pk if line else "",
        legal_basis=line.legal_basis if line else GENERAL_BASIS,
        level=line.level if line else Level.DISTRICT.value,
        why=_why(lead, line, chosen),
        recused=recused,
        of=line.subject_id if line else "",
    )


def _superior(unit: Unit, places: _Places) -> Unit | None:
    """Who takes a matter about `unit` itself: its superior, else the government of the district."""
    above = places.unit(unit.parent_id or "")
    if above is not None and above.level != Level.COMMUNITY:
        return above
    government = places.unit("@district_government")
    return government if government is not None and government != unit else None


def _why(lead: Unit, line: DirectoryLine | None, chosen: Unit) -> str:
    if line is None:
        said = _("派单目录没有明确的承办单位，按属地派{unit}。").format(unit=lead.name)
    else:
        where = {6: _("本区"), 9: _("本街道（乡镇）")}.get(len(line.scope), _("全市"))
        said = _("派单目录{line}：“{subject}”（{where}）由{unit}主办。").format(
            line=line.pk, subject=line.subject.name, where=where, unit=lead.name
        )
    if chosen == lead:
        return said
    return said + _("诉求反映的正是该单位，应当回避，改由{unit}主办。").format(unit=chosen.name)


def _seen(unit: Unit) -> Addressee:
    above: str = "" if unit.level == Level.DISTRICT else vars(unit)["above"] or ""
    return Addressee(
        code=unit.code,
        name=unit.name,
        level=unit.level,
        district=unit.district,
        above=above,
        above_name=vars(unit)["above_name"] if above else "",
    )

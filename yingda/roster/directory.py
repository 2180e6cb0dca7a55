# SPDX-License-Identifier: Apache-2.0
"""派单目录 Directory: who is responsible for this matter at this place, and on what basis.

Among the lines valid on the day the most specific subject wins, then the narrowest place. A line
whose lead cannot be found there (or is a community) is passed over. Rules: 条例 art. 11 (a
directory by legal authority, territory and level) and 12 (district government when no unit is
clear). One SQL statement for a proposal, or a part of one (`QUESTION`).
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from msgspec import Struct, convert, json

from yingda.flow.case import Addressee

from .models import Level, Unit

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


class Line(Struct, frozen=True, kw_only=True):
    """A line of the directory as it speaks here, with the name of its subject."""

    id: str
    subject: str
    subject_name: str
    scope: str
    lead: str
    assisting: tuple[str, ...]
    level: str
    legal_basis: str


class Body(Struct, frozen=True, kw_only=True):
    """A unit in use, with the government of its district ("" for none)."""

    code: str
    name: str
    level: str
    kind: str
    district: str
    street: str
    above: str | None
    above_name: str | None
    parent: str | None = None


class Answer(Struct, frozen=True, kw_only=True):
    """What QUESTION finds: lines, the best first; units that they may mean here, by code."""

    lines: tuple[Line, ...]
    units: tuple[Body, ...]


def addressee(code: str) -> Addressee:
    """The unit `code` as the flow knows it. Raises UnknownUnit when it is absent or not in use."""
    return addressees([code])[code]


def addressees(codes: Iterable[str]) -> dict[str, Addressee]:
    """Several units by code, in one statement. Raises UnknownUnit with the first that is absent."""
    wanted = set(codes)
    found = {unit["code"]: _seen(convert(unit, Body)) for unit in _units(Q(code__in=wanted))}
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
    with connection.cursor() as cursor:
        cursor.execute(f"select {QUESTION}", slots(subject_code, district, street, on))
        (found,) = cursor.fetchone()
    return proposed(found, district, street, accused_unit)


def slots(subject: str, district: str, street: str, on: date) -> dict[str, str | date]:
    """The slots of QUESTION."""
    return {"matter": subject, "district": district or street[:6], "street": street, "on": on}


def proposed(found: str, district: str, street: str, accused_unit: str) -> Proposal | None:
    """The proposal that follows from the answer to QUESTION."""
    answer = json.decode(found, type=Answer)
    places = _Places(answer.units, district or street[:6], street)
    for line in answer.lines:
        lead = places.unit(line.lead)
        if lead is not None and lead.level != Level.COMMUNITY:
            return _proposal(lead, line, places, accused_unit)
    government = places.unit("@district_government")
    return _proposal(government, None, places, accused_unit) if government else None


QUESTION = f"""(
with matter as (
  select s.code, s.name, s.level from roster_subject me left join roster_subject up
    on up.code = me.parent_id join roster_subject s on s.code in (me.code, up.code, up.parent_id)
  where me.code = %(matter)s
), lines as (
  select l.*, m.name as subject_name, row_number() over (
    order by m.level desc, length(l.scope) desc, l.valid_from desc, l.id) as nth
  from roster_directoryline l join matter m on m.code = l.subject_id
  where l.scope in ('', %(district)s, %(street)s) and l.valid_from <= %(on)s
    and coalesce(l.valid_until >= %(on)s, true)
), rules as (select unnest(assisting || lead) as rule from lines
), meant as (
  select u.code, u.parent_id from roster_unit u
  where u.active and u.code in (select rule from rules where rule not like '@%%')
  union select u.code, u.parent_id from roster_unit u
  where u.active and u.district = %(district)s and u.district <> '' and (u.level = 'district'
    or u.level = 'district_department' and '{DEPARTMENT}' || u.kind in (select rule from rules))
  union select u.code, u.parent_id from roster_unit u
  where u.active and u.street = %(street)s and u.street <> '' and u.level = 'subdistrict'
), units as (
  select u.*, g.code as above, g.name as above_name from roster_unit u left join lateral (
    select g.code, g.name from roster_unit g where g.active and g.level = 'district'
      and g.district = u.district and g.district <> '' order by g.code limit 1) g on true
  where u.active and u.code in (
    select code from meant union select parent_id from meant where parent_id is not null)
)
select json_build_object(
  'lines', (select coalesce(json_agg(json_build_object('id', id, 'subject', subject_id,
    'subject_name', subject_name, 'scope', scope, 'lead', lead, 'assisting', assisting,
    'level', level, 'legal_basis', legal_basis) order by nth), '[]') from lines),
  'units', (select coalesce(json_agg(json_build_object('code', code, 'name', name, 'level', level,
    'kind', kind, 'district', district, 'street', street, 'parent', parent_id, 'above', above,
    'above_name', above_name) order by code), '[]') from units))::text
)"""
"""Lines for a subject or an ancestor in these places on a day, and the units in use that they may
mean there with their superiors, as one value (JSON of Answer); its slots: `slots`."""


def _units(wanted: Q) -> "QuerySet[Unit, dict[str, str]]":
    """Units in use as the fields of Body."""
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
        .values("code", "name", "level", "kind", "district", "street", "above", "above_name")
    )


class _Places:
    """The units that rules of the directory mean at one place."""

    def __init__(self, units: Sequence[Body], district: str, street: str) -> None:
        self._by_rule: dict[str, Body] = {}
        for unit in units:
            self._by_rule.setdefault(unit.code, unit)
            if unit.district == district and district:
                self._by_rule.setdefault(_rule_of(unit, street), unit)

    def unit(self, rule: str) -> Body | None:
        """The unit in use that `rule` means here, if there is one."""
        return self._by_rule.get(rule)


def _rule_of(unit: Body, street: str) -> str:
    match unit.level:
        case Level.DISTRICT:
            return "@district_government"
        case Level.DISTRICT_DEPARTMENT:
            return DEPARTMENT + unit.kind
        case Level.SUBDISTRICT if unit.street == street:
            return "@subdistrict"
        case _:
            return unit.code


def _proposal(lead: Body, line: Line | None, places: _Places, accused: str) -> Proposal | None:
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
        line=line.id if line else "",
        legal_basis=line.legal_basis if line else GENERAL_BASIS,
        level=line.level if line else Level.DISTRICT.value,
        why=_why(lead, line, chosen),
        recused=recused,
        of=line.subject if line else "",
    )


def _superior(unit: Body, places: _Places) -> Body | None:
    """Who takes a matter about `unit` itself: its superior, else the government of the district."""
    above = places.unit(unit.parent or "")
    if above is not None and above.level != Level.COMMUNITY:
        return above
    government = places.unit("@district_government")
    return government if government is not None and government != unit else None


def _why(lead: Body, line: Line | None, chosen: Body) -> str:
    if line is None:
        said = _("派单目录没有明确的承办单位，按属地派{unit}。").format(unit=lead.name)
    else:
        where = {6: _("本区"), 9: _("本街道（乡镇）")}.get(len(line.scope), _("全市"))
        said = _("派单目录{line}：“{subject}”（{where}）由{unit}主办。").format(
            line=line.id, subject=line.subject_name, where=where, unit=lead.name
        )
    if chosen == lead:
        return said
    return said + _("诉求反映的正是该单位，应当回避，改由{unit}主办。").format(unit=chosen.name)


def _seen(unit: Body) -> Addressee:
    above = "" if unit.level == Level.DISTRICT else unit.above or ""
    return Addressee(
        code=unit.code, name=unit.name, level=unit.level, district=unit.district, above=above,
        above_name=unit.above_name or "" if above else "",
    )  # fmt: skip

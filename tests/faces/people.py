# SPDX-License-Identifier: Apache-2.0
"""A small city with its officers, for the tests of the faces."""

from django.contrib.auth.models import User
from django.test import Client

from yingda.faces.kit import names
from yingda.office import hinting, placing
from yingda.roster.models import Officer, Place, Subject, Unit

UNITS = (
    ("heating", "热力公司", "utility", "", ""),
    ("bureau", "区城管委", "district_department", "110105", ""),
    ("gov", "区政府", "district", "110105", ""),
    ("town", "甲街道", "subdistrict", "110105", "110105026"),
    ("c1", "甲社区", "community", "110105", "110105026"),
)
OFFICERS = {
    "operator": ("", ["operator"]),
    "dispatcher": ("", ["dispatcher"]),
    "reviewer": ("", ["reviewer"]),
    "caller_back": ("", ["caller_back"]),
    "duty_leader": ("", ["duty_leader", "dispatcher", "reviewer"]),
    "assessor": ("", ["assessor"]),
    "assessor2": ("", ["assessor"]),
    "quality": ("", ["quality"]),
    "administrator": ("", ["administrator"]),
    "heating": ("heating", ["clerk"]),
    "bureau": ("bureau", ["clerk"]),
    "town": ("town", ["clerk"]),
    "gov": ("gov", ["clerk"]),
}


def make_city() -> None:
    """Places, subjects, units and one officer for each duty (user names as in OFFICERS)."""
    names.forget()
    hinting.forget()
    placing.forget()
    Place.objects.create(code="110105", name="样区", kind="district")
    Place.objects.create(code="110105026", name="样街道", kind="street", parent_id="110105")
    Subject.objects.create(code="01", name="城乡建设", level=1)
    Subject.objects.create(code="0102", name="市政管理", level=2, parent_id="01")
    Subject.objects.create(code="010208", name="冬季采暖", level=3, parent_id="0102")
    for code, name, level, district, street in UNITS:
        Unit.objects.create(code=code, name=name, level=level, district=district, street=street)
    for username, (unit, duties) in OFFICERS.items():
        user = User.objects.create_user(username, password="lantern-river-42")
        Officer.objects.create(user=user, name=f"某{username}", unit_id=unit or None, duties=duties)


def signed_in(username: str) -> Client:
    """A browser in which the officer is signed in."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client

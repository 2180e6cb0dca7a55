# SPDX-License-Identifier: Apache-2.0
"""名录维护 The roster in Django's administration pages."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import RequestFactory

from yingda.roster import models

KEPT = (
    models.Unit,
    models.Subject,
    models.Place,
    models.Officer,
    models.DirectoryLine,
    models.Token,
)


@pytest.mark.parametrize("model", KEPT)
def test_every_table_of_the_roster_can_be_listed_by_an_administrator(line, model):
    line("L1", "010208", "heating")
    request = RequestFactory().get("/")
    request.user = User.objects.create_superuser("yang")
    page = admin.site._registry[model].changelist_view(request)
    page.render()
    assert page.status_code == 200


def test_a_token_is_never_made_in_the_administration_pages(rf):
    assert not admin.site._registry[models.Token].has_add_permission(rf.get("/"))

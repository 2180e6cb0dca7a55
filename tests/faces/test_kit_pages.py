# SPDX-License-Identifier: Apache-2.0
"""Pages that belong to no single face."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_visitor_may_open_home_and_sign_in(client):
    assert client.get("/").status_code == 200
    assert client.get("/sign-in/").status_code == 200


def test_a_visitor_is_led_to_sign_in_from_the_pages_of_officers(client):
    assert client.get("/notices/").headers["Location"].startswith("/sign-in/")

# SPDX-License-Identifier: Apache-2.0
"""账号 Accounts: the signed-in user together with their officer, in one statement."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User

from yingda.roster import people


class WithOfficer(ModelBackend):
    """Reads user, officer and unit at once, so that a page needs one statement for them."""

    def get_user(self, user_id: int) -> User | None:
        """The user if active, with their officer already known."""
        rows = User.objects.select_related("officer__unit")
        user = rows.filter(pk=user_id, is_active=True).first()
        if user is not None:
            officer = getattr(user, "officer", None)
            people.keep(user, officer if officer and officer.active else None)
        return user

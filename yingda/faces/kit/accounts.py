# SPDX-License-Identifier: Apache-2.0
"""账号 Accounts: the signed-in user with officer and unread notices, in one statement; nobody
guesses a password: tries are few, at every sign-in there is (that of `/admin/` too)."""

from typing import Any

from django import forms
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from yingda.roster import people

from . import inbox, tries

_BARRED = "yingda.too_many_sign_ins"


class WithOfficer(ModelBackend):
    """Reads user, officer, unit and the count of unread notices at once: what a page shows of who
    looks at it takes one statement."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None,
        password: str | None = None, **more: Any,
    ) -> User | None:  # fmt: skip
        """The user whose password this is. Raises PermissionDenied after too many tries,
        before the password is looked at."""
        if request is None or not username:
            return super().authenticate(request, username, password, **more)
        counters = tries.sign_in_keys(tries.address(request), username)
        if not tries.counted(counters):
            request.META[_BARRED] = True
            raise PermissionDenied
        user = super().authenticate(request, username, password, **more)
        if user is not None:
            tries.taken_back(counters)
        return user

    def get_user(self, user_id: int) -> User | None:
        """The user if active, with their officer and the number of unread notices known."""
        rows = inbox.counted(User.objects.select_related("officer__unit"))
        user: User | None = rows.filter(pk=user_id, is_active=True).first()
        if user is not None:
            officer = getattr(user, "officer", None)
            people.keep(user, officer if officer and officer.active else None)
        return user


def barred(request: HttpRequest) -> bool:
    """Whether this sign-in was refused unseen, after too many tries."""
    return bool(request.META.get(_BARRED))


class SignIn(AuthenticationForm):
    """登录 Name and password; says plainly that there were too many tries."""

    def get_invalid_login_error(self) -> forms.ValidationError:
        """Why nobody was signed in."""
        if self.request is not None and barred(self.request):
            return forms.ValidationError(
                _("登录尝试次数过多，请15分钟后再试；忘记密码请联系系统管理员。")
            )
        return super().get_invalid_login_error()

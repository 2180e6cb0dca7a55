# SPDX-License-Identifier: Apache-2.0
"""令牌 Tokens: made once, shown once, kept as a hash; who speaks, and what they may do."""

import hashlib
import secrets
import time
from datetime import datetime, timedelta

from django.http import HttpRequest
from ninja.security import HttpBearer

from yingda.flow.grammar import Person
from yingda.roster.models import Token, Unit

from .problems import Problem
from .rate import allow

SCOPES = {
    "appeals:write": "报送诉求",
    "cases:read": "查看诉求",
    "unit:act": "代本单位办理",
}


def hashed(secret: str) -> str:
    """What is kept of a token's secret: its SHA-256 in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make(
    owner: str, name: str, scopes: list[str], unit: str, days: int, now: datetime, webhook: str = ""
) -> str:
    """A new token's secret: shown once, never again. Raises ValueError on an unknown scope or unit,
    or acts without a unit to act for."""
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown or not scopes:
        raise ValueError(f"权限范围须为：{'、'.join(SCOPES)}")
    if "unit:act" in scopes and not unit:
        raise ValueError("unit:act 须指明单位（--unit）")
    if unit and not Unit.objects.filter(code=unit, active=True).exists():
        raise ValueError(f"没有这个单位：{unit}")
    secret = "yd_" + secrets.token_urlsafe(32)
    Token.objects.create(
        owner=owner, name=name, hash=hashed(secret), prefix=secret[:9], scopes=scopes,
        unit_id=unit or None, created_at=now, expires_at=now + timedelta(days=days),
        webhook_url=webhook,
    )  # fmt: skip
    return secret


def code_of(token: Token) -> str:
    """How the record names the holder of `token`."""
    return f"token-{token.pk}"


def person(token: Token) -> Person:
    """The holder of `token` as one who acts."""
    return Person(token.name, "machine", token.unit_id or "", code_of(token))


def token_of(code: str) -> Token | None:
    """The token that the record names `code`, or None."""
    key = code.removeprefix("token-")
    return Token.objects.filter(pk=int(key)).first() if key.isdecimal() else None


def in_force(token: Token, now: datetime) -> bool:
    """Neither revoked nor expired."""
    return token.revoked_at is None and now < token.expires_at


_REMEMBERED = 5.0
"""Seconds for which a token is not looked up again; so long a revocation may take to be felt."""

_known: dict[str, tuple[float, Token]] = {}


def _held(secret: str) -> Token | None:
    kept = hashed(secret)
    until, token = _known.get(kept, (0.0, None))
    if token is not None and time.monotonic() < until:
        return token
    token = Token.objects.filter(hash=kept).order_by().first()
    if token is not None:
        _known[kept] = (time.monotonic() + _REMEMBERED, token)
    return token


class Bearer(HttpBearer):
    """`Authorization: Bearer …` of a token in force that has the scope, if one is named."""

    def __init__(self, scope: str = "") -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        from django.utils import timezone

        held = _held(token)
        if held is None or not in_force(held, timezone.now()):
            raise Problem(401, "bad_token", "令牌不正确、已过期或已吊销")
        if self.scope and self.scope not in held.scopes:
            raise Problem(
                403, "no_scope", "该令牌没有此项权限：{scope}", given={"scope": self.scope}
            )
        if wait := allow(held.pk):
            raise Problem(429, "too_many_requests", "请求过于频繁，请稍后再试", wait=wait)
        return held

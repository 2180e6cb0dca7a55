# SPDX-License-Identifier: Apache-2.0
"""名录维护 Upkeep of the roster in Django's own administration pages (the only use of them)."""

from django.contrib import admin

from .models import DirectoryLine, Officer, Place, Subject, Token, Unit


@admin.register(Unit)
class UnitAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """承办单位 Units."""

    list_display = ["code", "name", "level", "kind", "district", "active"]
    list_filter = ["level", "active"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["parent"]


@admin.register(Subject)
class SubjectAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """诉求分类 Subjects."""

    list_display = ["code", "name", "level", "active"]
    list_filter = ["level", "active"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["parent"]


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """地点 Places."""

    list_display = ["code", "name", "kind"]
    list_filter = ["kind"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["parent"]


@admin.register(Officer)
class OfficerAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """人员 Officers."""

    list_display = ["name", "user", "unit", "duties", "active"]
    list_filter = ["active"]
    list_select_related = ["user", "unit"]
    search_fields = ["name", "user__username"]
    autocomplete_fields = ["unit"]


@admin.register(DirectoryLine)
class DirectoryLineAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """派单目录 Lines of the dispatch directory."""

    list_display = ["id", "subject", "scope", "lead", "legal_basis", "valid_from", "valid_until"]
    list_filter = ["level"]
    list_select_related = ["subject"]
    search_fields = ["id", "subject__name", "lead"]
    autocomplete_fields = ["subject"]


@admin.register(Token)
class TokenAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """接口令牌 Tokens: seen and revoked here, never made here (the secret would be lost)."""

    list_display = ["name", "owner", "prefix", "unit", "expires_at", "revoked_at"]
    list_select_related = ["unit"]
    readonly_fields = ["hash", "prefix", "created_at"]

    def has_add_permission(self, request: object) -> bool:
        """Tokens are made by the command, which shows the secret once."""
        return False

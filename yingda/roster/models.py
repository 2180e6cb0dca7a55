# SPDX-License-Identifier: Apache-2.0
"""名录 Roster: units, subjects, officers, places, the dispatch directory, and machines' tokens.

Codes are the city's own and never change their meaning; a unit or subject that ends is made
inactive, not deleted, because old cases name it.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """层级 Where a unit stands. Only `community` may never lead."""

    CITY = "city", _("市级部门")
    DISTRICT = "district", _("区政府")
    DISTRICT_DEPARTMENT = "district_department", _("区级部门")
    SUBDISTRICT = "subdistrict", _("街道乡镇")
    UTILITY = "utility", _("公用企业")
    COMMUNITY = "community", _("社区")


class Duty(models.TextChoices):
    """岗位 What an officer may act as. `machine` belongs to tokens, `clock` to the watcher."""

    OPERATOR = "operator", _("话务员")
    DISPATCHER = "dispatcher", _("派单员")
    CLERK = "clerk", _("承办单位经办人")
    REVIEWER = "reviewer", _("审核员")
    CALLER_BACK = "caller_back", _("回访员")
    DUTY_LEADER = "duty_leader", _("值班长")
    ASSESSOR = "assessor", _("考评员")
    QUALITY = "quality", _("质检员")
    ADMINISTRATOR = "administrator", _("系统管理员")


class Unit(models.Model):
    """承办单位 A body that may be sent work orders.

    `district` is the six-digit code of the district in which it works ("" for the whole city),
    `street` the nine-digit code of its sub-district or town. `kind` says which duty a district
    department carries (`housing`, `market` …): the directory's `@district_department:<kind>`.
    """

    code = models.CharField("代码", max_length=40, primary_key=True)
    name = models.CharField("名称", max_length=120)
    name_en = models.CharField("英文名称", max_length=160, blank=True, default="")
    level = models.CharField("层级", max_length=24, choices=Level.choices)
    kind = models.CharField("职能", max_length=40, blank=True, default="")
    district = models.CharField("所在区", max_length=6, blank=True, default="")
    street = models.CharField("所在街道乡镇", max_length=9, blank=True, default="")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below", verbose_name="上级单位"
    )
    office_hours = models.CharField("办公时间", max_length=80, blank=True, default="")
    active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "承办单位"
        ordering = ["code"]
        indexes = [
            models.Index(fields=["district", "level", "kind"], name="roster_unit_place"),
            models.Index(
                fields=["street"], name="roster_unit_street", condition=~models.Q(street="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Subject(models.Model):
    """诉求分类 One node of the subject tree; a child's code begins with its parent's."""

    code = models.CharField("代码", max_length=12, primary_key=True)
    name = models.CharField("名称", max_length=80)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below", verbose_name="上级分类"
    )
    level = models.PositiveSmallIntegerField(
        "级别", choices=[(1, "一级"), (2, "二级"), (3, "三级")]
    )
    active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "诉求分类"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """地点 A statistical division: district (6 digits), street (9), community (12)."""

    code = models.CharField("代码", max_length=12, primary_key=True)
    name = models.CharField("名称", max_length=80)
    kind = models.CharField(
        "类别",
        max_length=12,
        choices=[("district", "区"), ("street", "街道乡镇"), ("community", "社区（村）")],
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below", verbose_name="上级区划"
    )
    aliases = ArrayField(
        models.CharField(max_length=40), verbose_name="别名、旧名", default=list, blank=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "区划地点"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Officer(models.Model):
    """人员 A signed-in person with duties; no unit means the hotline itself."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="officer", verbose_name="账号"
    )
    name = models.CharField("姓名", max_length=60)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="officers", verbose_name="单位"
    )
    duties = ArrayField(
        models.CharField(max_length=20, choices=Duty.choices), verbose_name="岗位", default=list
    )
    phone_ext = models.CharField("分机", max_length=20, blank=True, default="")
    active = models.BooleanField("在岗", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "人员"
        ordering = ["user_id"]

    def __str__(self) -> str:
        return self.name


class DirectoryLine(models.Model):
    """派单目录 One line: this matter, in this place, belongs to these units, on this basis.

    `scope` is "" (the whole city), a district's or a sub-district's code. `lead` and each of
    `assisting` is a rule: a unit's code, or `@district_government`, `@subdistrict`,
    `@district_department:<kind>`, which the place of the case turns into a unit. A line holds
    from `valid_from` to `valid_until`, both days included.
    """

    id = models.CharField("编号", max_length=40, primary_key=True)
    subject = models.ForeignKey(
        Subject, models.PROTECT, related_name="lines", verbose_name="诉求分类"
    )
    scope = models.CharField("适用区域", max_length=9, blank=True, default="")
    lead = models.CharField("主办", max_length=80)
    assisting = ArrayField(
        models.CharField(max_length=80), verbose_name="协办", default=list, blank=True
    )
    level = models.CharField("办理层级", max_length=24, choices=Level.choices)
    legal_basis = models.CharField("依据", max_length=300)
    valid_from = models.DateField("生效日期")
    valid_until = models.DateField("失效日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "派单目录"
        ordering = ["id"]
        indexes = [models.Index(fields=["subject", "scope"], name="roster_line_matter")]
        constraints = [
            models.CheckConstraint(
                name="roster_line_days",
                condition=models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gte=models.F("valid_from")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.subject_id} → {self.lead}"


class Token(models.Model):
    """接口令牌 A machine's right to speak: only the SHA-256 of the secret is kept."""

    owner = models.CharField("责任人", max_length=80)
    name = models.CharField("名称", max_length=80)
    hash = models.CharField("摘要", max_length=64, unique=True)
    prefix = models.CharField("前缀", max_length=12)
    scopes = ArrayField(models.CharField(max_length=40), verbose_name="权限范围", default=list)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="tokens", verbose_name="单位"
    )
    expires_at = models.DateTimeField("到期时间")
    created_at = models.DateTimeField("发放时间")
    revoked_at = models.DateTimeField("吊销时间", null=True, blank=True)
    webhook_url = models.URLField("回调地址", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "接口令牌"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name}（{self.prefix}…）"

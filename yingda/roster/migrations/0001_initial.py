# SPDX-License-Identifier: Apache-2.0
"""名录 Roster: its tables as first laid down."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=12, primary_key=True, serialize=False, verbose_name="代码"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("district", "区"),
                            ("street", "街道乡镇"),
                            ("community", "社区（村）"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="below",
                        to="roster.place",
                        verbose_name="上级区划",
                    ),
                ),
            ],
            options={
                "verbose_name": "区划地点",
                "verbose_name_plural": "区划地点",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=12, primary_key=True, serialize=False, verbose_name="代码"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "一级"), (2, "二级"), (3, "三级")], verbose_name="级别"
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="在用")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="below",
                        to="roster.subject",
                        verbose_name="上级分类",
                    ),
                ),
            ],
            options={
                "verbose_name": "诉求分类",
                "verbose_name_plural": "诉求分类",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=40, primary_key=True, serialize=False, verbose_name="代码"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="名称")),
                (
                    "name_en",
                    models.CharField(
                        blank=True, default="", max_length=160, verbose_name="英文名称"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("city", "市级部门"),
                            ("district", "区政府"),
                            ("district_department", "区级部门"),
                            ("subdistrict", "街道乡镇"),
                            ("utility", "公用企业"),
                            ("community", "社区"),
                        ],
                        max_length=24,
                        verbose_name="层级",
                    ),
                ),
                (
                    "kind",
                    models.CharField(blank=True, default="", max_length=40, verbose_name="职能"),
                ),
                (
                    "district",
                    models.CharField(blank=True, default="", max_length=6, verbose_name="所在区"),
                ),
                (
                    "street",
                    models.CharField(
                        blank=True, default="", max_length=9, verbose_name="所在街道乡镇"
                    ),
                ),
                (
                    "office_hours",
                    models.CharField(
                        blank=True, default="", max_length=80, verbose_name="办公时间"
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="在用")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="below",
                        to="roster.unit",
                        verbose_name="上级单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "承办单位",
                "verbose_name_plural": "承办单位",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("owner", models.CharField(max_length=80, verbose_name="责任人")),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                ("hash", models.CharField(max_length=64, unique=True, verbose_name="摘要")),
                ("prefix", models.CharField(max_length=12, verbose_name="前缀")),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        default=list,
                        size=None,
                        verbose_name="权限范围",
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="到期时间")),
                ("created_at", models.DateTimeField(verbose_name="发放时间")),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="吊销时间"),
                ),
                (
                    "webhook_url",
                    models.URLField(
                        blank=True, default="", max_length=300, verbose_name="回调地址"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to="roster.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "接口令牌",
                "verbose_name_plural": "接口令牌",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="Officer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                (
                    "duties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("operator", "话务员"),
                                ("dispatcher", "派单员"),
                                ("clerk", "承办单位经办人"),
                                ("reviewer", "审核员"),
                                ("caller_back", "回访员"),
                                ("duty_leader", "值班长"),
                                ("assessor", "考评员"),
                                ("quality", "质检员"),
                                ("administrator", "系统管理员"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        size=None,
                        verbose_name="岗位",
                    ),
                ),
                (
                    "phone_ext",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="分机"),
                ),
                ("active", models.BooleanField(default=True, verbose_name="在岗")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="officer",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officers",
                        to="roster.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "人员",
                "verbose_name_plural": "人员",
                "ordering": ["user_id"],
            },
        ),
        migrations.CreateModel(
            name="DirectoryLine",
            fields=[
                (
                    "id",
                    models.CharField(
                        max_length=40, primary_key=True, serialize=False, verbose_name="编号"
                    ),
                ),
                (
                    "scope",
                    models.CharField(blank=True, default="", max_length=9, verbose_name="适用区域"),
                ),
                ("lead", models.CharField(max_length=80, verbose_name="主办")),
                (
                    "assisting",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="协办",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("city", "市级部门"),
                            ("district", "区政府"),
                            ("district_department", "区级部门"),
                            ("subdistrict", "街道乡镇"),
                            ("utility", "公用企业"),
                            ("community", "社区"),
                        ],
                        max_length=24,
                        verbose_name="办理层级",
                    ),
                ),
                ("legal_basis", models.CharField(max_length=300, verbose_name="依据")),
                ("valid_from", models.DateField(verbose_name="生效日期")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="失效日期")),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="roster.subject",
                        verbose_name="诉求分类",
                    ),
                ),
            ],
            options={
                "verbose_name": "派单目录",
                "verbose_name_plural": "派单目录",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["subject", "scope"], name="roster_line_matter")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="roster_line_days",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(fields=["district", "level", "kind"], name="roster_unit_place"),
        ),
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(
                condition=models.Q(("street", ""), _negated=True),
                fields=["street"],
                name="roster_unit_street",
            ),
        ),
    ]

# SPDX-License-Identifier: Apache-2.0
"""知识库 Knowledge: its tables as first laid down."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Gram",
            fields=[
                (
                    "gram",
                    models.CharField(
                        max_length=40, primary_key=True, serialize=False, verbose_name="双字"
                    ),
                ),
                ("entries", models.PositiveIntegerField(verbose_name="词条数")),
            ],
            options={
                "verbose_name": "双字频次",
                "verbose_name_plural": "双字频次",
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=40, primary_key=True, serialize=False, verbose_name="编号"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                ("question", models.CharField(max_length=300, verbose_name="问题")),
                ("answer", models.TextField(verbose_name="答案")),
                (
                    "similar",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="相似问法",
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        blank=True, default="", max_length=12, verbose_name="诉求分类"
                    ),
                ),
                ("owner", models.CharField(max_length=40, verbose_name="责任单位")),
                ("source", models.CharField(max_length=500, verbose_name="依据")),
                ("valid_from", models.DateField(verbose_name="生效日期")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="失效日期")),
                ("review_by", models.DateField(verbose_name="复核日期")),
                ("challenges", models.PositiveIntegerField(default=0, verbose_name="质疑")),
                (
                    "words",
                    django.contrib.postgres.search.SearchVectorField(
                        null=True, verbose_name="双字"
                    ),
                ),
            ],
            options={
                "verbose_name": "词条",
                "verbose_name_plural": "词条",
                "ordering": ["code"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["words"], name="knowledge_entry_words"
                    ),
                    models.Index(fields=["review_by"], name="knowledge_entry_review"),
                    models.Index(fields=["owner"], name="knowledge_entry_owner"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="knowledge_entry_days",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Challenge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(verbose_name="版本")),
                ("reason", models.TextField(verbose_name="理由")),
                ("by", models.CharField(max_length=150, verbose_name="提出人")),
                ("at", models.DateTimeField(verbose_name="提出时间")),
                (
                    "settled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="处理时间"),
                ),
                (
                    "settled_by",
                    models.CharField(blank=True, default="", max_length=150, verbose_name="处理人"),
                ),
                ("upheld", models.BooleanField(blank=True, null=True, verbose_name="成立")),
                ("opinion", models.TextField(blank=True, default="", verbose_name="处理意见")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="challenged",
                        to="knowledge.entry",
                        verbose_name="词条",
                    ),
                ),
            ],
            options={
                "verbose_name": "答案质疑",
                "verbose_name_plural": "答案质疑",
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="Law",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="比对名称")),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("constitution", "宪法"),
                            ("law", "法律"),
                            ("regulation", "行政法规"),
                            ("interpretation", "司法解释"),
                            ("rule", "部门规章"),
                            ("local", "地方性法规"),
                            ("other", "其他"),
                        ],
                        max_length=16,
                        verbose_name="效力级别",
                    ),
                ),
                ("published", models.DateField(blank=True, null=True, verbose_name="公布日期")),
                ("since", models.DateField(blank=True, null=True, verbose_name="施行日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="失效日期")),
                ("expired", models.BooleanField(default=False, verbose_name="已失效")),
                ("source", models.TextField(blank=True, default="", verbose_name="出处")),
                ("digest", models.CharField(max_length=64, verbose_name="摘要")),
            ],
            options={
                "verbose_name": "法律",
                "verbose_name_plural": "法律",
                "ordering": ["name", "published"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "published"),
                        name="knowledge_law_edition",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=12, verbose_name="条号")),
                ("nth", models.PositiveIntegerField(verbose_name="次序")),
                ("text", models.TextField(verbose_name="条文")),
                (
                    "words",
                    django.contrib.postgres.search.SearchVectorField(
                        null=True, verbose_name="双字"
                    ),
                ),
                (
                    "law",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="articles",
                        to="knowledge.law",
                        verbose_name="法律",
                    ),
                ),
            ],
            options={
                "verbose_name": "条文",
                "verbose_name_plural": "条文",
                "ordering": ["law", "nth"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["words"], name="knowledge_article_words"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("law", "key"), name="knowledge_article_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(verbose_name="版本")),
                ("said", models.JSONField(verbose_name="内容")),
                (
                    "by",
                    models.CharField(blank=True, default="", max_length=150, verbose_name="修改人"),
                ),
                ("at", models.DateTimeField(verbose_name="修改时间")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="knowledge.entry",
                        verbose_name="词条",
                    ),
                ),
            ],
            options={
                "verbose_name": "词条版本",
                "verbose_name_plural": "词条版本",
                "ordering": ["entry", "version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "version"), name="knowledge_version_nth"
                    )
                ],
            },
        ),
    ]

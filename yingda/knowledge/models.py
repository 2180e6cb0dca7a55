# SPDX-License-Identifier: Apache-2.0
"""知识库 Knowledge: laws with their articles; entries with their versions and challenges."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """效力级别 What kind of law it is, the highest first."""

    CONSTITUTION = "constitution", _("宪法")
    LAW = "law", _("法律")
    REGULATION = "regulation", _("行政法规")
    INTERPRETATION = "interpretation", _("司法解释")
    RULE = "rule", _("部门规章")
    LOCAL = "local", _("地方性法规")
    OTHER = "other", _("其他")


class Law(models.Model):
    """法律 One edition of a law. `name` is the title as it is compared (without the State's name
    and brackets). `since` and `until` are its days in force, both included; None: not known, or
    still in force. `expired` without `until`: out of force since a day that is not known."""

    name = models.CharField("比对名称", max_length=200)
    title = models.CharField("名称", max_length=200)
    level = models.CharField("效力级别", max_length=16, choices=Level.choices)
    published = models.DateField("公布日期", null=True, blank=True)
    since = models.DateField("施行日期", null=True, blank=True)
    until = models.DateField("失效日期", null=True, blank=True)
    expired = models.BooleanField("已失效", default=False)
    source = models.TextField("出处", blank=True, default="")
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "法律"
        ordering = ["name", "published"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "published"], name="knowledge_law_edition", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"《{self.title}》"


class Article(models.Model):
    """条 One article; `key` is "15", or "15.1" for 第十五条之一."""

    law = models.ForeignKey(Law, models.CASCADE, related_name="articles", verbose_name="法律")
    key = models.CharField("条号", max_length=12)
    nth = models.PositiveIntegerField("次序")
    text = models.TextField("条文")
    words = SearchVectorField("双字", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "条文"
        ordering = ["law", "nth"]
        constraints = [models.UniqueConstraint(fields=["law", "key"], name="knowledge_article_key")]
        indexes = [GinIndex(fields=["words"], name="knowledge_article_words", fastupdate=False)]

    def __str__(self) -> str:
        return f"{self.law_id} {self.key}"


class Entry(models.Model):
    """词条 An answer that may be given at once, as it stands now. `valid_until` is its last day;
    `review_by` the day on which its owner reads it again; `challenges` counts open ones."""

    code = models.CharField("编号", max_length=40, primary_key=True)
    version = models.PositiveIntegerField("版本", default=1)
    question = models.CharField("问题", max_length=300)
    answer = models.TextField("答案")
    similar = ArrayField(
        models.CharField(max_length=300), verbose_name="相似问法", default=list, blank=True
    )
    subject = models.CharField("诉求分类", max_length=12, blank=True, default="")
    owner = models.CharField("责任单位", max_length=40)
    source = models.CharField("依据", max_length=500)
    valid_from = models.DateField("生效日期")
    valid_until = models.DateField("失效日期", null=True, blank=True)
    review_by = models.DateField("复核日期")
    challenges = models.PositiveIntegerField("质疑", default=0)
    words = SearchVectorField("双字", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "词条"
        ordering = ["code"]
        indexes = [
            GinIndex(fields=["words"], name="knowledge_entry_words", fastupdate=False),
            models.Index(fields=["review_by"], name="knowledge_entry_review"),
            models.Index(fields=["owner"], name="knowledge_entry_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                name="knowledge_entry_days",
                condition=models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gte=models.F("valid_from")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}@{self.version} {self.question}"


class Version(models.Model):
    """版本 What an entry said in one version; never changed."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="versions", verbose_name="词条")
    version = models.PositiveIntegerField("版本")
    said = models.JSONField("内容")
    by = models.CharField("修改人", max_length=150, blank=True, default="")
    at = models.DateTimeField("修改时间")

    class Meta:
        verbose_name = verbose_name_plural = "词条版本"
        ordering = ["entry", "version"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "version"], name="knowledge_version_nth")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}@{self.version}"


class Challenge(models.Model):
    """质疑 Somebody says that the answer is wrong; open until it is settled."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="challenged", verbose_name="词条")
    version = models.PositiveIntegerField("版本")
    reason = models.TextField("理由")
    by = models.CharField("提出人", max_length=150)
    at = models.DateTimeField("提出时间")
    settled_at = models.DateTimeField("处理时间", null=True, blank=True)
    settled_by = models.CharField("处理人", max_length=150, blank=True, default="")
    upheld = models.BooleanField("成立", null=True, blank=True)
    opinion = models.TextField("处理意见", blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "答案质疑"
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.entry_id}@{self.version}"


class Gram(models.Model):
    """双字频次 In how many entries two characters stand together: rare ones tell entries apart."""

    gram = models.CharField("双字", max_length=40, primary_key=True)
    entries = models.PositiveIntegerField("词条数")

    class Meta:
        verbose_name = verbose_name_plural = "双字频次"

    def __str__(self) -> str:
        return f"{self.gram} {self.entries}"

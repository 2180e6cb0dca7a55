# SPDX-License-Identifier: Apache-2.0
"""引文链接 Links from the citations of a text to the articles of the law library."""

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

from django import template
from django.apps import apps
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from yingda.wording.citations import Cited, cited
from yingda.wording.numerals import said

register = template.Library()


@register.filter
def with_laws(text: str, on: date | None = None) -> SafeString:
    """`text`, escaped, each citation of an article as a link to it, valid on the day `on`."""
    there = apps.is_installed("yingda.faces.knowledge")
    return linked(text, lambda one: _address(one, on) if there else "")


def linked(text: str, address: Callable[[Cited], str]) -> SafeString:
    """`text`, escaped, each citation of an article as a link to its `address`; plain where that is
    empty."""
    made: list[str] = []
    at = 0
    for one in cited(text):
        if one.article and one.start >= at and (to := address(one)):
            words = escape(text[one.start : one.end])
            made += [
                escape(text[at : one.start]),
                f'<a class="law-link" href="{escape(to)}">{words}</a>',
            ]
            at = one.end
    return mark_safe("".join([*made, escape(text[at:])]))


@register.filter
def law_address(title: str, article: str = "") -> str:
    """The address of an article that a reply cites by its title and "第十五条"."""
    found = cited(f"《{title.strip('《》')}》{article}")
    return _address(found[0], None) if found else ""


@register.filter
def article_name(key: str) -> str:
    """第十五条, 第十五条之一; "" for what stands before the articles."""
    number, _, bis = key.partition(".")
    if not number.isdecimal() or number == "0":
        return ""
    return f"第{said(int(number))}条" + (f"之{said(int(bis))}" if bis.isdecimal() else "")


def _address(one: Cited, on: date | None) -> str:
    asked = {"title": one.title, "article": one.article, "bis": one.bis}
    asked |= {"on": on.isoformat()} if on else {}
    return f"/laws/cited/?{urlencode({name: value for name, value in asked.items() if value})}"
